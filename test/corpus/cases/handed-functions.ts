// What a function changes that it is handed by whoever runs it, or has by default, and elements that are reached by another list: it is changed where it is kept. What is made for the call alone is nobody else's.

import { readFile } from 'node:fs/promises';

interface State { lang: string; list: string[] }
interface User { id: string; n: number }
const state: State = { lang: '', list: [] };
const users: User[] = [{ id: 'a', n: 0 }];
const texts = new Map<string, string>();

async function greet(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return `${text}/${state.lang}`;
}

async function namesIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return `${text}/${users.map((user) => user.n).join()}`;
}

// A default

async function load(path: string, into: State = state): Promise<string> {
  into.lang = await readFile(path, 'utf8');
  return into.lang;
}

export async function byDefault() {
  const text = await load('a');
  // expect pair effect, fix unsafe — the language is set where none is handed in, and greeted with
  const greeting = await greet('b');
  return [text, greeting];
}

export async function intoOwn() {
  const own: State = { lang: '', list: [] };
  const text = await load('a', own);
  // expect pair independent proven — the default is not used
  const greeting = await greet('b');
  return [text, greeting, own];
}

export async function intoOwnOnTheSpot() {
  const text = await load('a', { lang: '', list: [] });
  // expect pair independent proven, fix safe — the default is not used
  const greeting = await greet('b');
  return [text, greeting];
}

export async function intoGiven(own: State) {
  const text = await load('a', own);
  // expect pair independent proven — it is handed in, and no other part of the file has it
  const greeting = await greet('b');
  return [text, greeting];
}

export async function intoGivenIfAny(own?: State) {
  const text = await load('a', own);
  // expect pair effect — it may be left out
  const greeting = await greet('b');
  return [text, greeting];
}

async function keep(path: string, { store = texts }: { store?: Map<string, string> } = {}): Promise<string> {
  const text = await readFile(path, 'utf8');
  store.set(path, text);
  return text;
}

async function kept(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text + texts.size;
}

export async function byDefaultOption() {
  const text = await keep('a');
  // expect pair effect — the text is kept in the file's own map, and counted there
  const other = await kept('b');
  return [text, other];
}

export async function byGivenOption() {
  const text = await keep('a', { store: new Map() });
  // expect pair independent proven, fix safe — it is kept in a map of its own
  const other = await kept('b');
  return [text, other];
}

async function keepIn(path: string, options: { store?: Map<string, string> }): Promise<string> {
  const { store = texts } = options;
  const text = await readFile(path, 'utf8');
  store.set(path, text);
  return text;
}

export async function byDefaultOfPattern() {
  const text = await keepIn('a', {});
  // expect pair effect — the text is kept in the file's own map, and counted there
  const other = await kept('b');
  return [text, other];
}

function setLangOf({ one }: { one: State }, lang: string): void {
  one.lang = lang;
}

async function loadOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  setLangOf({ one: state }, text);
  return text;
}

async function loadOfOwn(path: string): Promise<State> {
  const text = await readFile(path, 'utf8');
  const one: State = { lang: '', list: [] };
  setLangOf({ one }, text);
  return one;
}

export async function byMember() {
  const text = await loadOf('a');
  // expect pair effect — the object that is handed in has the file's state in it
  const greeting = await greet('b');
  return [text, greeting];
}

export async function byOwnMember() {
  const one = await loadOfOwn('a');
  // expect pair independent proven, fix safe — a state of its own is in the object that is handed in
  const greeting = await greet('b');
  return [one, greeting];
}

let last = { id: 0 };
function nextId(counter = last): number {
  return ++counter.id;
}

async function numbered(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text + nextId();
}

export async function countingByDefault(paths: string[]) {
  const found: string[] = [];
  // expect loop effect — each round has the number after that of the round before
  for (const path of paths) {
    found.push(await numbered(path));
  }
  last = { id: 0 };
  return found;
}

async function numberedAlone(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text + nextId({ id: 0 });
}

