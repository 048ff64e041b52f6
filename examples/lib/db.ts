import { sleep } from './time.ts';

/** A row of any table. */
export interface Row {
  readonly id: string;
}

/** One table in memory, as slow as one over a network: every query takes 40 ms. */
export class Table<T extends Row> {
  readonly #rows = new Map<string, T>();

  async find(id: string): Promise<T | undefined> {
    await sleep(40);
    return this.#rows.get(id);
  }

  async list(): Promise<T[]> {
    await sleep(40);
    return [...this.#rows.values()];
  }

  async count(): Promise<number> {
    await sleep(40);
    return this.#rows.size;
  }

  async insert(row: T): Promise<T> {
    await sleep(40);
    this.#rows.set(row.id, row);
    return row;
  }

  async update(id: string, change: Partial<T>): Promise<T> {
    await sleep(40);
    const row = this.#rows.get(id);
    if (row === undefined) throw new Error(`no row ${id}`);
    const changed = { ...row, ...change };
    this.#rows.set(id, changed);
    return changed;
  }

  async delete(id: string): Promise<void> {
    await sleep(40);
    this.#rows.delete(id);
  }
}

export interface User extends Row {
  readonly name: string;
  readonly email: string;
  readonly points: number;
}
export interface Order extends Row {
  readonly userId: string;
  readonly totalCents: number;
  readonly state: 'paid' | 'refunded' | 'cancelled';
}
export interface StockLine extends Row {
  readonly left: number;
}
export interface AuditEntry extends Row {
  readonly text: string;
}

export const db = {
  users: new Table<User>(),
  orders: new Table<Order>(),
  stock: new Table<StockLine>(),
  audit: new Table<AuditEntry>(),
};
