// `any` everywhere: what is called cannot be known.
export async function anything(a: any, b: any) {
  const x = await a(b);
  const y = await b(a);
  const z = await a.b.c(b.c.d);
  const w = await (a as any)[b](x);
  return [x, y, z, w];
}

export async function anyLoop(list: any, thing: any) {
  const out: any = [];
  for (const one of list) out.push(await thing.go(one));
  return out;
}

export async function dynamic(name: string, table: any, args: any[]) {
  const a = await table[name](...args);
  const b = await (await import(name)).default(args);
  const c = await eval('work()');
  const d = await new Function('return 1')();
  return [a, b, c, d];
}
