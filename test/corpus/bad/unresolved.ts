// Nothing here can be found: no verdict may be `independent`.
import { go, work } from './nowhere.ts';
import { step } from 'no-such-package';
import run from '@app/gone';

export async function missingModules(id) {
  const a = await go(id);
  const b = await work(id);
  const c = await step(id);
  const d = await run(id);
  return [a, b, c, d];
}

export async function undeclared(id) {
  const a = await alpha(id);
  const b = await beta(id);
  return [a, b];
}

export async function loop(ids) {
  const all = [];
  for (const id of ids) all.push(await go(id));
  return all;
}
