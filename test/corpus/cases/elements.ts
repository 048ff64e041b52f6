// What a callee does to elements and parts of what it is handed, or of what is there for all, is done to the whole: however it comes to them. A new list, and what is in it alone, is nobody else's.

import { readFile } from 'node:fs/promises';

interface Item { id: string; n: number; tags: string[] }
interface Cart { items: Item[]; byId: Map<string, Item>; main: Item }
async function sizeOf(path: string): Promise<number> {
  return (await readFile(path, 'utf8')).length;
}

async function raiseEach(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  for (const item of cart.items) item.n += size;
  return size;
}

export async function byLoop(cart: Cart) {
  const small = await raiseEach(cart, 'small');
  // expect pair effect, fix unsafe — both raise each item of one cart
  const large = await raiseEach(cart, 'large');
  return [small, large];
}

export async function byLoopOfTwo(cart: Cart, other: Cart) {
  const first: Cart = { items: [], byId: new Map(), main: cart.main };
  const second: Cart = { items: [], byId: new Map(), main: other.main };
  const small = await raiseEach(first, 'small');
  // expect pair independent — each cart has its own list, unless one was handed in twice
  const large = await raiseEach(second, 'large');
  return [small, large, first, second];
}

async function sumOf(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  let sum = 0;
  for (const item of cart.items) sum += item.n * size;
  return sum;
}

export async function byLookingLoop(cart: Cart) {
  const small = await sumOf(cart, 'small');
  // expect pair independent proven, fix safe — both only look at the items
  const large = await sumOf(cart, 'large');
  return [small, large];
}

async function lay(cart: Cart, path: string): Promise<Item[]> {
  const size = await sizeOf(path);
  const kept = cart.items.filter((item) => item.n > size);
  kept.push({ id: path, n: size, tags: [] });
  const copies = cart.items.map((item) => ({ ...item, path }));
  for (const copy of copies) copy.n += size;
  return [...kept, ...copies];
}

export async function intoNewList(cart: Cart) {
  const small = await lay(cart, 'small');
  // expect pair independent proven, fix safe — what is pushed and raised is in lists that each call makes
  const large = await lay(cart, 'large');
  return [small, large];
}

async function raiseByCallback(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  cart.items.forEach((item) => { item.n += size; });
  return size;
}

export async function byCallback(cart: Cart) {
  const small = await raiseByCallback(cart, 'small');
  // expect pair effect — the function given to `forEach` raises each item
  const large = await raiseByCallback(cart, 'large');
  return [small, large];
}

async function raiseFound(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  const found = cart.items.find((item) => item.id === 'a');
  if (found !== undefined) found.n += size;
  return size;
}

export async function byFinding(cart: Cart) {
  const small = await raiseFound(cart, 'small');
  // expect pair data or effect — both may find one item
  const large = await sumOf(cart, 'large');
  return [small, large];
}

async function raiseFirst({ items: [first] }: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  if (first !== undefined) first.n += size;
  return size;
}

async function raiseMain(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  cart.main.n += size;
  return size;
}

export async function byPattern(cart: Cart) {
  const small = await raiseFirst(cart, 'small');
  // expect pair data or effect — the first item is raised, and looked at
  const large = await sumOf(cart, 'large');
  return [small, large];
}

export async function byPatternBesideMain(cart: Cart) {
  const small = await raiseFirst(cart, 'small');
  // expect pair independent proven — an item of the list, and one that is kept beside it
  const large = await raiseMain(cart, 'large');
  return [small, large];
}

async function raiseEntries(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  for (const [, item] of cart.byId.entries()) item.n += size;
  return size;
}

async function sizeUnder(cart: Cart, id: string, path: string): Promise<number> {
  const size = await sizeOf(path);
  return (cart.byId.get(id)?.n ?? 0) + size;
}

export async function byEntries(cart: Cart) {
  const small = await raiseEntries(cart, 'small');
  // expect pair data or effect — one of all that are raised is looked at
  const large = await sizeUnder(cart, 'a', 'large');
  return [small, large];
}

export async function byEntriesBesideList(cart: Cart) {
  const small = await raiseEntries(cart, 'small');
  // expect pair independent — the map, and the list
  const large = await sumOf(cart, 'large');
  return [small, large];
}

function mainOf(cart: Cart): Item {
  return cart.main;
}

async function raiseByHelper(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  mainOf(cart).n += size;
  return size;
}

