/**
 * What the analysis says of one file: its async functions, where each waits, and whether neighbouring waits need each other.
 * Plain data, no times, no syntax nodes: it can be cached, sent to a worker and compared.
 */

/** A stretch of source text. Offsets count UTF-16 units from 0; lines and columns are 1-based, columns in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface ConcurrencyModel {
  readonly path: string;
  /** What the parser could not read. The functions of a broken file are still listed as far as the parser recovered them. */
  readonly errors: readonly SyntaxProblem[];
  readonly functions: readonly AsyncFunction[];
  /** What was not analysed because of a limit, in words that name the limit; empty where everything was. */
  readonly leftOut: readonly LeftOut[];
}

export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LeftOut {
  readonly place: Place;
  readonly message: string;
}

export type FunctionKind = 'function' | 'method' | 'arrow' | 'module';

export interface AsyncFunction {
  /** Unique within the file and stable under edits elsewhere in it: the path of names, with an ordinal where names repeat. */
  readonly id: string;
  /** `<module>` for top-level await, `<anonymous>` where the source gives no name. */
  readonly name: string;
  readonly kind: FunctionKind;
  readonly generator: boolean;
  /** From the first token of the declaration (its modifiers included) to its end; for a module the whole file. */
  readonly place: Place;
  /** The name, or the first token where there is none: where a lens or a selection goes. */
  readonly namePlace: Place;
  readonly endLine: number;
  /** What `@overlap` in the comment before the declaration says of calls to this function. */
  readonly annotation?: Annotation;
  readonly awaits: readonly AwaitSite[];
  readonly pairs: readonly Pair[];
  readonly loops: readonly Loop[];
  readonly groups: readonly Group[];
  /** It is not `async` and awaits nothing itself: it is here for its chains. */
  readonly plain?: true;
  /** Promise chains of two steps and more, and reductions whose rounds wait for one another, in source order; absent where there is none. */
  readonly chains?: readonly Chain[];
  /** Stretches that hold the event loop, in source order; absent where there is none. */
  readonly blocking?: readonly Blocking[];
  /** Where grouping alone would leave something waiting; absent where there is none. */
  readonly graphs?: readonly Graph[];
  /** The body as the Program builder needs it. */
  readonly steps: readonly Step[];
}

export type BlockingKind = 'file' | 'process' | 'crypto' | 'compression' | 'parse' | 'loop' | 'call';

/** A stretch of computing, or of waiting without giving the loop away, that is known to be long. */
export interface Blocking {
  readonly place: Place;
  /** The callee as written, or `loop`. */
  readonly label: string;
  readonly kind: BlockingKind;
  /** Of a loop or a key derivation: how often, as far as the text says. */
  readonly rounds?: number;
  /** `@overlap 80ms compute` on its line. */
  readonly annotation?: Annotation;
}

/** A duration in whole microseconds, or effects, as written in an `@overlap` comment. */
export interface Annotation {
  readonly place: Place;
  readonly durationUs?: number;
  /** The number of rounds of the loop on that line: `@overlap x20`. */
  readonly count?: number;
  /** The words after `@overlap` that are not a duration or a count, such as `ordered` or `reads users`. */
  readonly words: readonly string[];
}

/** Unique within its function, in source order: `a1`, `a2`, … */
export type AwaitId = string;

export type AwaitMode = 'sequential' | 'concurrent';
export type AwaitForm = 'direct' | 'all' | 'allSettled' | 'race' | 'any' | 'deferred' | 'for-await' | 'using' | 'limited';

export interface AwaitSite {
  readonly id: AwaitId;
  /** The word `await`; of `for await` the word `for`. Of a step of a chain see {@link Chain}. */
  readonly place: Place;
  /** The whole await expression, operand included. */
  readonly whole: Place;
  /** What is awaited, short enough for a label: the callee's text as written, such as `db.user.findMany`. */
  readonly label: string;
  /** `concurrent`: something else that this function started is in flight while it waits. */
  readonly mode: AwaitMode;
  readonly form: AwaitForm;
  /** Of an await in a group, where it is so: what is called is an async function, which can only reject and never throw. */
  readonly async?: true;
}

export type PairVerdict = 'independent' | 'data' | 'control' | 'effect' | 'exclusive' | 'unknown';
export type LoopVerdict = 'independent' | 'carried' | 'effect' | 'unknown';
/** `proven`: bodies or the catalogue settle it. `likely`: a name or a habit was believed. */
export type Confidence = 'proven' | 'likely';

export interface Evidence {
  /** What kind of fact this is; the sentence says it in full. */
  readonly kind: 'data' | 'control' | 'effect' | 'exclusive' | 'unknown' | 'independent' | 'annotation';
  /** The file of the line, where it is another one than the model's. */
  readonly path?: string;
  readonly place: Place;
  /** One plain sentence. */
  readonly message: string;
}

/** Two statements of one block, consecutive among those that hold an await of this function outside nested functions. */
export interface Pair {
  /** The first await of each of the two statements. */
  readonly first: AwaitId;
  readonly second: AwaitId;
  readonly verdict: PairVerdict;
  readonly confidence: Confidence;
  /** Never empty. The first entry is the one that decides. */
  readonly evidence: readonly Evidence[];
  /** Whether an automatic rewrite keeps results, effects and errors. */
  readonly fixSafe: boolean;
  /** Both need one thing that takes one at a time, such as the connection of a transaction: no finding, whatever the verdict, as nothing would be saved. */
  readonly serial?: true;
}

