/**
 * Statements as a Program for the search over interleavings. Every task and line is an instruction or a few; each thing that is touched is counted up by its
 * writes, and whoever touches it notes the count that he found. The notes of all tell in which order everything was done, so that two runs with the same notes,
 * of code with the same texts, compute the same values. What fails, and how conditions turn out, is settled beforehand and the same for both codes.
 */
import type { Instruction, Program, Resource, Site } from '../../program/program.ts';
import type { Cluster, Clusters } from './clusters.ts';
import { flat, NotFollowed, type Task, type Touch, type Work } from './work.ts';

/** What goes wrong and which way conditions go, by keys. */
export interface Circumstances {
  /** Tasks that reject and lines that throw; with `!` behind the key a call that throws before it gives a promise. */
  readonly failing: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

/** The notes of a run, and who made them. */
export interface Note {
  readonly key: string;
  readonly label: string;
  readonly access: 'read' | 'write';
  readonly cluster: Cluster;
}

export interface Checked {
  readonly program: Program;
  /** By the name of the variable that holds them. */
  readonly notes: ReadonlyMap<string, Note>;
  /** Bodies of the tasks that reject. */
  readonly rejecting: ReadonlySet<string>;
}

/** The awaits of the code before a change, by the keys of their tasks: what is drawn of either code points back to them. */
export type AwaitOf = (key: string) => Site['await'];

/** Exits by number: 0 goes on behind the statements, the others are errors and ways to leave, by key. The same numbers for both codes. */
export class Exits {
  readonly #numbers = new Map<string, number>();
  readonly #labels: { readonly label: string; readonly error: boolean }[] = [];

  numberOf(key: string, label: string, error: boolean): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#labels.push({ label, error });
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** Undefined of 0. */
  get(number: number): { readonly label: string; readonly error: boolean } | undefined {
    return this.#labels[number - 1];
  }
}

/** The variable with the number of the exit; -1 before it is reached. */
export const exitVariable = 'exit';

export function checkedProgram(works: readonly Work[], clusters: Clusters, exits: Exits, circumstances: Circumstances, awaitOf: AwaitOf = () => undefined): Checked {
  return new Builder(works, clusters, exits, circumstances, awaitOf).build();
}

/** The key of its throwing at the call. */
export function thrownBy({ key }: Task): string {
  return `${key}!`;
}

/** How a stretch ends, which its circumstances settle; where several may reject first the number is in the register `error`. */
type End = { readonly type: 'on' } | { readonly type: 'error'; readonly exit: number | 'register' } | { readonly type: 'left'; readonly exit: number; readonly way: 'break' | 'continue' | undefined };

const on: End = { type: 'on' };
const site = -1;
/** A call that touches nothing, and fails in nobody's place, is a task for the picture alone: not where there are more calls than these, since the search takes few tasks. */
const mostForPicture = 16;

class Builder {
  readonly #works: readonly Work[];
  readonly #clusters: Clusters;
  readonly #exits: Exits;
  readonly #circumstances: Circumstances;
  readonly #resources: Record<string, Resource> = { [exitVariable]: { type: 'variable', initial: -1 } };
  readonly #bodies: Record<string, readonly Instruction[]> = {};
  readonly #notes = new Map<string, Note>();
  readonly #spawned = new Set<Task>();
  /** Who tells which `Promise.all` that he has rejected, where it hangs on the order. */
  readonly #tells = new Map<Task, string>();
  /** Channels by which a task tells others, which need it, that it has ended. */
  readonly #needing = new Map<Task, string[]>();
  /** The task around what is being written; undefined in the statements themselves. */
  #inside: Task | undefined;
  readonly #sites: Site[] = [];
  readonly #awaitOf: AwaitOf;
  readonly #rejecting = new Set<string>();
  readonly #showsAll: boolean;