export async function byHelper(cart: Cart) {
  const small = await raiseByHelper(cart, 'small');
  // expect pair effect — the helper gives what is in the cart
  const large = await raiseMain(cart, 'large');
  return [small, large];
}

function freshOf(cart: Cart): Item {
  return { ...cart.main, id: 'copy' };
}

async function raiseFresh(cart: Cart, path: string): Promise<Item> {
  const size = await sizeOf(path);
  const copy = freshOf(cart);
  copy.n += size;
  return copy;
}

export async function byCopyingHelper(cart: Cart) {
  const small = await raiseFresh(cart, 'small');
  // expect pair independent proven, fix safe — the helper gives a new one each time
  const large = await raiseFresh(cart, 'large');
  return [small, large];
}

async function tagOneOf(item: Item, path: string, other?: Item): Promise<number> {
  const size = await sizeOf(path);
  const target = other || item;
  target.tags.push(path);
  return size;
}

export async function byChoice(item: Item) {
  const small = await tagOneOf(item, 'small');
  // expect pair effect — where there is no other, it is this one
  const large = await tagOneOf(item, 'large');
  return [small, large];
}

class Box {
  constructor(private readonly item: Item) {}
  add(n: number): void {
    this.item.n += n;
  }
}

async function raiseBoxed(item: Item, path: string): Promise<number> {
  const size = await sizeOf(path);
  new Box(item).add(size);
  return size;
}

export async function byWrapper(item: Item) {
  const small = await raiseBoxed(item, 'small');
  // expect pair effect — what is in the box is the item
  const large = await raiseBoxed(item, 'large');
  return [small, large];
}

async function boxNew(item: Item, path: string): Promise<number> {
  const size = await sizeOf(path);
  const fresh: Item = { id: item.id, n: 0, tags: [] };
  new Box(fresh).add(size);
  return fresh.n;
}

export async function byWrapperOfNew(item: Item) {
  const small = await boxNew(item, 'small');
  // expect pair independent proven, fix safe — each boxes one that it has made
  const large = await boxNew(item, 'large');
  return [small, large];
}

const stock: Item[] = [{ id: 'a', n: 0, tags: [] }];

async function restock(path: string): Promise<number> {
  const size = await sizeOf(path);
  for (const item of stock) item.n += size;
  return size;
}

export async function ofModule() {
  const small = await restock('small');
  // expect pair effect — both raise what the module keeps
  const large = await restock('large');
  return [small, large];
}

export class Shelf {
  private readonly items: Item[] = [];
  private current(): Item | undefined {
    return this.items[0];
  }
  private async raise(path: string): Promise<number> {
    const size = await sizeOf(path);
    const current = this.current();
    if (current !== undefined) current.n += size;
    return size;
  }
  async both() {
    const small = await this.raise('small');
    // expect pair effect — both raise the first of the shelf
    const large = await this.raise('large');
    return [small, large];
  }
}

async function raiseLinked(cart: Cart, path: string): Promise<number> {
  const size = await sizeOf(path);
  let target;
  target = cart.main;
  target.n += size;
  return target.n;
}

export async function byAssigned(cart: Cart) {
  const small = await raiseLinked(cart, 'small');
  // expect pair effect — another name of what is in the cart
  const large = await raiseMain(cart, 'large');
  return [small, large];
}

async function labelOne(names: Iterable<string>, path: string): Promise<string> {
  const size = await sizeOf(path);
  for (const name of names) return `${name} ${size}`;
  return path;
}

export async function takenFromOne(names: Set<string>) {
  const waiting = names.values();
  const small = await labelOne(waiting, 'small');
  // expect pair effect — each takes the next of what waits
  const large = await labelOne(waiting, 'large');
  return [small, large];
}

export async function goneThroughTwice(names: readonly string[]) {
  const small = await labelOne(names, 'small');
  // expect pair independent proven, fix safe — a list is not changed by being gone through
  const large = await labelOne(names, 'large');
  return [small, large];
}

function* namesOf(items: readonly Item[]): Generator<string> {
  for (const item of items) yield item.id;
}

async function labelRest(names: Generator<string>, path: string): Promise<string[]> {
  const size = await sizeOf(path);
  const [first, ...others] = names;
  return [`${first ?? ''} ${size}`, ...others];
}

export async function takenFromGenerator(items: readonly Item[]) {
  const waiting = namesOf(items);
  const small = await labelRest(waiting, 'small');
  // expect pair effect — the first leaves nothing
  const large = await labelRest(waiting, 'large');
  return [small, large];
}

