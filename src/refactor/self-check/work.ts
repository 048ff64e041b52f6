/** What a stretch of a function does, step by step, as far as its order can be noticed: the self-check makes programs of it. */
import type { Effect } from '../../analysis/effects/effect.ts';
import type { AwaitId } from '../../analysis/model.ts';
import type { Binding } from '../../analysis/scopes.ts';

/** A local variable, or a resource of an effect summary. */
export interface Touch {
  readonly access: 'read' | 'write';
  /** A constant that is there by then, since what sets it was waited for: whoever reads it finds it set once. */
  readonly settled?: true;
  /** For sentences, and the same in the code before and after a change. */
  readonly name: string;
  readonly of: { readonly binding: Binding } | { readonly effect: Effect };
}

/** A call whose promise is kept. */
export interface Task {
  /** Of what is called, with an ordinal where the text repeats; set once its value, or its error, is taken. */
  key: string;
  readonly label: string;
  /** The await that takes its value, in the function that this code is of; absent where there is none. */
  await?: AwaitId;
  /** What its arguments read when it starts. */
  readonly arguments: readonly Touch[];
  readonly touches: readonly Touch[];
  /** It cannot throw at the call: it is an async function whose arguments cannot either, or run in one. */
  readonly onlyRejects: boolean;
  /** What the async function around it does before. */
  readonly before: readonly Work[];
  /** It is nothing but the async function: a round of a loop. */
  readonly isRound?: true;
}

export type Work =
  /** Done at once, without an await in it. */
  | { readonly type: 'line'; readonly key: string; readonly label: string; readonly touches: readonly Touch[]; readonly mayThrow: boolean }
  | { readonly type: 'start'; readonly task: Task }
  | { readonly type: 'wait'; readonly how: 'await' | 'all' | 'allSettled'; readonly tasks: readonly Task[] }
  /** In an async function around a call: what another task gives, which the statements have started, is waited for. */
  | { readonly type: 'need'; readonly task: Task }
  /** Throws what the task rejected with, where it did. */
  | { readonly type: 'raise'; readonly task: Task }
  /** `way`: out of a round of a loop; absent where the statements as a whole are left. */
  | { readonly type: 'throw' | 'leave'; readonly key: string; readonly way?: 'break' | 'continue' }
  /** As many rounds as are looked at. */
  | { readonly type: 'loop'; readonly rounds: readonly (readonly Work[])[] }
  /** A condition, or whether a loop goes round. */
  | { readonly type: 'choice'; readonly key: string; readonly then: readonly Work[]; readonly else: readonly Work[] }
  | { readonly type: 'try'; readonly body: readonly Work[]; readonly handler: readonly Work[] | null; readonly finally: readonly Work[] };

/** Code that the self-check does not follow. */
export class NotFollowed extends Error {}

/** All of it, whatever it stands in. */
export function* flat(works: readonly Work[]): Generator<Work> {
  for (const work of works) {
    yield work;
    if (work.type === 'start') yield* flat(work.task.before);
    else if (work.type === 'loop') for (const round of work.rounds) yield* flat(round);
    else if (work.type === 'choice') yield* flat([...work.then, ...work.else]);
    else if (work.type === 'try') yield* flat([...work.body, ...(work.handler ?? []), ...work.finally]);
  }
}
