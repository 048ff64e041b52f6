// Annotations say what cannot be seen.
import { handle, process } from 'shop-sdk';

/** @overlap reads users */
declare function ask(id: string): Promise<string>;
/** @overlap reads orders */
declare function look(id: string): Promise<string>;
/** @overlap writes users */
declare function change(id: string): Promise<string>;
/** @overlap pure */
declare function compute(text: string): Promise<string>;

export async function readsOfTwo(id: string) {
  const asked = await ask(id);
  // expect pair independent, fix safe — both read
  const seen = await look(id);
  return asked + seen;
}

export async function readThenChange(id: string) {
  const asked = await ask(id);
  // expect pair effect — `users` are read, then written
  const changed = await change(id);
  return asked + changed;
}

export async function changeThenLook(id: string) {
  const changed = await change(id);
  // expect pair independent, fix unsafe — other resources; a write is not rewritten by itself
  const seen = await look(id);
  return changed + seen;
}

export async function pureBesideUnknown(id: string) {
  const made = await compute(id);
  // expect pair independent or unknown — `compute` touches nothing
  const done = await process(id);
  return made + done;
}

export async function pureTwice(id: string) {
  const left = await compute(id);
  // expect pair independent, fix safe — nothing is touched
  const right = await compute(`${id}!`);
  return left + right;
}

export async function unknownBesideRead(id: string) {
  const asked = await ask(id);
  // expect pair unknown or effect — `handle` may do anything
  await handle(id);
  return asked;
}

export async function keptInOrder(ids: readonly string[]) {
  const all: string[] = [];
  // expect loop effect, fix unsafe — kept in order by the annotation
  for (const id of ids) { // @overlap ordered
    const seen = await look(id);
    all.push(seen);
  }
  return all;
}