/** Calls of `then` of which each waits for the one before: `a().then(() => b())` has the steps `a()` and `b()`. Of a reduction whose rounds are such a row, the one step of a round. */
export interface Chain {
  /** The expression as a whole. */
  readonly place: Place;
  /** What is waited for, in order. Their ids are `t1`, `t2`, … within the function; `place` is the name `then` by which one comes after another. */
  readonly steps: readonly AwaitSite[];
  /** Each step with the one before it. */
  readonly pairs: readonly Pair[];
  /** Steps that are independent of one another, by their ids; the reduction, by its step, where its rounds are. */
  readonly groups: readonly Group[];
}

/** A loop whose body holds an await of this function, or a reduction of a list whose rounds wait for one another. */
export interface Loop {
  /** The loop keyword; of a reduction the name `reduce`. */
  readonly place: Place;
  /** The awaits of the body, in source order; none where it is a reduction: those are its callback's. */
  readonly awaits: readonly AwaitId[];
  readonly verdict: LoopVerdict;
  readonly confidence: Confidence;
  /** Never empty. The first entry is the one that decides. */
  readonly evidence: readonly Evidence[];
  readonly fixSafe: boolean;
  /** Each round runs a part of the list at the same time already: no finding, whatever the verdict, as the size of a part is a limit that somebody has set. */
  readonly batched?: true;
  /** As of a pair. */
  readonly serial?: true;
}

/** Statements of one block of which some need others by name, and the rest nothing of each other: each could start as soon as what it needs is there. */
export interface Graph {
  /** The first await of each statement, in source order. */
  readonly awaits: readonly AwaitId[];
  /** For each of them the ones before it whose values it needs. */
  readonly needs: readonly (readonly AwaitId[])[];
  readonly confidence: Confidence;
  readonly fixSafe: boolean;
}

export type GroupShape = 'promise-all' | 'all-settled' | 'start-early' | 'bounded-map';

/** A finding: statements of one block that are independent of one another (every two of them, not only neighbours), or one independent loop. */
export interface Group {
  /** The first await of each statement, in source order; of a loop its first await alone. */
  readonly awaits: readonly AwaitId[];
  readonly shape: GroupShape;
  readonly confidence: Confidence;
  readonly fixSafe: boolean;
}

/**
 * The skeleton of a body: what it computes, waits for and starts, in order.
 * A statement that holds awaits becomes one `statement` step, so that groups can be found in it by their first await.
 */
export type Step =
  | { readonly type: 'compute'; readonly place: Place; readonly statements: number }
  | { readonly type: 'statement'; readonly place: Place; readonly first: AwaitId; readonly steps: readonly Step[] }
  | { readonly type: 'await'; readonly await: AwaitId; readonly operation: Operation; readonly annotation?: Annotation }
  /** Started here and not waited for here. `promise` names it for a later `{ type: 'promise' }`; absent where nobody keeps it. */
  | { readonly type: 'start'; readonly promise?: string; readonly operation: Operation; readonly annotation?: Annotation }
  | { readonly type: 'if'; readonly place: Place; readonly then: readonly Step[]; readonly else: readonly Step[] }
  | { readonly type: 'loop'; readonly place: Place; readonly first: AwaitId; readonly count?: LoopCount; readonly body: readonly Step[] }
  /** `catch: null`: there is no catch clause; an empty one swallows the error. */
  | { readonly type: 'try'; readonly place: Place; readonly body: readonly Step[]; readonly catch: readonly Step[] | null; readonly finally: readonly Step[] }
  /** `operation`: the call that a `return` without `await` hands on. Where it gives a promise, that of the function settles with it. */
  | { readonly type: 'exit'; readonly place: Place; readonly how: 'return' | 'throw' | 'break' | 'continue'; readonly operation?: Operation };

export interface LoopCount {
  readonly value: number;
  readonly from: 'literal' | 'annotation';
}

/** What a promise stands for. */
export type Operation =
  /** A call that is not entered. `callee` is its text (`db.user.findMany`), by which settings find a duration; `literalUs` is what the call's own text says (`sleep(250)`). */
  | {
      readonly type: 'call';
      readonly place: Place;
      readonly callee: string;
      readonly literalUs?: number;
      /** Of a function of the same file that is not async: what is said before its declaration, and the call that it returns. */
      readonly declared?: Annotation;
      readonly returns?: Operation;
    }
  /** A call of an async function of the same file, entered rather than guessed. */
  | { readonly type: 'local'; readonly place: Place; readonly callee: string; readonly functionId: string }
  /** An async function expression that runs here: an async IIFE, or the body of a `map` callback. */
  | { readonly type: 'inline'; readonly place: Place; readonly functionId: string }
  | { readonly type: 'all' | 'allSettled' | 'race' | 'any'; readonly place: Place; readonly members: readonly Operation[] }
  /** `Promise.all(list.map(f))` and its likes: `each` once for every element, at most `limit` at a time. */
  | { readonly type: 'map'; readonly place: Place; readonly how: 'all' | 'allSettled' | 'race' | 'any'; readonly each: Operation; readonly count?: LoopCount; readonly limit?: number }
  /** A promise chain: its steps one after the other. A reduction is one that holds a loop. */
  | { readonly type: 'chain'; readonly place: Place; readonly steps: readonly Step[] }
  /** A promise that an earlier `start` named. */
  | { readonly type: 'promise'; readonly place: Place; readonly promise: string }
  /** Something whose making cannot be seen: a parameter, a field. */
  | { readonly type: 'value'; readonly place: Place; readonly text: string };
