import type { Condition, Duration, JoinHow, Resource, SpawnStart } from '../program/program.ts';

/** A Program as flat columns of instructions; what `a`, `b` and `c` hold depends on the opcode (see compile.ts). */
export interface Code {
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  /** Constant durations; NaN where `b` indexes `durations`. */
  readonly us: Float64Array;
  readonly site: Int32Array;
  readonly bodies: readonly Body[];
  readonly bodyIndex: ReadonlyMap<string, number>;
  readonly durations: readonly Duration[];
  readonly spawns: readonly SpawnCode[];
  readonly joins: readonly JoinCode[];
  readonly maps: readonly MapCode[];
  readonly conditions: readonly ConditionCode[];
  readonly values: readonly ValueCode[];
  readonly errors: readonly string[];
  readonly devices: readonly Named<'device'>[];
  readonly locks: readonly Named<'lock'>[];
  readonly semaphores: readonly Named<'semaphore'>[];
  readonly channels: readonly Named<'channel'>[];
  readonly variables: readonly Named<'variable'>[];
  readonly barriers: readonly Named<'barrier'>[];
}

export interface Body {
  readonly name: string;
  readonly start: number;
  readonly registers: number;
  readonly registerNames: readonly string[];
  readonly handles: number;
}

export type Named<Type extends Resource['type']> = Extract<Resource, { type: Type }> & { readonly name: string };

export interface SpawnCode {
  readonly body: number;
  readonly name: string;
  /** Slot of the handle; -1: none. */
  readonly handle: number;
  readonly times: number;
  readonly start: SpawnStart | null;
  readonly afterUs: number;
  readonly worker: boolean;
}

export interface JoinCode {
  readonly how: 'await' | JoinHow;
  readonly targets: readonly Target[];
}

/** Tasks that are waited for: those of a handle of this task, or those of a TaskSpec. */
export interface Target {
  readonly type: 'handle' | 'spec';
  readonly index: number;
}

export interface MapCode {
  readonly how: JoinHow;
  readonly body: number;
  readonly name: string;
  readonly times: number;
  readonly limit: number;
}

/** A register (plus a constant), or with slot -1 the constant alone. */
export interface ValueCode {
  readonly slot: number;
  readonly plus: number;
}

export type ConditionCode =
  | { readonly type: 'probability'; readonly p: number }
  | { readonly type: 'compare'; readonly left: ValueCode; readonly is: Extract<Condition, { type: 'compare' }>['is']; readonly right: ValueCode };
