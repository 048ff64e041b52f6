// What stands at the edge of what is kept: many effects in one function, promises of before and of between, names of what a callback gives back.
import fs from 'node:fs/promises';

async function findUser(id: string) {
  return await fs.readFile(`/users/${id}`, 'utf8');
}

export async function between() {
  const writing = fs.writeFile('/x', '1');
  await writing;
  const reading = fs.readFile('/x', 'utf8');
  // expect pair effect or data or unknown — it was begun after the first had ended
  await reading;
}

export async function before() {
  const writing = fs.writeFile('/y', '1');
  const reading = fs.readFile('/z', 'utf8');
  await writing;
  // expect pair independent — both run already
  await reading;
}

interface Store {
  saveAll(user: string): Promise<string>;
  put(row: string): { promise(): Promise<string> };
  query(table: string): { promise(): Promise<string> };
  loadPosts(id: string): Promise<string>;
}

export async function givenBack(ids: readonly string[], store: Store) {
  const saved = await Promise.all(
    ids.map(async (id) => {
      const user = await findUser(id);
      return store.saveAll(user);
    }),
  );
  // expect pair effect or unknown — each round saves
  const posts = await Promise.all(ids.map((id) => store.loadPosts(id)));
  return [saved, posts];
}

export async function begun(store: Store) {
  const done = await store.put('row').promise();
  // expect pair effect or unknown — a row is put, and rows are asked for
  const rows = await store.query('t').promise();
  return [done, rows];
}

class Session {
  static #only: Session | undefined;
  token = '';

  static get() {
    return (Session.#only ??= new Session());
  }
}

async function signIn(file: string) {
  const token = await fs.readFile(file, 'utf8');
  Session.get().token = token;
  return token;
}

async function signed(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return text + Session.get().token;
}

export async function givenObject() {
  const token = await signIn('/a');
  // expect pair effect or data or independent likely, fix unsafe — the token is written into what both are given
  const text = await signed('/b');
  return [token, text];
}
