/**
 * What a piece of code does to the world, told as reads and writes of abstract resources.
 * A summary of a function is told in terms of its parameters and of `this`; a call site puts its own arguments in their place.
 */

/** What is touched. Two resources of different kinds are different things, `unknown` excepted: it may be any of them. */
export type ResourceKind =
  /** A file or folder; a folder and what is inside it overlap. */
  | 'file'
  /** A table, collection, model or topic of a database or a message broker. */
  | 'table'
  /** A key of a cache or a key-value store. */
  | 'cache'
  | 'connection'
  | 'transaction'
  /** The user's terminal, or another place where one question can be open at a time. */
  | 'terminal'
  /** Lines for people to read. Their order among themselves is taken to have no meaning. */
  | 'log'
  | 'git'
  /** A page under control of a browser driver, or the document of the page that the code runs in. */
  | 'page'
  /** A remote service, keyed by its URL or by its product and method. */
  | 'host'
  /** A child process; keyed by its command. */
  | 'process'
  /** Something process-wide that is no variable: the working folder, the environment, a timer. */
  | 'global'
  /** A variable, a field of `this` or of another object, an argument that is filled. */
  | 'state'
  | 'queue'
  /** Manifest, lock file and modules folder, as a package manager changes them. */
  | 'packages'
  | 'editor'
  | 'unknown';

/**
 * A part of a key that only a run decides.
 * `id` is the same for two places where the value is the same: declaration and member path (`src/a.ts:120.name`).
 */
export interface Hole {
  readonly id: string;
  /** As the source has it, for sentences. */
  readonly text: string;
  /** False where the value may change between two readings (a `let` that is assigned again, a call): equal ids then say nothing. */
  readonly stable: boolean;
  /** Holds an object that was made here (`new X()`, `[]`, `{}`), so that it is no other object. */
  readonly fresh?: boolean;
  /** In the summary of a function: the parameter (from 0) or `this` that stands here. */
  readonly parameter?: number | 'this';
  /** The members read of the parameter, where its value is meant; absent where the object itself is. */
  readonly members?: readonly string[];
}

/** Which one of its kind: literal text and holes in order (`${dir}/a.json`). Undefined: any of them. */
export type Key = readonly (string | Hole)[];

export interface Resource {
  readonly kind: ResourceKind;
  readonly key?: Key;
  /** Takes one user at a time: a terminal, a connection, a page. Any two uses of it are in order, reads too. */
  readonly serial: boolean;
}

/** Where something is known from, best first. */
export type Source = 'annotation' | 'body' | 'catalogue' | 'types' | 'name' | 'none';

export interface Where {
  readonly path: string;
  /** Offset in UTF-16 units, and 1-based line and column. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface Effect {
  readonly access: 'read' | 'write';
  readonly resource: Resource;
  /** The line that does it, in whatever file it stands. */
  readonly where: Where;
  /** What is called or assigned there, as the source has it: `fs.writeFile`, `this.cache`. */
  readonly text: string;
  readonly source: Source;
  /** Doing it twice, or in the other order with its like, ends in the same state: `mkdir -p`, the filling of a memo. Two such effects do not conflict with one another. */
  readonly idempotent?: boolean;
  /** Of a filling: something is waited for between the look and the filling. Two that look at once both find it empty, and what is kept is made twice. */
  readonly afterWait?: boolean;
  /** A write that is made by each call, whatever it finds there: no filling, and no renewal where one is needed. */
  readonly always?: boolean;
  /** Fails where the folder that it is in is not there yet: `mkdir` without `recursive`. */
  readonly needsFolder?: boolean;
  /** Only the folder itself is made, or only what stands in a file is read: the one says nothing of the other. */
  readonly part?: 'folder' | 'text';
  /** A read of which object stands at the place, and of nothing in it: `this.desk` of `this.desk.count()`, whose own summary says what that reads. */
  readonly shallow?: boolean;
}

