import type { Condition, Handle, Instruction, JoinHow, Site, SpawnStart, Value } from '../program/program.ts';
import { nearest, type Entry } from './reader.ts';
import type { Resources } from './resources.ts';
import type { Ticks } from './times.ts';

const combinators = ['all', 'allSettled', 'race', 'any'] as const satisfies readonly JoinHow[];
const starts = ['nextTick', 'microtask', 'timer', 'immediate'] as const satisfies readonly SpawnStart[];
const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;

/** What each step may hold besides the word that says what it is. */
export const stepKeys = {
  compute: [],
  io: ['on'],
  on: [],
  timer: [],
  await: [],
  spawn: ['as', 'name', 'count', 'start', 'after', 'worker'],
  join: ['how'],
  map: ['count', 'limit', 'how', 'name'],
  all: [],
  allSettled: [],
  race: [],
  any: [],
  fail: [],
  try: ['catch', 'finally'],
  cancel: [],
  timeout: ['do'],
  lock: ['spin'],
  unlock: [],
  acquire: ['permits'],
  release: ['permits'],
  send: ['value'],
  receive: ['into'],
  read: ['into'],
  write: ['value'],
  atomic: ['add', 'into'],
  set: ['value'],
  loop: ['do'],
  while: ['do'],
  if: ['then', 'else'],
  chance: ['then', 'else'],
  break: [],
  continue: [],
  return: [],
  yield: [],
  barrier: [],
} as const satisfies Record<string, readonly string[]>;

type Verb = keyof typeof stepKeys;
const verbs = Object.keys(stepKeys) as Verb[];
const labelKey = 'label';

/** How deep steps may stand inside one another. */
const deepest = 500;

/** Steps of a document → instructions. Inline bodies get names of their own. */
export class Steps {
  readonly sites: Site[] = [];
  readonly bodies = new Map<string, readonly Instruction[]>();
  readonly #ticks: Ticks;
  readonly #resources: Resources;
  readonly #bodyNames: ReadonlySet<string>;
  readonly #taskNames: ReadonlySet<string>;
  /** Handles of the body being read. */
  #handles = new Set<Handle>();
  #inline = 0;
  #depth = 0;

  constructor(ticks: Ticks, resources: Resources, bodyNames: ReadonlySet<string>, taskNames: ReadonlySet<string>) {
    this.#ticks = ticks;
    this.#resources = resources;
    this.#bodyNames = bodyNames;
    this.#taskNames = taskNames;
  }

  /** Reads the steps of a body, with handles of its own. */
  body(name: string, entry: Entry): void {
    const outer = this.#handles;
    this.#handles = new Set();
    this.#collectHandles(entry);
    this.bodies.set(name, this.#list(entry));
    this.#handles = outer;
  }

  #list(entry: Entry): Instruction[] {
    if (++this.#depth > deepest) entry.fail(`is nested more than ${deepest} deep; use bodies or loops`);
    const list = entry.items().flatMap((step) => this.#step(step));
    this.#depth--;
    return list;
  }

  #optional(entry: Entry): Instruction[] {
    return entry.exists ? this.#list(entry) : [];
  }

  #step(entry: Entry): Instruction[] {
    const keys = entry.members().map(([key]) => key);
    // `on` is a word of its own only where there is no `io`; `all` and its like may stand with nothing else.
    const verb = verbs.find((one) => one !== 'on' && keys.includes(one)) ?? (keys.includes('on') ? 'on' : undefined);
    if (verb === undefined) return entry.fail(keys.length === 0 ? `is empty; say what to do, one of ${verbs.join(', ')}` : `does not say what to do${nearest(keys[0] ?? '', verbs)}`);
    entry.members([verb, ...stepKeys[verb], labelKey]);
    const label = entry.at(labelKey).exists ? entry.at(labelKey).text() : undefined;
    return this.#read(verb, entry, entry.at(verb), (fallback) => this.#site(label ?? fallback, entry.path));
  }

