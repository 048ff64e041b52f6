import { db, type Order, type User } from './lib/db.ts';

interface Page {
  user: User;
  orders: Order[];
  visitors: number;
}

/** Signs people in and keeps what is theirs. */
export class Accounts {
  current: User | undefined;

  /** `this.current` is set here and read by the method called next. */
  async openPage(userId: string): Promise<Page> {
    await this.signIn(userId);
    const orders = await this.ordersOfCurrent();
    const visitors = await db.users.count();
    if (this.current === undefined) throw new Error('nobody is signed in');
    return { user: this.current, orders, visitors };
  }

  /** Two reads inside a `try` that need nothing of each other. */
  async summary(userId: string): Promise<string> {
    try {
      const user = await db.users.find(userId);
      const orders = await db.orders.list();
      return `${user?.name ?? 'somebody'} and ${String(orders.length)} orders`;
    } catch (error) {
      return `not available: ${String(error)}`;
    }
  }

  /** Written, then read back. */
  async rename(userId: string, name: string): Promise<User | undefined> {
    await db.users.update(userId, { name });
    return await db.users.find(userId);
  }

  /** Different tables, but a half-done removal would be worse than a slow one. */
  async close(userId: string): Promise<void> {
    await db.orders.delete(userId);
    await db.users.delete(userId);
  }

  async signIn(userId: string): Promise<void> {
    this.current = await db.users.find(userId);
  }

  async ordersOfCurrent(): Promise<Order[]> {
    const owner = this.current?.id;
    const orders = await db.orders.list();
    return orders.filter((order) => order.userId === owner);
  }
}
