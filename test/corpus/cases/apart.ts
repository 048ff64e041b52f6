// A change that cannot be followed beside a reader: about different things by their words, or given the same thing; an object handed to be filled; a person who may decline.

interface Row { id: string }
interface Table { create(row: object): Promise<Row>; getOrCreate(id: string): Promise<Row>; getById(id: string): Promise<Row> }
interface Tables { cookieJar: Table; project: Table; stats: { update(values: object): Promise<Row> } }
interface Counts { countOf(kind: string): Promise<number> }
interface Client { send(request: object): Promise<string> }

export async function aboutOthers(tables: Tables, id: string) {
  await tables.cookieJar.getOrCreate(id.trim());
  // expect pair independent, fix unsafe — a jar is made sure of, a project is read
  const project = await tables.project.getById(id);
  return project;
}

export async function aboutOthersWithValues(tables: Tables, counts: Counts) {
  const stats = await tables.stats.update({ launches: 1 });
  // expect pair independent, fix unsafe — both values are taken, and they are about different things
  const projects = await counts.countOf('project');
  return [stats, projects];
}

export async function aboutTheSame(tables: Tables, counts: Counts) {
  const project = await tables.project.create({ name: 'new' });
  // expect pair effect — projects are made and counted
  const projects = await counts.countOf('project');
  return [project, projects];
}

export async function givenTheSame(tables: Tables, session: object, shop: { createBasket(session: object): Promise<Row>; getVisitor(session: object): Promise<Row> }) {
  const basket = await shop.createBasket(session);
  // expect pair effect or unknown — both work with the session, and the one may look at what the other did with it
  const visitor = await shop.getVisitor(session);
  return [basket, visitor, tables];
}

export async function madeReady(shop: { ensureSchema(name: string): Promise<void>; getVisitor(id: string): Promise<Row> }, id: string) {
  await shop.ensureSchema('visits');
  // expect pair effect or control — something is made ready, for whom is not said
  const visitor = await shop.getVisitor(id);
  return visitor;
}

export async function filled(client: Client, visit: (request: object) => Promise<void>, compressed: boolean) {
  const request = { body: 'text' };
  if (compressed) {
    await visit(request);
  }
  // expect pair data — the request may be filled by the first, and is sent by the second
  const answer = await client.send(request);
  return answer;
}

export async function filledAndSent(client: Client, visit: (request: object) => Promise<void>) {
  const request = { body: 'text' };
  await visit(request);
  // expect pair data — the request may be filled by the first, and is sent by the second
  const answer = await client.send(request);
  return answer;
}

interface Person { prompt(text: string): Promise<string> }

async function chosen(names: readonly string[], person: Person): Promise<string> {
  const name = await person.prompt('Which one?');
  if (!names.includes(name)) throw new Error('There is none of that name.');
  return name;
}

export async function askedDeepDown(names: readonly string[], person: Person, shop: { readStock(): Promise<number> }) {
  const name = await chosen(names, person);
  // expect pair effect or control — whoever names none that there is, is not to see the second begin
  const stock = await shop.readStock();
  return [name, stock];
}

async function agreed(person: Person): Promise<void> {
  if ((await person.prompt('Go on?')) !== 'yes') throw new Error('Nothing was done.');
}

export async function maybeDeclined(person: Person, ready: boolean, shop: { readStock(): Promise<number> }) {
  if (!ready) await agreed(person);
  // expect pair control — who declines is not to see the second begin
  const stock = await shop.readStock();
  return stock;
}

export async function filledAndLookedUp(visits: { saveDraft(request: object): Promise<void> }, shop: { getPreview(of: object): Promise<string> }) {
  const request = { body: 'text' };
  await visits.saveDraft(request);
  // expect pair data — the preview is given what the first may have changed
  const preview = await shop.getPreview({ request });
  return preview;
}

class Rates {
  #kept: string | undefined;

  async today(): Promise<string> {
    if (this.#kept !== undefined) return this.#kept;
    this.#kept = await (await fetch('https://rates.example/today')).text();
    return this.#kept;
  }
}

class Desk {
  readonly rates: Rates;
  seats = 0;

  constructor(rates: Rates) {
    this.rates = rates;
  }

  async price(item: string): Promise<string> {
    return `${item} ${await this.rates.today()}`;
  }

  async open(): Promise<void> {
    const rate = await this.rates.today();
    this.seats = rate.length;
  }

  async spare(): Promise<number> {
    await this.rates.today();
    return this.seats;
  }

  async lamps(): Promise<string> {
    return (await fetch('https://desk.example/lamps')).text();
  }

  async count(): Promise<number> {
    const counted = (await (await fetch('https://desk.example/seats')).text()).length;
    this.seats = counted;
    return counted;
  }
}

export class Office {
  desk = new Desk(new Rates());

  async throughOneDesk() {
    const pen = await this.desk.price('pen').then((line) => line.trim());
    // expect pair independent — each asks the desk, and what it keeps both would keep
    const ink = await this.desk.price('ink').then((line) => line.trim());
    return [pen, ink];
  }

  async otherPartsOfIt() {
    const seats = await this.desk.count();
    // expect pair independent — the desk is the same, and its lamps have nothing to do with what is kept of its seats
    const lamps = await this.desk.lamps();
    return [seats, lamps];
  }

  async samePartOfIt() {
    const seats = await this.desk.count();
    // expect pair effect or data — the one keeps what the other gives
    const spare = await this.desk.spare();
    return [seats, spare];
  }

  async moved() {
    await this.move();
    // expect pair effect — it is another desk then
    const ink = await this.desk.price('ink');
    return ink;
  }

  async opened() {
    await this.desk.open();
    // expect pair effect or data — what it keeps of the desk is asked for
    const spare = await this.desk.spare();
    return spare;
  }

  async move(): Promise<void> {
    const rates = new Rates();
    await rates.today();
    this.desk = new Desk(rates);
  }
}

interface Answers { getUser(id: string): Promise<Response>; getOrder(id: string): Promise<Response> }

async function ask(path: string): Promise<Response> {
  return fetch(`https://shop.example/${path}`);
}

export async function bodiesOfTheirOwn() {
  // expect step t2 data — its body
  // expect step t4 data — its body
  const users = await ask('users').then((res) => res.json());
  // expect pair independent — each takes the body of its own answer
  const orders = await ask('orders').then((res) => res.json());
  return [users, orders];
}

export async function bodiesOfUnseenAnswers(client: Answers) {
  // expect step t2 data — its body
  // expect step t4 data — its body
  const user = await client.getUser('1').then((res) => res.json());
  // expect pair independent, fix unsafe — two readers by their names, each with an answer of its own
  const order = await client.getOrder('2').then((res) => res.json());
  return [user, order];
}

export async function bodiesInBlocks(client: Answers) {
  let user: unknown;
  let order: unknown;
  {
    const response = await client.getUser('1');
    // expect pair data — its body
    user = await response.json();
  }
  // expect pair independent, fix unsafe — each has an answer of its own
  {
    const response = await client.getOrder('2');
    // expect pair data — its body
    order = await response.json();
  }
  return [user, order];
}
