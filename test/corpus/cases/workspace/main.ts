// Callees in other files: imports, re-exports, aliases, classes and `this`.
import { ensureFolder, listFolder as list, assertFolder } from '@app/folders.ts';
import { getTheme, openSession, setTheme, Store } from './again.ts';
import * as api from './api.ts';
import { notThere } from './missing.ts';

const store = new Store();

export async function twoGets() {
  const status = await api.getStatus();
  // expect pair independent proven, fix safe — both bodies in `api.ts` are one GET
  const version = await api.getVersion();
  return { status, version };
}

export async function getterThatRemembers() {
  const session = await openSession();
  // expect pair effect or data — `getSession` in `api.ts` sets `state.session`, which `getProfile` reads
  const profile = await api.getProfile();
  return { session, profile };
}

export async function remembersElsewhere() {
  const session = await openSession();
  // expect pair independent or unknown — `state.session` is set, `state.theme` is read
  const theme = await getTheme();
  return { session, theme };
}

export async function setThenGet() {
  await setTheme('dark');
  // expect pair effect — `state.theme`, through `export *`
  const theme = await getTheme();
  return theme;
}

export async function makesThenLists(path: string) {
  const made = await ensureFolder(path);
  // expect pair effect — the body makes the folder that is listed, through an alias of tsconfig
  const names = await list(path);
  return { made, names };
}

export async function listsTwo() {
  const left = await list('left');
  // expect pair independent, fix safe — two folders are listed
  const right = await list('right');
  return [...left, ...right];
}

export async function guardElsewhere(path: string) {
  await assertFolder(path);
  // expect pair control — the body throws on purpose
  const names = await list(path);
  return names;
}

export async function methodsOfAClass(id: string) {
  await store.put(id, 'x');
  // expect pair effect or data — `get` reads the row
  const row = await store.get(id);
  return row;
}

export async function readsOfAClass() {
  const row = await store.get('a');
  // expect pair independent, fix safe — both methods only read
  const size = await store.size();
  return { row, size };
}

export async function missingModule(id: string) {
  const there = await api.getStatus();
  // expect pair unknown or effect — the module cannot be found and its name says nothing
  const other = await notThere(id);
  return { there, other };
}
