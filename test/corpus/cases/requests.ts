// A helper around a request is judged by what its callers hand in: a GET where no method is; and requests of one server.

interface User { name: string }

async function api(path: string, init?: RequestInit): Promise<User> {
  const response = await fetch(`/api${path}`, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json() as Promise<User>;
}

export async function nothingHandedIn() {
  const user = await api('/user');
  // expect pair independent proven, fix safe — neither call hands in a method
  const posts = await api('/posts');
  return { user, posts };
}

export async function readingOptions(signal: AbortSignal) {
  const user = await api('/user', { signal });
  // expect pair independent proven, fix safe — GET and HEAD only read
  const posts = await api('/posts', { method: 'HEAD', cache: 'no-store' });
  return { user, posts };
}

export async function writingOptions() {
  const user = await api('/user', { method: 'POST' });
  // expect pair effect or control — the user is made, and then looked at
  const posts = await api('/user');
  return { user, posts };
}

export async function optionsOfNobody(init: RequestInit) {
  const user = await api('/user', init);
  // expect pair effect or control — whoever hands `init` in may post
  const posts = await api('/user', init);
  return { user, posts };
}

async function plain(path: string, init: RequestInit = {}) {
  init.headers = { accept: 'text/plain' };
  const config: RequestInit = { credentials: 'include', ...init };
  return fetch(path, config);
}

async function ofPlain(path: string, options?: RequestInit) {
  return plain(`/shop/${path}`, { ...options, keepalive: true });
}

export async function throughTwo() {
  const cart = await ofPlain('cart');
  // expect pair independent proven, fix safe — two helpers deep nothing is handed in
  const sale = await ofPlain('sale', {});
  return [cart, sale];
}

export async function throughTwoWriting() {
  const cart = await ofPlain('cart', { method: 'PUT' });
  // expect pair effect — the cart is changed
  const sale = await ofPlain('cart');
  return [cart, sale];
}

async function send(path: string, init?: RequestInit) {
  return fetch(`/account/${path}`, init);
}

export async function loginHandedOn() {
  const session = await send('login', { method: 'POST' });
  // expect pair effect — what follows on the same service is asked in that session
  const me = await fetch('/me');
  return [session, me];
}

async function saving(path: string, init: RequestInit = { method: 'POST' }) {
  return fetch(path, init);
}

export async function defaultWrites() {
  const saved = await saving('/desk');
  // expect pair effect — without options it is a POST
  const read = await saving('/desk', {});
  return [saved, read];
}

async function setLater(path: string, body?: string, init: RequestInit = {}) {
  if (body !== undefined) init.method = 'POST';
  return fetch(path, init);
}

export async function methodSetLater() {
  const one = await setLater('/desk', 'one');
  // expect pair effect — the helper puts a method into what it is handed
  const two = await setLater('/desk');
  return [one, two];
}

async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<User> {
  const response = await fetch(`/api${path}`, { method: method.toUpperCase(), body: JSON.stringify(body) });
  return response.json() as Promise<User>;
}

export async function byMethod() {
  const user = await request('GET', '/user');
  // expect pair independent proven, fix safe — both are GET
  const posts = await request('GET', '/posts');
  return { user, posts };
}

export async function byWritingMethod() {
  const user = await request('POST', '/user');
  // expect pair effect — the user is made, and then looked at
  const posts = await request('GET', '/user');
  return { user, posts };
}

async function taking({ path, method = 'GET', ...rest }: { path: string; method?: string } & RequestInit) {
  return fetch(path, { method, ...rest });
}

export async function byMember() {
  const user = await taking({ path: '/user' });
  // expect pair independent proven, fix safe — the default is GET
  const posts = await taking({ path: '/posts', method: 'get' });
  return { user, posts };
}

export async function byWritingMember(posting: boolean) {
  const user = await taking({ path: '/user', method: posting ? 'POST' : 'GET' });
  // expect pair effect — the first may post
  const again = await taking({ path: '/user' });
  return { user, again };
}

class Api {
  constructor(private readonly base: string) {}

  private async request(path: string, options: RequestInit = {}): Promise<unknown> {
    const response = await fetch(this.base + path, options);
    return response.json();
  }

  users(): Promise<unknown> {
    return this.request('/users');
  }

  posts(): Promise<unknown> {
    return this.request('/posts');
  }

  addPost(post: string): Promise<unknown> {
    return this.request('/posts', { method: 'POST', body: post });
  }
}

export async function byClass(client: Api) {
  const users = await client.users();
  // expect pair independent proven, fix safe — its methods hand in no method
  const posts = await client.posts();
  return { users, posts };
}

export async function byClassWriting(client: Api) {
  const added = await client.addPost('new');
  // expect pair effect — the posts are added to, and then read
  const posts = await client.posts();
  return { added, posts };
}

async function passedOn(input: string | Request, init?: RequestInit) {
  return fetch(input, init);
}

export async function texts() {
  const one = await passedOn('/one');
  // expect pair independent proven, fix safe — two texts are two GETs
  const two = await passedOn('/two');
  return [one, two];
}

export async function requests() {
  const one = await passedOn(new Request('/one', { method: 'POST' }));
  // expect pair effect — the first posts to what the second reads
  const two = await passedOn('/one');
  return [one, two];
}

export async function givenByName(paths: readonly string[]) {
  const one = await Promise.all(paths.map((path) => api(path)));
  // expect pair independent — run for each path without options
  const two = await Promise.all(paths.map((path) => ofPlain(path)));
  return [one, two];
}

export async function bodyInRound(ids: readonly string[]) {
  const found: unknown[] = [];
  // expect loop independent proven, fix safe — each round takes the body of its own answer
  for (const id of ids) {
    const answer = await fetch(`/api/${id}`);
    // expect pair data — the answer is used
    found.push(await answer.json());
  }
  return found;
}

export async function bodyInOneLine(ids: readonly string[]) {
  const found: Record<string, string> = {};
  // expect loop independent proven, fix safe — each round takes the body of its own answer
  for (const id of ids) {
    const text = await (await fetch(`/api/${id}`)).text();
    found[id] = text;
  }
  return found;
}

export async function bodyOfOne(ids: readonly string[]) {
  const answer = await fetch('/api/all');
  const found: string[] = [];
  // expect loop effect — one answer, of which the first round takes the body
  for (const id of ids) {
    // expect pair data — the answer is used
    const text = await answer.text();
    found.push(id + text);
  }
  return found;
}

export async function bodiesInARow() {
  const one = await fetch('/api/one');
  // expect pair independent proven, fix safe — two reads
  const two = await fetch('/api/two');
  // expect pair independent, fix safe — the first is used, not the second
  const first = await one.json() as unknown;
  // expect pair independent proven, fix safe — each is the body of its own answer
  const second = await two.json() as unknown;
  return [first, second];
}

export async function bodiesOfOne() {
  const one = await fetch('/api/one');
  // expect pair data — the answer is used
  const first = await one.clone().json() as unknown;
  // expect pair effect or control — a body is taken once
  const second = await one.text();
  return [first, second];
}

async function readUnlessAborted(signal: AbortSignal, path: string) {
  signal.throwIfAborted();
  return fetch(path);
}

export async function stoppedMeanwhile(signal: AbortSignal) {
  const one = await readUnlessAborted(signal, '/one');
  // expect pair independent, fix unsafe — somebody may abort during the first, which the second would not see any more
  const two = await readUnlessAborted(signal, '/two');
  return [one, two];
}

async function readWith(signal: AbortSignal, path: string) {
  return fetch(path, { signal });
}

export async function stoppedAlike(signal: AbortSignal) {
  const one = await readWith(signal, '/one');
  // expect pair independent, fix safe — an abort stops both
  const two = await readWith(signal, '/two');
  return [one, two];
}

const control = new AbortController();

async function readAndStop(path: string) {
  const answer = await fetch(path);
  if (answer.status === 410) control.abort();
  return answer;
}

async function readUnlessStopped(path: string) {
  const answer = await fetch(path);
  control.signal.throwIfAborted();
  return answer;
}

export async function stopsTheNext() {
  const one = await readAndStop('/one');
  // expect pair effect or control — the first may stop the second
  const two = await readUnlessStopped('/two');
  return [one, two];
}

export async function changedAtOnePath() {
  const saved = await fetch('https://shop.example/settings', { method: 'PUT', body: 'dark' });
  // expect pair independent likely, fix unsafe — the same service may say with the account what was set
  const account = await fetch('https://shop.example/account');
  return [saved, account];
}

export async function changedAtRelativePath(id: string) {
  const item = await fetch(`/api/items/${id}`, { method: 'PUT' });
  // expect pair independent likely, fix unsafe — the cart may be worth more now
  const cart = await fetch('/api/cart');
  return [item, cart];
}

export async function changedElsewhere() {
  const sent = await fetch('https://news.example/letters', { method: 'POST', body: 'all' });
  // expect pair independent proven, fix unsafe — two services
  const account = await fetch('https://shop.example/account');
  return [sent, account];
}

class Client {
  constructor(private readonly base: string) {}

  add(path: string) {
    return fetch(this.base + path, { method: 'POST' });
  }

  get(path: string) {
    return fetch(this.base + path);
  }
}

export async function changedAtOneBase(client: Client) {
  const added = await client.add('/jobs');
  // expect pair independent likely, fix unsafe — what runs may be listed
  const running = await client.get('/machines');
  return [added, running];
}