export async function countingAlone(paths: string[]) {
  const found: string[] = [];
  // expect loop independent proven — each round counts for itself
  for (const path of paths) {
    found.push(await numberedAlone(path));
  }
  return found;
}

// A function that is handed the state

function update(change: (state: State) => void): void {
  change(state);
}

async function loadByUpdate(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  update((one) => { one.lang = text; });
  return text;
}

export async function byUpdate() {
  const text = await loadByUpdate('a');
  // expect pair effect, fix unsafe — `update` hands the state to what sets the language
  const greeting = await greet('b');
  return [text, greeting];
}

async function lookAtState(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  let lang = '';
  update((one) => { lang = one.lang; });
  return text + lang;
}

export async function byLooking() {
  const text = await lookAtState('a');
  // expect pair independent proven, fix safe — both only look at the state
  const greeting = await greet('b');
  return [text, greeting];
}

export async function lookedAtAfterUpdate() {
  const text = await loadByUpdate('a');
  // expect pair effect — what is set by the one function is looked at by the other
  const other = await lookAtState('b');
  return [text, other];
}

function giveParts(change: (parts: { one: State }) => void): void {
  change({ one: state });
}

async function loadByParts(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  giveParts(({ one }) => { one.lang = text; });
  return text;
}

export async function byParts() {
  const text = await loadByParts('a');
  // expect pair effect — the state is a member of what is handed over
  const greeting = await greet('b');
  return [text, greeting];
}

function withNew(change: (state: State) => void): State {
  const made: State = { lang: '', list: [] };
  change(made);
  return made;
}

async function loadNew(path: string): Promise<State> {
  const text = await readFile(path, 'utf8');
  return withNew((one) => { one.lang = text; });
}

export async function byNewState() {
  const made = await loadNew('a');
  // expect pair independent proven, fix safe — each has a state of its own
  const other = await loadNew('b');
  return [made, other];
}

export async function byNewStateBesideReader() {
  const made = await loadNew('a');
  // expect pair independent proven, fix safe — a state of its own, beside that of the file
  const greeting = await greet('b');
  return [made, greeting];
}

class Store {
  #state = { lang: '' };