/** A throw on purpose, or another way not to come back: what follows must not have been started. */
export interface Guard {
  readonly where: Where;
  readonly text: string;
  readonly source: Source;
}

/** `process.exit(1)`. */
export function endsProcess({ text }: Guard): boolean {
  return /^process\.(exit|abort)\b/.test(text);
}

/** A call that could not be followed. */
export interface Gap {
  readonly where: Where;
  readonly text: string;
  /** What its name says; `nothing` where it says nothing, and then the call may do anything. */
  readonly nameSays: 'read' | 'write' | 'pure' | 'guard' | 'nothing';
  /** Why it could not be followed, in words: "package `x` is not in the catalogue". */
  readonly reason: string;
}

/** A promise that is waited for though no call in sight began it: `await this.pending`. What its work touches cannot be seen. */
export interface Begun {
  readonly where: Where;
  readonly text: string;
  /** In the summary of a function: the parameter that holds it. */
  readonly parameter?: number;
}

export interface Summary {
  readonly reads: readonly Effect[];
  readonly writes: readonly Effect[];
  /** Throws on purpose. The mere chance that a read fails is no guard. */
  readonly guards: readonly Guard[];
  /** Throws on purpose where something is not as whoever takes its value expects: a user that is not found, an answer that is an error. */
  readonly refusals: readonly Guard[];
  /** Asks a person. The terminal is among the writes too. */
  readonly prompts: boolean;
  /** Gives back a promise or value that it has kept. */
  readonly memoised: boolean;
  /** Makes or takes something for its caller alone (a new folder, a connection of a pool, a browser), which stays behind where the call was made in vain. */
  readonly opens: boolean;
  /** Nothing in it waits for the outside: overlapping it gains nothing on one thread. Never true while `gaps` or `begun` is not empty. */
  readonly cpuOnly: boolean;
  /** Something in it is known to wait for the outside: file, network, process, timer. */
  readonly reachesIo: boolean;
  /** It never returns normally: type `never`, `process.exit`, an unconditional throw. */
  readonly terminates: boolean;
  /** The weakest source that the summary rests on. */
  readonly source: Source;
  /** Everything was seen: bodies, catalogue or annotations. False exactly where `gaps` is not empty. */
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly begun: readonly Begun[];
}

export const nothing: Summary = {
  reads: [], writes: [], guards: [], refusals: [], prompts: false, memoised: false, opens: false, cpuOnly: true, reachesIo: false, terminates: false, source: 'body', complete: true, gaps: [], begun: [],
};

const order: readonly Source[] = ['annotation', 'body', 'catalogue', 'types', 'name', 'none'];

export function weaker(a: Source, b: Source): Source {
  return a === b || order.indexOf(a) > order.indexOf(b) ? a : b;
}

export function weakest(sources: readonly Source[]): Source {
  return order[Math.max(0, ...sources.map((source) => order.indexOf(source)))] ?? 'none';
}

/** One after another: the effects of all of them. */
export function merge(summaries: readonly Summary[]): Summary {
  const [only] = summaries;
  if (only !== undefined && summaries.length === 1) return only;
  if (only === undefined) return nothing;
  return {
    reads: summaries.flatMap((summary) => summary.reads),
    writes: summaries.flatMap((summary) => summary.writes),
    guards: summaries.flatMap((summary) => summary.guards),
    refusals: summaries.flatMap((summary) => summary.refusals),
    prompts: summaries.some((summary) => summary.prompts),
    memoised: summaries.some((summary) => summary.memoised),
    opens: summaries.some((summary) => summary.opens),
    cpuOnly: summaries.every((summary) => summary.cpuOnly),
    reachesIo: summaries.some((summary) => summary.reachesIo),
    terminates: summaries.some((summary) => summary.terminates),
    source: weakest(summaries.map((summary) => summary.source)),
    complete: summaries.every((summary) => summary.complete),
    gaps: summaries.flatMap((summary) => summary.gaps),
    begun: summaries.flatMap((summary) => summary.begun),
  };
}
