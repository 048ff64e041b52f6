// Data flow to its end: intermediate variables, destructuring, fills, closures, parameters that both sides touch, iterators and streams.
import { handle, rows, sendMail } from 'shop-sdk';
import { fetchNews, findTeam, getUser, listOrders, loadTheme, type Order, type User } from './shop.ts';

export async function throughTwoVariables(id: string) {
  const user = await getUser(id);
  const team = user.teamId;
  const key = team.toLowerCase();
  // expect pair data — `user` → `team` → `key`
  return await findTeam(key);
}

export async function throughDestructuring(id: string) {
  const { teamId, ...rest } = await getUser(id);
  // expect pair data — `teamId`
  const team = await findTeam(teamId);
  return { rest, team };
}

export async function throughNestedDestructuring(load: () => Promise<{ a: { b: string[] } }>) {
  const { a: { b: [first = 'none'] } } = await load();
  // expect pair data — `first`
  return await findTeam(first);
}

export async function throughDefault(id: string, team?: string) {
  const user = await getUser(id);
  const key = team ?? user.teamId;
  // expect pair data — perhaps through `user.teamId`
  return await findTeam(key);
}

export async function throughDestructuredDefault(id: string, options: { team?: string }) {
  const user = await getUser(id);
  const { team = user.teamId } = options;
  // expect pair data — the default reads `user`
  return await findTeam(team);
}

export async function throughObject(id: string) {
  const user = await getUser(id);
  const query = { name: 'dark', by: user };
  // expect pair data — `query` holds `user`
  return await loadTheme(query.by.name + query.name);
}

export async function throughShorthand(id: string, send: (query: { user: User }) => Promise<string>) {
  const user = await getUser(id);
  // expect pair data — shorthand property
  return await send({ user });
}

export async function throughSpread(id: string, send: (query: object) => Promise<string>) {
  const user = await getUser(id);
  // expect pair data — spread
  return await send({ ...user, id });
}

export async function throughPush(id: string) {
  const lines: string[] = [];
  const user = await getUser(id);
  lines.push(user.name);
  // expect pair data — through `lines`
  await sendMail('a@b.c', lines.join('\n'));
}

export async function throughMapSet(id: string) {
  const known = new Map<string, User>();
  known.set(id, await getUser(id));
  // expect pair data — through `known`
  return await loadTheme(known.get('x')?.name ?? '');
}

export async function throughClosure(id: string) {
  const user = await getUser(id);
  const key = (): string => user.teamId;
  // expect pair data — `key` reads `user`
  return await findTeam(key());
}

export async function throughCallback(id: string, ask: (key: () => string) => Promise<string>) {
  const user = await getUser(id);
  // expect pair data — the callback reads `user`
  return await ask(() => user.teamId);
}

export async function throughFunctionDeclaration(id: string) {
  let user: User | undefined;
  user = await getUser(id);
  // expect pair data — `key` is hoisted, and reads `user`
  return await findTeam(key());

  function key(): string {
    return user?.teamId ?? '';
  }
}

export async function throughTemplate(id: string) {
  const user = await getUser(id);
  // expect pair data — in a template
  return await loadTheme(`theme-${user.name}`);
}

export async function throughComputedKey(id: string, table: Record<string, () => Promise<string>>) {
  const user = await getUser(id);
  // expect pair data — `user.id` chooses the callee
  return await table[user.id]?.();
}

export async function throughReceiver(load: () => Promise<{ orders(): Promise<Order[]> }>) {
  const client = await load();
  // expect pair data — `client` is the receiver
  return await client.orders();
}

export async function throughPromiseVariable(id: string) {
  const user = await getUser(id);
  const pending = findTeam(user.teamId);
  // expect pair data — `pending` was started with `user.teamId`
  const team = await pending;
  return { user, team };
}

export async function throughAssignmentInCondition(id: string) {
  let user: User | undefined;
  if ((user = await getUser(id))) {
    console.log(user.name);
  }
  // expect pair data — `user`
  return await loadTheme(user.name);
}

export async function throughLoopVariable(id: string) {
  const orders = await listOrders(id);
  // expect pair data — loops over `orders`
  // expect loop unknown or effect — `handle` cannot be seen
  for (const order of orders) {
    await handle(order.id);
  }
}

export async function throughIterator() {
  const iterator = rows('users')[Symbol.asyncIterator]();
  const first = await iterator.next();
  // expect pair effect or data or unknown — one iterator gives one row after the other
  const second = await iterator.next();
  return [first, second];
}

export async function throughStream(response: Response) {
  const reader = response.body?.getReader();
  const head = await reader?.read();
  // expect pair effect or data or unknown — one reader gives one piece after the other
  const tail = await reader?.read();
  return [head, tail];
}

export async function overwrittenBefore(id: string) {
  let key = id;
  const user = await getUser(key);
  key = 'constant';
  // expect pair independent — `key` holds nothing of `user`
  const theme = await loadTheme(key);
  return { user, theme };
}

export async function overwrittenAfterUse(id: string) {
  let text = (await getUser(id)).name;
  const shown = text;
  text = 'plain';
  // expect pair independent or data or unknown — `text` was replaced before the second reads it
  const theme = await loadTheme(text);
  return { shown, theme };
}

export async function sameNameInnerScope(id: string) {
  const user = await getUser(id);
  const label = [1].map((user) => String(user)).join('');
  // expect pair independent — the arrow's `user` is another
  const theme = await loadTheme(label);
  return { user, theme };
}

export async function propertyOfSameName(id: string, form: { user: string }) {
  const user = await getUser(id);
  // expect pair independent — `form.user` is a property, not the variable
  const theme = await loadTheme(form.user);
  return { user, theme };
}

export async function keyOfSameName(id: string) {
  const user = await getUser(id);
  const query = { user: 'dark' };
  // expect pair independent — a key of that name
  const theme = await loadTheme(query.user);
  return { user, theme };
}

export async function typeOfSameName(id: string) {
  const news = await getUser(id);
  // expect pair independent — `news` in a type position is not a read
  const items: (typeof news.name)[] = (await fetchNews()).map((one) => one.title);
  return { news, items };
}

export async function blockShadows(id: string) {
  const user = await getUser(id);
  let colour = '';
  // expect pair independent — the block has a `user` of its own
  {
    const user = 'dark';
    colour = (await loadTheme(user)).colour;
  }
  return { user, colour };
}

export async function varHoisted(id: string, deep: boolean) {
  if (deep) {
    var name = (await getUser(id)).name;
  } else {
    name = '';
  }
  // expect pair data — `var` reaches out of its block
  return await loadTheme(name);
}

export async function parameterDefault(id: string) {
  const user = await getUser(id);
  const load = async (name = user.name) => (await loadTheme(name)).colour;
  // expect pair data — the default value reads `user`
  return await load();
}

export async function evaluatedBefore(id: string) {
  const key = id.trim();
  const user = await getUser(id);
  // expect pair independent, fix safe — `key` was there before
  const theme = await loadTheme(key);
  return { user, theme };
}

export async function putUnderAKey(sums: Map<string, number>, id: string, shop: { countSales(): Promise<number>; readName(id: string): Promise<string> }) {
  const sold = await shop.countSales();
  sums.set(id, sold);
  // expect pair independent — what is put into the map does not change its key
  const name = await shop.readName(id);
  return [sold, name];
}