  update(change: (state: { lang: string }) => void): void {
    change(this.#state);
  }

  get lang(): string {
    return this.#state.lang;
  }
}

async function loadInto(store: Store, path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  store.update((one) => { one.lang = text; });
  return text;
}

async function greetFrom(store: Store, path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return `${text}/${store.lang}`;
}

export async function byStore(store: Store) {
  const text = await loadInto(store, 'a');
  // expect pair data or effect — the store's language is set, and read
  const greeting = await greetFrom(store, 'b');
  return [text, greeting];
}

export async function byTwoStores() {
  const one = new Store();
  const other = new Store();
  const text = await loadInto(one, 'a');
  // expect pair independent — each store has its own state, unless one was handed in twice
  const greeting = await greetFrom(other, 'b');
  return [text, greeting];
}

async function withState<T>(work: (state: State) => Promise<T>): Promise<T> {
  return work(state);
}

export async function byAsyncFunction() {
  const text = await withState(async (one) => {
    one.lang = await readFile('a', 'utf8');
    return one.lang;
  });
  // expect pair effect — the language is set on the way, and greeted with
  const greeting = await greet('b');
  return [text, greeting];
}

async function setLang(one: State): Promise<void> {
  one.lang = await readFile('lang', 'utf8');
}

export async function byNamedFunction() {
  await withState(setLang);
  // expect pair effect — the named function sets the language
  const greeting = await greet('b');
  return greeting;
}

function withStateInTurn<T>(work: (state: State) => Promise<T>): Promise<T> {
  return withState((one) => work(one));
}

export async function byHandingOn() {
  await withStateInTurn(setLang);
  // expect pair effect — the function is handed on to what hands it the state
  const greeting = await greet('b');
  return greeting;
}

async function again<A extends unknown[]>(work: (...given: A) => Promise<void>, ...given: A): Promise<void> {
  try {
    await work(...given);
  } catch {
    await work(...given);
  }
}

export async function byGivingOn() {
  await again(setLang, state);
  // expect pair effect — what is given along is given to the function
  const greeting = await greet('b');
  return greeting;
}

export async function byGivingOnOwn() {
  const own: State = { lang: '', list: [] };
  await again(setLang, own);
  // expect pair independent — another state than that of the file
  const greeting = await greet('b');
  return [own, greeting];
}

async function listed(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  update((one) => { one.list.push(text); });
  return text;
}

export async function listingByUpdate(paths: string[]) {
  const found: string[] = [];
  // expect loop effect — the list is in the order of the rounds
  for (const path of paths) {
    found.push(await listed(path));
  }
  return [found, state.list];
}

// The elements of a list

function touch(user: User): void {
  user.n++;
}

async function touchAll(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  users.forEach(touch);
  return text;
}

export async function byNamedCallback() {
  const text = await touchAll('a');
  // expect pair effect, fix unsafe — each user is counted by the named function
  const names = await namesIn('b');
  return [text, names];
}

function nameOf(user: User): string {
  return user.id;
}

async function namesOfAll(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text + users.map(nameOf).join();
}

export async function byNamedReader() {
  const text = await namesOfAll('a');
  // expect pair independent proven, fix safe — the named function only looks at each
  const names = await namesIn('b');
  return [text, names];
}

async function touchCopies(path: string): Promise<User[]> {
  const text = await readFile(path, 'utf8');
  const copies = users.map((user) => ({ ...user, text }));
  copies.forEach(touch);
  return copies;
}

export async function ofCopies() {
  const copies = await touchCopies('a');
  // expect pair independent proven, fix safe — only copies are counted
  const names = await namesIn('b');
  return [copies, names];
}

const seen: Record<string, boolean> = {};
function note(id: string): void {
  seen[id] = true;
}

async function noteAll(ids: string[], path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  ids.forEach(note);
  return text;
}

async function notedIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text + Object.keys(seen).join();
}

export async function underEachKey(ids: string[]) {
  const text = await noteAll(ids, 'a');
  // expect pair effect — an entry for each is made, and all are listed
  const noted = await notedIn('b');
  return [text, noted];
}

function visit(list: readonly User[], look: (user: User) => void): void {
  for (const user of list) look(user);
}

async function visitAll(list: readonly User[], path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  visit(list, (user) => { user.n++; });
  return text;
}

export async function byVisitor() {
  const text = await visitAll(users, 'a');
  // expect pair effect — the visitor counts each user
  const names = await namesIn('b');
  return [text, names];
}

export async function byVisitorOfOwn() {
  const text = await visitAll([{ id: 'b', n: 0 }], 'a');
  // expect pair independent proven, fix safe — a list of its own
  const names = await namesIn('b');
  return [text, names];
}

async function countOfAll(path: string): Promise<number> {
  const text = await readFile(path, 'utf8');
  let sum = text.length;
  visit(users, (user) => { sum += user.n; });
  return sum;
}

export async function byLookingVisitor() {
  const count = await countOfAll('a');
  // expect pair independent proven, fix safe — the visitor only looks at each
  const names = await namesIn('b');
  return [count, names];
}

async function readInto(user: User): Promise<void> {
  user.n = (await readFile(user.id, 'utf8')).length;
}

export async function allAtOnce() {
  await Promise.all(users.map(readInto));
  // expect pair effect — the number of each is set, and listed
  const names = await namesIn('b');
  return names;
}

export async function allAtOnceOnTheSpot() {
  await Promise.all(users.map(async (user) => { user.n = (await readFile(user.id, 'utf8')).length; }));
  // expect pair effect — the number of each is set, and listed
  const names = await namesIn('b');
  return names;
}

// Another list or map of the same things

async function byIndex(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const byId = Object.fromEntries(users.map((user) => [user.id, user]));
  const found = byId[text];
  if (found !== undefined) found.n++;
  return text;
}

