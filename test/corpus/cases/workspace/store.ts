import { readFile, writeFile } from 'node:fs/promises';

class Base {
  protected rows = new Map<string, string>();

  async get(id: string): Promise<string | undefined> {
    await Promise.resolve();
    return this.rows.get(id);
  }
}

export default class Store extends Base {
  async put(id: string, value: string): Promise<void> {
    await Promise.resolve();
    this.rows.set(id, value);
  }

  async load(): Promise<void> {
    const text = await readFile('store.json', 'utf8');
    this.rows = new Map(JSON.parse(text) as [string, string][]);
  }

  async save(): Promise<void> {
    await writeFile('store.json', JSON.stringify([...this.rows]));
  }

  async size(): Promise<number> {
    await Promise.resolve();
    return this.rows.size;
  }

  async loadAndCount(): Promise<number> {
    await this.load();
    // expect pair effect or data — `load` replaces `rows`, `size` counts them
    const count = await this.size();
    return count;
  }

  async putAndSave(id: string): Promise<void> {
    await this.put(id, 'x');
    // expect pair effect or data — `save` writes what `put` set
    await this.save();
  }

  async getTwo(): Promise<(string | undefined)[]> {
    const a = await this.get('a');
    // expect pair independent, fix safe — the inherited `get` only reads
    const b = await this.get('b');
    return [a, b];
  }
}
