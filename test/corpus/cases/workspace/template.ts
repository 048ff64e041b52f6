import { readFile } from 'node:fs/promises';

/** What others extend: `run` calls what they may have in place of `load`. */
export class Template {
  async run(name: string): Promise<string> {
    return this.load(name);
  }

  async load(name: string): Promise<string> {
    return (await readFile(name, 'utf8')).trim();
  }

  async plain(name: string): Promise<string> {
    return (await readFile(name, 'utf8')).trim();
  }
}
