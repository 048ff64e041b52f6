/** May the second statement start before the first has settled? Data is asked first, then control, then effects. */
import ts from 'typescript';
import type { AwaitingStatement, AwaitingLoop, StatementList } from './statements.ts';
import { between } from './statements.ts';
import type { Confidence, Evidence, LoopVerdict, PairVerdict } from './model.ts';
import type { Places } from './places.ts';
import type { Bound, Unit } from './scopes.ts';
import { flowInto } from './flow.ts';
import { inRange } from './syntax.ts';

export interface Judgement<V> {
  readonly verdict: V;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly fixSafe: boolean;
}

export interface Ground {
  readonly bound: Bound;
  readonly unit: Unit;
  readonly places: Places;
}

export function judgePair(ground: Ground, list: StatementList, first: AwaitingStatement, second: AwaitingStatement): Judgement<PairVerdict> {
  const { bound, unit, places } = ground;
  const middle = between(list, first.statement, second.statement);
  const flow = flowInto(bound, first.statement, middle, second.statement);
  if (flow !== undefined) {
    return decided('data', { kind: 'data', place: places.of(flow.use.node), message: `\`${flow.binding.name}\` is used here, and it comes from the first.` });
  }
  const exit = inRange(unit.exits, first.statement.pos, second.statement.pos)[0];
  if (exit !== undefined) {
    const word = ts.isReturnStatement(exit) ? 'returns' : ts.isThrowStatement(exit) ? 'throws' : ts.isBreakStatement(exit) ? 'breaks' : 'continues';
    return decided('control', { kind: 'control', place: places.of(exit), message: `The function may leave here before the second runs: it ${word}.` });
  }
  return unknown(places.of(second.statement), 'Nothing that can be seen settles whether the second needs the first to be done.');
}

export function judgeLoop(ground: Ground, loop: AwaitingLoop): Judgement<LoopVerdict> {
  return unknown(ground.places.of(loop.loop), 'Nothing that can be seen settles whether its rounds may overlap.');
}

function decided<V>(verdict: V, evidence: Evidence): Judgement<V> {
  return { verdict, confidence: 'proven', evidence: [evidence], fixSafe: false };
}

function unknown(place: Evidence['place'], message: string): Judgement<'unknown'> {
  return { verdict: 'unknown', confidence: 'likely', evidence: [{ kind: 'unknown', place, message }], fixSafe: false };
}