  #site(label: string, path: string): number {
    this.sites.push({ label, path });
    return this.sites.length - 1;
  }

  #read(verb: Verb, entry: Entry, value: Entry, site: (label: string) => number): Instruction[] {
    switch (verb) {
      case 'compute':
        return [{ op: 'compute', us: this.#ticks.duration(value), site: site('compute') }];
      case 'io': {
        const on = entry.at('on').exists ? this.#resources.use(entry.at('on'), 'device') : undefined;
        return [{ op: 'io', us: this.#ticks.duration(value), ...(on !== undefined && { on }), site: site(on ?? 'io') }];
      }
      case 'on': {
        const on = this.#resources.use(value, 'device');
        const device = this.#resources.declared.get(on);
        if (device?.type !== 'device' || device.latency === undefined) value.fail(`${JSON.stringify(on)} has no latency; give it one under resources, or say how long with io`);
        return [{ op: 'io', on, site: site(on) }];
      }
      case 'timer':
        return [{ op: 'io', us: this.#ticks.duration(value), kind: 'timer', site: site('timer') }];
      case 'await':
        return [{ op: 'io', us: 0, kind: value.oneOf(['nextTick', 'microtask', 'immediate']), site: site(`await ${value.text()}`) }];
      case 'spawn':
        return [this.#spawn(entry, value, site)];
      case 'join':
        return [{ op: 'join', how: entry.at('how').exists ? entry.at('how').oneOf(['await', ...combinators]) : 'all', handles: this.#targets(value), site: site('join') }];
      case 'map':
        return [{
          op: 'map', how: entry.at('how').exists ? entry.at('how').oneOf(combinators) : 'all', body: this.#bodyOf(value, entry.at('name')), times: entry.at('count').whole(0, 4_000_000),
          ...(entry.at('limit').exists && { limit: entry.at('limit').whole(1) }), ...(entry.at('name').exists && { name: entry.at('name').text() }), site: site('map'),
        }];
      case 'all':
      case 'allSettled':
      case 'race':
      case 'any':
        return this.#several(verb, value, site);
      case 'fail':
        return [{ op: 'fail', error: value.text(), site: site('fail') }];
      case 'try':
        return [{ op: 'try', body: this.#list(value), catch: entry.at('catch').exists ? this.#list(entry.at('catch')) : null, finally: this.#optional(entry.at('finally')), site: site('try') }];
      case 'cancel':
        return this.#targets(value).map((handle) => ({ op: 'cancel', handle, site: site(`cancel ${handle}`) }));
      case 'timeout':
        return [{ op: 'timeout', us: this.#ticks.constant(value), body: this.#list(entry.at('do')), site: site('timeout') }];
      case 'lock':
        return [{ op: 'lock', lock: this.#resources.use(value, 'lock'), ...(entry.at('spin').exists && { spin: entry.at('spin').flag() }), site: site(`lock ${value.text()}`) }];
      case 'unlock':
        return [{ op: 'unlock', lock: this.#resources.use(value, 'lock'), site: site(`unlock ${value.text()}`) }];
      case 'acquire':
      case 'release': {
        const semaphore = this.#resources.use(value, 'semaphore');
        const permits = entry.at('permits').exists ? entry.at('permits').whole(1) : 1;
        const declared = this.#resources.declared.get(semaphore);
        if (declared?.type === 'semaphore' && permits > declared.permits) entry.at('permits').fail(`${permits} can never be had: ${semaphore} has ${declared.permits}`);
        return [{ op: verb, semaphore, permits, site: site(`${verb} ${semaphore}`) }];
      }
      case 'send':
        return [{ op: 'send', channel: this.#resources.use(value, 'channel'), ...(entry.at('value').exists && { value: entry.at('value').number() }), site: site(`send ${value.text()}`) }];
      case 'receive':
        return [{ op: 'receive', channel: this.#resources.use(value, 'channel'), ...(entry.at('into').exists && { into: entry.at('into').text() }), site: site(`receive ${value.text()}`) }];
      case 'read':
        return [{ op: 'read', variable: this.#resources.use(value, 'variable'), into: entry.at('into').text(), site: site(`read ${value.text()}`) }];
      case 'write':
        return [{ op: 'write', variable: this.#resources.use(value, 'variable'), value: readValue(entry.at('value')), site: site(`write ${value.text()}`) }];
      case 'atomic':
        return [{ op: 'atomic', variable: this.#resources.use(value, 'variable'), add: entry.at('add').number(), ...(entry.at('into').exists && { into: entry.at('into').text() }), site: site(`atomic ${value.text()}`) }];
      case 'set':
        return [{ op: 'set', into: value.text(), value: readValue(entry.at('value')), site: site(`set ${value.text()}`) }];
      case 'loop':
        return [{ op: 'loop', times: value.whole(0, 2 ** 31 - 1), body: this.#list(entry.at('do')), site: site('loop') }];
      case 'while':
        return [{ op: 'while', condition: readCondition(value), body: this.#list(entry.at('do')), site: site('while') }];
      case 'if':
        return [{ op: 'branch', condition: readCondition(value), then: this.#optional(entry.at('then')), else: this.#optional(entry.at('else')), site: site('if') }];
      case 'chance':
        return [{ op: 'branch', condition: { type: 'probability', p: value.number(0, 1) }, then: this.#optional(entry.at('then')), else: this.#optional(entry.at('else')), site: site('chance') }];
      case 'break':
      case 'continue':
      case 'return':
      case 'yield':
        if (!value.flag()) value.fail('must be true; leave the step out otherwise');
        return [{ op: verb, site: site(verb) }];
      case 'barrier':
        return [{ op: 'barrier', barrier: this.#resources.use(value, 'barrier'), site: site(`barrier ${value.text()}`) }];
    }
  }

  #spawn(entry: Entry, value: Entry, site: (label: string) => number): Instruction {
    const name = entry.at('name').exists ? entry.at('name').text() : undefined;
    const body = this.#bodyOf(value, entry.at('name'));
    return {
      op: 'spawn', body, ...(name !== undefined && { name }),
      ...(entry.at('as').exists && { handle: entry.at('as').text() }), ...(entry.at('count').exists && { times: entry.at('count').whole(0, 4_000_000) }),
      ...(entry.at('start').exists && { start: entry.at('start').oneOf(starts) }), ...(entry.at('after').exists && { afterUs: this.#ticks.constant(entry.at('after')) }),
      ...(entry.at('worker').exists && { worker: entry.at('worker').flag() }), site: site(`spawn ${name ?? body}`),
    };
  }

  /** `{ "all": [ … ] }`: each is begun, then all are waited for. An item is a list of steps, one step, or the name of a body. */
  #several(how: JoinHow, value: Entry, site: (label: string) => number): Instruction[] {
    const handle = `${how} ${this.#inline++}`;
    const spawns = value.items().map((item): Instruction => {
      const body = this.#bodyOf(item, item.at('label'));
      return { op: 'spawn', body, handle, site: this.#site(`spawn ${body}`, item.path) };
    });
    if (spawns.length === 0) return [{ op: 'join', how, handles: [], site: site(how) }];
    return [...spawns, { op: 'join', how, handles: [handle], site: site(how) }];
  }

  #bodyOf(entry: Entry, name: Entry): string {
    if (typeof entry.value === 'string') {
      if (!this.#bodyNames.has(entry.value)) entry.fail(`there is no body ${JSON.stringify(entry.value)}${nearest(entry.value, [...this.#bodyNames])}; declare it under bodies, or write its steps here`);
      return entry.value;
    }
    const base = name.exists ? name.text() : 'task';
    let unique = base;
    while (this.bodies.has(unique) || this.#bodyNames.has(unique)) unique = `${base} ${++this.#inline}`;
    this.bodies.set(unique, []);
    const outer = this.#handles;
    this.#handles = new Set();
    this.#collectHandles(entry);
    this.bodies.set(unique, Array.isArray(entry.value) ? this.#list(entry) : this.#step(entry));
    this.#handles = outer;
    return unique;
  }

  #targets(entry: Entry): string[] {
    const items = typeof entry.value === 'string' ? [entry] : entry.items();
    return items.map((item) => {
      const name = item.text();
      if (!this.#handles.has(name) && !this.#taskNames.has(name)) {
        item.fail(`there is no task ${JSON.stringify(name)} to wait for${nearest(name, [...this.#handles, ...this.#taskNames])}; spawn one with "as": ${JSON.stringify(name)}`);
      }
      return name;
    });
  }

  /** Handles given anywhere in a body, inline bodies left out: those are other tasks. */
  #collectHandles(entry: Entry): void {
    if (Array.isArray(entry.value)) {
      for (const item of entry.items()) this.#collectHandles(item);
      return;
    }
    if (!entry.isObject()) return;
    if (entry.at('spawn').exists && typeof entry.at('as').value === 'string') this.#handles.add(entry.at('as').text());
    for (const key of ['do', 'then', 'else', 'try', 'catch', 'finally']) if (Array.isArray(entry.at(key).value)) this.#collectHandles(entry.at(key));
  }
}

/** A number, the name of a register, or `{ "register": "r", "plus": 1 }`. */
function readValue(entry: Entry): Value {
  if (typeof entry.value === 'number') return entry.number();
  if (typeof entry.value === 'string') return { register: entry.value };
  entry.members(['register', 'plus']);
  return { register: entry.at('register').text(), ...(entry.at('plus').exists && { plus: entry.at('plus').number() }) };
}

/** `["r", "<", 5]`. */
function readCondition(entry: Entry): Condition {
  const [left, is, right] = entry.items();
  if (left === undefined || is === undefined || right === undefined || entry.items().length !== 3) return entry.fail('must be a list of three: value, comparison, value, such as ["r", "<", 5]');
  return { type: 'compare', left: readValue(left), is: is.oneOf(comparisons), right: readValue(right) };
}