export async function ofEntries() {
  const text = await byIndex('a');
  // expect pair effect — the record holds the users of the list
  const names = await namesIn('b');
  return [text, names];
}

async function countById(path: string): Promise<Record<string, number>> {
  const text = await readFile(path, 'utf8');
  const counts = Object.fromEntries(users.map((user) => [user.id, user.n]));
  counts[text] = 0;
  return counts;
}

export async function ofNumbers() {
  const counts = await countById('a');
  // expect pair independent proven, fix safe — a record of numbers is set, and no user
  const names = await namesIn('b');
  return [counts, names];
}

async function byRecord(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const byId: Record<string, User> = {};
  for (const user of users) byId[user.id] = user;
  const found = byId[text];
  if (found !== undefined) found.n++;
  return text;
}

export async function ofRecord() {
  const text = await byRecord('a');
  // expect pair effect — the record is filled with the users of the list
  const names = await namesIn('b');
  return [text, names];
}

async function byPushing(path: string): Promise<User[]> {
  const text = await readFile(path, 'utf8');
  const found: User[] = [];
  for (const user of users) if (user.id === text) found.push(user);
  for (const user of found) user.n++;
  return found;
}

export async function ofFound() {
  const found = await byPushing('a');
  // expect pair effect — the list is filled with users of the other
  const names = await namesIn('b');
  return [found, names];
}

async function byPushingCopies(path: string): Promise<User[]> {
  const text = await readFile(path, 'utf8');
  const found: User[] = [];
  for (const user of users) if (user.id === text) found.push({ ...user });
  for (const user of found) user.n++;
  found.push({ id: text, n: 0 });
  return found;
}

export async function ofFoundCopies() {
  const found = await byPushingCopies('a');
  // expect pair independent proven, fix safe — only copies are counted
  const names = await namesIn('b');
  return [found, names];
}

async function byHolder(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const holder = Object.assign({}, { state });
  holder.state.lang = text;
  return text;
}

export async function ofHolder() {
  const text = await byHolder('a');
  // expect pair effect — the new object holds the one state
  const greeting = await greet('b');
  return [text, greeting];
}

async function byOwnHolder(path: string): Promise<{ lang: string }> {
  const text = await readFile(path, 'utf8');
  const holder = Object.assign({}, state);
  holder.lang = text;
  return holder;
}

export async function ofOwnHolder() {
  const holder = await byOwnHolder('a');
  // expect pair independent proven, fix safe — a copy is changed
  const greeting = await greet('b');
  return [holder, greeting];
}

function gather(groups: Record<string, User>, user: User): Record<string, User> {
  groups[user.id] = user;
  return groups;
}

async function gathered(path: string): Promise<Record<string, User>> {
  const text = await readFile(path, 'utf8');
  const groups = users.reduce(gather, {});
  delete groups[text];
  return groups;
}

export async function ofGathered() {
  const groups = await gathered('a');
  // expect pair independent proven, fix safe — what is gathered begins as an object of its own
  const names = await namesIn('b');
  return [groups, names];
}

async function sortedGroups(path: string): Promise<Record<string, User[]>> {
  const text = await readFile(path, 'utf8');
  const groups: Record<string, User[]> = { [text]: [] };
  for (const user of users) (groups[user.id] ??= []).push(user);
  for (const user of users) groups[user.id]?.sort((one, other) => one.n - other.n);
  return groups;
}

export async function ofSortedGroups() {
  const groups = await sortedGroups('a');
  // expect pair independent proven, fix safe — new lists are sorted, and no user is changed
  const names = await namesIn('b');
  return [groups, names];
}

async function byGroup(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const groups: Record<string, User[]> = {};
  for (const user of users) {
    if (groups[user.id] === undefined) groups[user.id] = [];
    groups[user.id]!.push(user);
  }
  const first = groups[text]?.[0];
  if (first !== undefined) first.n++;
  return text;
}

export async function ofGroup() {
  const text = await byGroup('a');
  // expect pair effect — the users of the list are in the groups
  const names = await namesIn('b');
  return [text, names];
}
