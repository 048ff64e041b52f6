// What would not compile, or be another value, if it were put elsewhere as it is.
import { findTeam, getUser, listOrders, queryStock } from './api.ts';

interface Entry { name: string; kind: 'team' | 'user'; stock: number }

export async function literalTypes(ids: string[]): Promise<Entry[]> {
  const out: Entry[] = [];
  for (const name of ids) {
    const kind = name.startsWith('t') ? 'team' : 'user';
    const stock = await queryStock(name);
    out.push({ name, kind, stock });
  }
  return out;
}

export async function oneLiteralType(ids: string[]) {
  const out: Record<'team' | 'user', number> = { team: 0, user: 0 };
  for (const id of ids) {
    const kind = id.startsWith('t') ? 'team' : 'user';
    const stock = await queryStock(id);
    out[kind] += stock;
  }
  return out;
}

export async function namedInTheSameStatement(id: string) {
  const user = await getUser(id);
  const key = id.trim(), orders = await listOrders(key);
  return { user, orders };
}

export async function ownTypes(ids: string[]) {
  const out: number[] = [];
  for (const id of ids) {
    interface Row { left: number }
    const row: Row = { left: await queryStock(id) };
    const rows = [row] as Row[];
    out.push(...rows.map(({ left }) => left));
  }
  return out;
}

export async function ownClass(ids: string[]) {
  const out: number[] = [];
  for (const id of ids) {
    class Row {
      constructor(readonly left: number) {}
    }
    const left = await queryStock(id);
    const row: Row = new Row(left);
    out.push(row.left);
  }
  return out;
}

export async function promisesKept(ids: string[]) {
  const out: Promise<number>[] = [];
  const teams: unknown[] = [];
  for (const id of ids) {
    const stock = queryStock(id);
    teams.push(await findTeam(id));
    out.push(stock);
  }
  return { teams, out: out.length };
}

export async function deepMembers(request: { params: { id: string } }) {
  const stock = await queryStock('all');
  const team = await findTeam(request.params.id);
  return { stock, team };
}

export async function knownMembers(request: { params: { id: string } }) {
  const stock = await queryStock(request.params.id);
  const team = await findTeam(request.params.id);
  return { stock, team };
}

export async function takenApartBetween(request: { params: { id: string } }) {
  const stock = await queryStock('all');
  const { id } = request.params;
  const team = await findTeam(id);
  return { stock, team };
}
