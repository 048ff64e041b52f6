import type ts from 'typescript';
import type { Site } from './call-site.ts';
import { endsProcess, weaker, type Begun, type Effect, type Gap, type Guard, type Key, type Resource, type Source, type Summary, type Where } from './effect.ts';

/** A summary of more effects than this says only which kinds are touched. */
const maxEffects = 120;
const maxNotes = 40;
/** One function is run with so many different things at most. */
const maxWays = 8;
/** What a name may say, from what harms nothing on. */
const graver: readonly Gap['nameSays'][] = ['pure', 'read', 'guard', 'write', 'nothing'];
const noPlaces: ReadonlySet<string> = new Set();

/** A call on the way to a handed function's being run: its own, with what it is called with, or one that hands it on. */
export interface Step {
  readonly site: Site;
  /** The function itself, where the call is of a method that calls it with the elements of a list. */
  readonly given?: ts.Expression;
}

/** From the call that runs the function outwards. */
export type Way = readonly Step[];

/** What a parameter holds is run here: a function, the text of an SQL statement, or a request by that method. */
export interface Invocation {
  readonly as?: 'sql' | 'request';
  readonly parameter: number;
  readonly members: readonly string[];
  readonly where: Where;
  readonly text: string;
  readonly ways?: readonly Way[];
  /** What is to be believed of it where the caller does not show what it hands in. */
  readonly otherwise: Summary;
}

/** What a parameter, or what its pattern takes of it, stands for where the call leaves that out: `store = cache`. */
export interface Default {
  readonly parameter: number;
  readonly members: readonly string[];
  /** Where that is, in terms of the function. */
  readonly places: readonly Key[];
}

/** A summary of a function, before a call site puts its arguments in. */
export interface FunctionSummary extends Summary {
  readonly invokes: readonly Invocation[];
  readonly defaults?: readonly Default[];
}

/** Gathers effects, each once. One is made for every statement and function: what is hardly ever gathered gets a place only when it comes. */
export class Collector {
  readonly #effects = new Map<string, Effect>();
  readonly #gaps: Gap[] = [];
  /** Where in the list those of each file are, by their offsets. */
  #gapsAt: Map<string, Map<number, number>> | undefined;
  #begun: Map<string, Begun> | undefined;
  #guards: Map<string, Guard> | undefined;
  #refusals: Map<string, Guard> | undefined;
  #invokes: Map<string, Invocation> | undefined;
  #filled: Set<string> | undefined;
  /** The weakest of all. */
  #source: Source = 'body';
  #prompts = false;
  #memoised = false;
  #opens = false;
  #waits = false;
  #terminates = false;
  #conditions = 0;

  /** What stands under a condition is not done by each call. */
  underCondition(work: () => void): void {
    this.#conditions += 1;
    work();
    this.#conditions -= 1;
  }