  constructor(works: readonly Work[], clusters: Clusters, exits: Exits, circumstances: Circumstances, awaitOf: AwaitOf) {
    this.#works = works;
    this.#clusters = clusters;
    this.#exits = exits;
    this.#circumstances = circumstances;
    this.#awaitOf = awaitOf;
    this.#showsAll = [...flat(works)].filter(({ type }) => type === 'start').length <= mostForPicture;
  }

  build(): Checked {
    let groups = 0;
    for (const work of flat(this.#works)) {
      if (work.type === 'start') for (const inner of work.task.before) if (inner.type === 'need') this.#need(work.task, inner.task);
      if (work.type !== 'wait' || work.how !== 'all') continue;
      const failing = work.tasks.filter((task) => this.#failure(task) !== undefined);
      if (failing.length < 2) continue;
      const channel = `first of ${++groups}`;
      this.#resources[channel] = { type: 'channel' };
      for (const task of failing) this.#tells.set(task, channel);
    }
    const main: Instruction[] = [];
    const end = this.#list(this.#works, main);
    const exit = end.type === 'on' ? 0 : end.exit;
    main.push({ op: 'write', variable: exitVariable, value: exit === 'register' ? { register: 'error' } : exit, site: this.#siteOf(this.#told(end)) });
    for (const cluster of this.#clusters.all) if (!cluster.own) this.#note({ key: 'end', label: 'what follows', access: 'read', cluster }, main, site);
    this.#bodies.main = main;
    return {
      program: { title: 'Self-check', sites: this.#sites, resources: this.#resources, bodies: this.#bodies, tasks: [{ name: 'function', body: 'main', arrivals: { type: 'at', timesUs: [0] } }] },
      notes: this.#notes,
      rejecting: this.#rejecting,
    };
  }

  /** What the picture says of how the statements end. */
  #told(end: End): string {
    if (end.type === 'on') return 'goes on';
    if (end.exit === 'register') return 'fails with the first error';
    const label = this.#exits.get(end.exit)?.label ?? '';
    return end.type === 'error' ? `fails: ${label}` : label;
  }

  #need(task: Task, needed: Task): void {
    const channel = this.#channelOf(task, needed);
    this.#resources[channel] = { type: 'channel' };
    this.#needing.set(needed, [...(this.#needing.get(needed) ?? []), channel]);
  }

  #channelOf(task: Task | undefined, needed: Task): string {
    return `${needed.key} for ${task?.key ?? ''}`;
  }

  #fails(key: string): boolean {
    return this.#circumstances.failing.has(key);
  }

  #list(works: readonly Work[], out: Instruction[]): End {
    for (const [index, work] of works.entries()) {
      const end = this.#work(work, works[index + 1], out);
      if (end.type !== 'on') return end;
    }
    return on;
  }

  #work(work: Work, next: Work | undefined, out: Instruction[]): End {
    switch (work.type) {
      case 'line':
        this.#touch(work, work.touches, out, () => work.label);
        return this.#fails(work.key) ? { type: 'error', exit: this.#exits.numberOf(work.key, work.label, true) } : on;
      case 'start':
        return this.#start(work.task, next?.type === 'wait' && next.tasks.includes(work.task), out);
      case 'wait':
        return this.#wait(work, out);
      case 'need':
        out.push({ op: 'receive', channel: this.#channelOf(this.#inside, work.task), site: this.#siteOf(work.task.label, work.task.key) });
        return on;
      case 'raise':
        return this.#failureOf(work.task);
      case 'throw':
        return { type: 'error', exit: this.#exits.numberOf(work.key, work.key, true) };
      case 'leave':
        return { type: 'left', exit: this.#exits.numberOf(work.key, work.key, false), way: work.way };
      case 'choice':
        return this.#list(this.#circumstances.taken.has(work.key) ? work.then : work.else, out);
      case 'loop':
        return roundsEnd(work.rounds, (round) => this.#list(round, out));
      case 'try':
        return tryEnd(work, (part) => this.#list(part, out));
    }
  }

  /** What a task rejects with; undefined where it does not. */
  #failure(task: Task): number | undefined {
    const end = this.#endOf(task.before);
    if (end.type === 'error') {
      if (end.exit === 'register') throw new NotFollowed('Which of several errors comes first is not followed in a function around a call.');
      return end.exit;
    }
    const fails = this.#fails(task.key) || (task.onlyRejects && this.#fails(thrownBy(task)));
    return fails ? this.#exits.numberOf(task.key, task.label, true) : undefined;
  }

  /** How works end, without writing their instructions. */
  #endOf(works: readonly Work[]): End {
    for (const work of works) {
      const end = this.#endOfOne(work);
      if (end.type !== 'on') return end;
    }
    return on;
  }

  #endOfOne(work: Work): End {
    switch (work.type) {
      case 'line':
        return this.#fails(work.key) ? { type: 'error', exit: this.#exits.numberOf(work.key, work.label, true) } : on;
      case 'start':
        return this.#fails(thrownBy(work.task)) && !work.task.onlyRejects ? { type: 'error', exit: this.#exits.numberOf(work.task.key, work.task.label, true) } : on;
      case 'wait': {
        const failing = work.how === 'all' ? work.tasks.filter((task) => this.#failure(task) !== undefined) : [];
        return failing[0] === undefined ? on : failing.length > 1 ? { type: 'error', exit: 'register' } : this.#failureOf(failing[0]);
      }
      case 'need':
        return on;
      case 'raise':
        return this.#failureOf(work.task);
      case 'throw':
        return { type: 'error', exit: this.#exits.numberOf(work.key, work.key, true) };
      case 'leave':
        return { type: 'left', exit: this.#exits.numberOf(work.key, work.key, false), way: work.way };
      case 'choice':
        return this.#endOf(this.#circumstances.taken.has(work.key) ? work.then : work.else);
      case 'loop':
        return roundsEnd(work.rounds, (round) => this.#endOf(round));
      case 'try':
        return tryEnd(work, (part) => this.#endOf(part));
    }
  }

  #failureOf(task: Task): End {
    const exit = this.#failure(task);
    return exit === undefined ? on : { type: 'error', exit };
  }

  #start(task: Task, waitedFor: boolean, out: Instruction[]): End {
    this.#touch(task, task.arguments, out, () => task.label);
    const throws = this.#fails(thrownBy(task));
    if (throws && !task.onlyRejects) return { type: 'error', exit: this.#exits.numberOf(task.key, task.label, true) };
    const body: Instruction[] = [];
    const around = this.#inside;
    this.#inside = task;
    const end = this.#list(task.before, body);
    this.#inside = around;
    if (end.type === 'on' && !throws) this.#touch(task, task.touches, body, ({ access, cluster }) => `${access === 'read' ? 'reads' : 'changes'} ${cluster.name.replaceAll('`', '')}`, true);
    const channel = this.#tells.get(task);
    const failure = this.#failure(task);
    const rejects = this.#siteOf('rejects', task.key);
    if (channel !== undefined) body.push(this.#pause(task), { op: 'send', channel, value: failure ?? 0, site: rejects });
    // Its values come at any time, also where it touches nothing.
    const heeding = this.#needing.get(task) ?? [];
    if (heeding.length > 0) body.push(this.#pause(task), ...heeding.map((one): Instruction => ({ op: 'send', channel: one, site: rejects })));
    const isStep = body.length > 0;
    if (channel === undefined && heeding.length === 0 && (isStep || this.#showsAll)) body.push({ op: 'set', into: 'ended', value: 1, site: failure === undefined ? this.#siteOf(isStep ? 'ends' : 'runs', task.key) : rejects });
    if (body.length === 0) return on;
    const name = `task ${this.#spawned.size + 1}`;
    if (failure !== undefined) this.#rejecting.add(name);
    this.#spawned.add(task);
    this.#bodies[name] = body;
    out.push({ op: 'spawn', body: name, name: task.label, handle: task.key, site: this.#siteOf(task.label, task.key) });
    if (isStep && !waitedFor) out.push(this.#pause(task));
    return on;
  }

  /** Somebody else may go first. */
  #pause({ key, label }: { readonly key: string; readonly label: string }): Instruction {
    return { op: 'io', us: 1, site: this.#siteOf(label, key) };
  }

  #wait({ how, tasks }: Extract<Work, { type: 'wait' }>, out: Instruction[]): End {
    const only = tasks.length === 1 ? tasks[0] : undefined;
    const failing = how === 'all' ? tasks.filter((task) => this.#failure(task) !== undefined) : [];
    const channel = failing[0] && this.#tells.get(failing[0]);
    if (channel !== undefined) {
      out.push({ op: 'receive', channel, into: 'error', site });
      return { type: 'error', exit: 'register' };
    }
    const handles = (failing.length > 0 ? failing : tasks).filter((task) => this.#spawned.has(task)).map(({ key }) => key);
    if (handles.length > 0) out.push({ op: 'join', how: 'await', handles, site: this.#siteOf(tasks.map(({ label }) => label).join(', '), only?.key) });
    else out.push({ op: 'io', us: 1, site });
    return failing[0] === undefined ? on : this.#failureOf(failing[0]);
  }

  /** All that is read and written, each thing once; in a task (`paused`) others may come between any two. `told`: what the picture says of a touch. */
  #touch({ key, label }: { readonly key: string; readonly label: string }, touches: readonly Touch[], out: Instruction[], told: (note: Note) => string, paused = false): void {
    const done = new Set<string>();
    for (const access of ['read', 'write'] as const) {
      for (const touch of touches) {
        const cluster = touch.access === access ? this.#clusters.of(touch) : undefined;
        if (cluster === undefined || done.has(`${access} ${cluster.index}`)) continue;
        done.add(`${access} ${cluster.index}`);
        if (paused) out.push(this.#pause({ key, label }));
        const note = { key, label, access, cluster };
        this.#note(note, out, this.#siteOf(told(note), key), touch.settled === true);
      }
    }
  }

  /** `isSettled`: it finds the one write of a constant, which it has waited for. */
  #note(note: Note, out: Instruction[], at: number, isSettled = false): void {
    const { key, access, cluster } = note;
    const counter = `writes of ${cluster.index}`;
    const variable = `${key} ${access} ${cluster.name}`;
    this.#resources[counter] = { type: 'variable', initial: 0 };
    this.#resources[variable] = { type: 'variable', initial: -1 };
    this.#notes.set(variable, note);
    if (isSettled) out.push({ op: 'write', variable, value: 1, site: at });
    else out.push({ op: 'read', variable: counter, into: 'found', site: at }, { op: 'write', variable, value: { register: 'found' }, site: at });
    if (access === 'write') out.push({ op: 'write', variable: counter, value: { register: 'found', plus: 1 }, site: at });
  }

  /** `key`: of the task whose await it belongs to. */
  #siteOf(label: string, key?: string): number {
    const found = key === undefined ? undefined : this.#awaitOf(key);
    const known = this.#sites.findIndex((one) => one.label === label && one.await?.id === found?.id);
    return known >= 0 ? known : this.#sites.push({ label, ...(found && { await: found }) }) - 1;
  }
}

/** A round that ends with `continue` is followed by the next, one that ends with `break` by none. */
function roundsEnd(rounds: readonly (readonly Work[])[], endOf: (round: readonly Work[]) => End): End {
  for (const round of rounds) {
    const end = endOf(round);
    if (end.type === 'left' && end.way === 'break') return on;
    if (end.type !== 'on' && !(end.type === 'left' && end.way === 'continue')) return end;
  }
  return on;
}

function tryEnd({ body, handler, finally: cleanup }: Extract<Work, { type: 'try' }>, endOf: (part: readonly Work[]) => End): End {
  let end = endOf(body);
  if (end.type === 'error' && handler !== null) end = endOf(handler);
  const last = endOf(cleanup);
  return last.type === 'on' ? end : last;
}