export async function takenFromTwoGenerators(items: readonly Item[]) {
  const waiting = namesOf(items);
  const others = namesOf(items);
  const small = await labelRest(waiting, 'small');
  // expect pair independent — each has its own
  const large = await labelRest(others, 'large');
  return [small, large];
}

const vowels = /[aeiou]/g;
const digits = /\d+/;
const words = /\w+/g;

async function markFrom(pattern: RegExp, path: string): Promise<number> {
  const text = await readFile(path, 'utf8');
  return pattern.exec(text)?.index ?? -1;
}

export async function markedFromOne() {
  const small = await markFrom(vowels, 'small');
  // expect pair effect — the second goes on where the first ended
  const large = await markFrom(vowels, 'large');
  return [small, large];
}

export async function markedByPlain() {
  const small = await markFrom(digits, 'small');
  // expect pair independent proven, fix safe — without `g` or `y` a pattern stays where it is
  const large = await markFrom(digits, 'large');
  return [small, large];
}

async function splitUp(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8');
  const found: string[] = [];
  for (let match = words.exec(text); match !== null; match = words.exec(text)) found.push(match[0]);
  return found;
}

async function splitAll(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8');
  const found: string[] = [];
  let match;
  while ((match = words.exec(text)) !== null) found.push(match[0]);
  return found;
}

export async function runOut() {
  const small = await splitAll('small');
  // expect pair independent proven, fix safe — gone on with until there is none, it stands at the start again
  const large = await splitUp('large');
  return [small, large];
}

interface Link { n: number; next?: Link }

function after(link: Link): Link | undefined {
  return link.next;
}

async function raiseChain(first: Link, path: string): Promise<number> {
  const size = await sizeOf(path);
  for (let link: Link | undefined = first; link !== undefined; link = after(link)) link.n += size;
  return size;
}

export async function byChain(first: Link) {
  const small = await raiseChain(first, 'small');
  // expect pair effect — both raise each link
  const large = await raiseChain(first, 'large');
  return [small, large];
}

async function raiseOther(cart: Cart, others: Item[], path: string): Promise<number> {
  let items = cart.items;
  if (others.length > 0) {
    items = [];
    items.push(...others);
  }
  return (await sizeOf(path)) + items.length;
}

export async function byListMadeAnew(cart: Cart, others: Item[]) {
  const small = await raiseOther(cart, others, 'small');
  // expect pair independent proven — what is pushed goes into a list that was made in the line before
  const large = await raiseOther(cart, others, 'large');
  return [small, large];
}

async function raiseSame(cart: Cart, others: Item[], path: string): Promise<number> {
  let items: Item[] = [];
  if (others.length > 0) {
    items = cart.items;
    items.push(...others);
  }
  return (await sizeOf(path)) + items.length;
}

export async function byListOfTheCart(cart: Cart, others: Item[]) {
  const small = await raiseSame(cart, others, 'small');
  // expect pair effect — both push into the cart's own list
  const large = await raiseSame(cart, others, 'large');
  return [small, large];
}

async function sizeOfIds(ids: Map<string, Item>): Promise<number> {
  return sizeOf([...ids.entries()].map(([id]) => id).join('/'));
}

export async function byOwnIterators(cart: Cart) {
  const first = await sizeOfIds(cart.byId);
  // expect pair independent proven — each call goes through an iterator of its own
  const second = await sizeOfIds(cart.byId);
  return [first, second];
}

interface Shop { name: string; till: Record<string, number> }

async function fillTill(shop: Shop, key: string): Promise<number> {
  const size = await sizeOf(key);
  shop.till[key] = size;
  return size;
}

async function sizeOfName({ shop, suffix }: { shop: Shop; suffix: string }): Promise<number> {
  return sizeOf(shop.name + suffix);
}

async function sizeOfAll(given: { around: { shop: Shop }; suffix: string }): Promise<number> {
  return (await sizeOf(given.suffix)) + JSON.stringify(given.around).length;
}

export async function handedWithinLookedUp(shop: Shop) {
  const filled = await fillTill(shop, 'till');
  // expect pair independent proven — of the shop, handed over in an object, the second reads the name alone
  const size = await sizeOfName({ shop, suffix: '.txt' });
  return [filled, size];
}

export async function handedWithinAsWhole(shop: Shop) {
  const filled = await fillTill(shop, 'till');
  // expect pair effect or data — the second goes through all that it is handed
  const size = await sizeOfAll({ around: { shop }, suffix: '.txt' });
  return [filled, size];
}