  /** `resource`: what the effect is on where another call does it. */
  add(given: Effect, resource?: Resource): void {
    const { kind, key: told } = resource ?? given.resource;
    const filling = given.idempotent !== true ? '' : given.afterWait === true ? 'w' : 'i';
    const key = `${given.access} ${kind} ${filling}${given.shallow === true ? 's' : ''}${given.part ?? ''} ${keyText(told)}`;
    if (this.#effects.has(key)) return;
    const own = resource === undefined ? given : { ...given, resource };
    const effect = own.always === true && this.#conditions > 0 ? { ...own, always: false } : own;
    if (this.#effects.size >= maxEffects) {
      this.#collapse(effect);
      return;
    }
    this.#effects.set(key, effect);
    this.from(effect.source);
  }

  /** One effect on any resource of the kind in place of many on single ones. */
  #collapse(effect: Effect): void {
    const { access, where, text, source, resource: { kind, serial } } = effect;
    const key = `${access} ${kind} any`;
    // What is said of this one alone, such as that it may be done twice, does not hold for the others.
    if (!this.#effects.has(key)) this.#effects.set(key, { access, where, text, source, resource: { kind, serial } });
    this.gap({ where, text, nameSays: 'nothing', reason: 'around it more is touched than is kept of one function' });
  }

  guard(guard: Guard): void {
    this.#guards ??= new Map<string, Guard>();
    if (this.#guards.size < maxNotes || endsProcess(guard)) this.#guards.set(`${guard.where.path}:${guard.where.start}`, guard);
    this.from(guard.source);
  }

  refusal(guard: Guard): void {
    this.#refusals ??= new Map<string, Guard>();
    if (this.#refusals.size < maxNotes) this.#refusals.set(`${guard.where.path}:${guard.where.start}`, guard);
  }

  gap(gap: Gap): void {
    const { where: { path, start }, nameSays } = gap;
    this.from(nameSays === 'nothing' ? 'none' : 'name');
    if (this.#gaps.length >= maxNotes && nameSays !== 'nothing') return;
    this.#gapsAt ??= new Map<string, Map<number, number>>();
    let inFile = this.#gapsAt.get(path);
    if (inFile === undefined) this.#gapsAt.set(path, (inFile = new Map<number, number>()));
    const at = inFile.get(start);
    const known = at === undefined ? undefined : this.#gaps[at];
    if (at === undefined || known === undefined) inFile.set(start, this.#gaps.push(gap) - 1);
    // Of several at one call, as where one of several functions is meant, the gravest stands.
    else if (graver.indexOf(known.nameSays) <= graver.indexOf(nameSays)) this.#gaps[at] = gap;
  }

  begun(begun: Begun): void {
    this.#begun ??= new Map<string, Begun>();
    if (this.#begun.size < maxNotes) this.#begun.set(`${begun.where.path}:${begun.where.start}`, begun);
  }

  invoke(invocation: Invocation): void {
    this.#invokes ??= new Map<string, Invocation>();
    // Of requests each has a URL of its own.
    const url = invocation.as === 'request' ? invocation.otherwise.writes.map(({ resource }) => keyText(resource.key)).join(' ') : '';
    const key = `${invocation.as ?? ''} ${invocation.parameter}.${invocation.members.join('.')} ${url}`;
    const ways = this.#invokes.get(key)?.ways;
    this.#invokes.set(key, ways === undefined ? invocation : { ...invocation, ways: [...ways, ...(invocation.ways ?? [])].slice(0, maxWays) });
  }

  /** A place, as it is written, that is given a value only where it has none. */
  fills(place: string): void {
    this.#filled ??= new Set<string>();
    this.#filled.add(place);
  }

  get filled(): ReadonlySet<string> {
    return this.#filled ?? noPlaces;
  }

  prompts(): void {
    this.#prompts = true;
  }

  memoised(): void {
    this.#memoised = true;
  }

  opens(): void {
    this.#opens = true;
    this.#waits = true;
  }

  waits(): void {
    this.#waits = true;
  }

  terminates(): void {
    this.#terminates = true;
  }

  from(source: Source): void {
    if (source !== this.#source) this.#source = weaker(this.#source, source);
  }

  /** Everything of a summary but what depends on how its call stands: `terminates`, `memoised`, its guards and refusals. */
  take(summary: Summary): void {
    for (const effect of summary.reads) this.add(effect);
    for (const effect of summary.writes) this.add(effect);
    for (const begun of summary.begun) this.begun(begun);
    this.takeNotes(summary);
  }

  /** Of what `take` takes everything but reads, writes, and the promises that are handed in. */
  takeNotes(summary: Summary): void {
    for (const gap of summary.gaps) this.gap(gap);
    if (summary.prompts) this.#prompts = true;
    if (summary.opens) this.#opens = true;
    if (summary.reachesIo) this.#waits = true;
    this.from(summary.source);
  }

  finish(): FunctionSummary {
    const reads: Effect[] = [];
    const writes: Effect[] = [];
    for (const effect of this.#effects.values()) (effect.access === 'read' ? reads : writes).push(effect);
    const gaps = [...this.#gaps];
    const begun = this.#begun === undefined ? [] : [...this.#begun.values()];
    const invokes = this.#invokes === undefined ? [] : [...this.#invokes.values()];
    return {
      reads,
      writes,
      guards: this.#guards === undefined ? [] : [...this.#guards.values()],
      refusals: this.#refusals === undefined ? [] : [...this.#refusals.values()],
      prompts: this.#prompts,
      memoised: this.#memoised,
      opens: this.#opens,
      cpuOnly: !this.#waits && gaps.every((gap) => gap.nameSays === 'pure') && begun.length === 0 && invokes.length === 0,
      reachesIo: this.#waits,
      terminates: this.#terminates,
      source: this.#source,
      complete: gaps.length === 0,
      gaps,
      begun,
      invokes,
    };
  }
}

export function keyText(key: Key | undefined): string {
  if (key === undefined) return '*';
  let text = '';
  for (const part of key) text += typeof part === 'string' ? part : `{${part.id}#${part.parameter ?? ''}}`;
  return text;
}
