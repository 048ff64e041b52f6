// What the compiler was told before, and forgets in a function of its own.
import { findTeam, getUser, queryStock, type User } from './api.ts';

type Source = { kind: 'shop'; id: string } | { kind: 'none'; reason: string };

export class Shop {
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  async toldApart() {
    if (this.source.kind === 'none') return this.source.reason;
    const user = await getUser('owner');
    const stock = await queryStock(this.source.id.trim());
    return { user, stock };
  }

  async toldApartBeforeALoop(ids: string[]) {
    const users: User[] = [];
    if (this.source.kind === 'none') return users;
    for (const id of ids) {
      users.push(await getUser(this.source.id + id));
    }
    return users;
  }
}

export async function toldApartAsAConstant(source: Source, ids: string[]) {
  const users: User[] = [];
  if (source.kind === 'none') return users;
  for (const id of ids) {
    users.push(await getUser(source.id + id));
  }
  return users;
}

export async function byItsFirstValue(ids: string[], options: { prefix?: string }) {
  let prefix: string | undefined = options.prefix ?? 'user-';
  const users: User[] = [];
  for (const id of ids) {
    const user = await getUser(prefix.concat(id));
    users.push(user);
  }
  prefix = undefined;
  return { users, prefix };
}

class Leaf {
  readonly leaf: string = 'l';
}

function looksLeafy(node: object): node is Leaf {
  return node instanceof Leaf;
}

function must(value: unknown): asserts value {
  if (value === undefined) throw new Error('It is missing.');
}

export async function guards(tree: { node: object; id?: string }) {
  if (!looksLeafy(tree.node)) return undefined;
  must(tree.id);
  const stock = await queryStock('all');
  const team = await findTeam(tree.node.leaf.trim());
  const user = await getUser(tree.id.trim());
  return { stock, team, user };
}

export async function optionalChain(shop: { source?: Source }) {
  if (shop.source?.kind !== 'shop') return undefined;
  const stock = await queryStock(shop.source.id.trim());
  const team = await findTeam(shop.source.id.trim());
  return { stock, team };
}

export async function inTheRound(users: { id?: string }[]) {
  const lines: string[] = [];
  for (const user of users) {
    if (user.id === undefined) throw new Error('It has no id.');
    const left = await queryStock(user.id);
    lines.push(user.id.concat(String(left)));
  }
  return lines;
}

export async function aVariableOfTheRound(ids: string[]) {
  const lines: string[] = [];
  for (const id of ids) {
    let name = id.split(':')[1];
    name ??= id;
    const left = await queryStock(name);
    lines.push(name.concat(String(left)));
  }
  return lines;
}
