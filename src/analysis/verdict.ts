/** May the second statement start before the first has settled? Data is asked first, then control, then effects. */
import type ts from 'typescript';
import type { Annotations } from './annotations.ts';
import { alwaysLeaves, leavingIn } from './control.ts';
import type { Effects } from './effects/effects.ts';
import { contradict } from './exclusive.ts';
import { flowInto } from './flow.ts';
import { guardBefore } from './guards.ts';
import { isOwnMethod } from './own-method.ts';
import { judgeEffects } from './pair-effects.ts';
import type { Annotation, Confidence, Evidence, PairVerdict } from './model.ts';
import type { Places } from './places.ts';
import type { Bound, Unit } from './scopes.ts';
import type { AwaitingStatement, StatementList } from './statements.ts';
import { between } from './statements.ts';

export interface Judgement<V> {
  readonly verdict: V;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly fixSafe: boolean;
  /** Of a loop: see `Loop`. */
  readonly batched?: true;
  /** See `Pair`. */
  readonly serial?: true;
}

/** What a judgement rests on. */
export interface Ground {
  readonly path: string;
  readonly bound: Bound;
  readonly unit: Unit;
  readonly places: Places;
  readonly effects: Effects;
  readonly annotations: Annotations;
}

export function judgePair(ground: Ground, list: StatementList, first: AwaitingStatement, second: AwaitingStatement): Judgement<PairVerdict> {
  const { bound, unit, places } = ground;
  const place = (node: ts.Node): Evidence['place'] => places.of(node);
  const middle = between(list, first.statement, second.statement);
  // Whatever such a branch sets never comes to the second.
  if (alwaysLeaves(unit, first.statement)) {
    return decided('control', { kind: 'control', place: place(first.statement), message: 'Every branch that waits here also leaves: the second runs only where the first has not.' });
  }
  const flow = flowInto(bound, unit, first.statement, middle, second.statement, (access) => isOwnMethod(ground.effects, access));
  if (flow?.kind === 'data') {
    return decided('data', { kind: 'data', place: place(flow.use.node), message: flowSentence(flow.use.binding.name, flow.origin) });
  }
  if (contradict(bound, unit, first.statement, second.statement)) {
    return decided('exclusive', { kind: 'exclusive', place: place(second.statement), message: 'This condition and that of the first contradict each other: at most one of the two runs.' });
  }
  const leaving = leavingIn(unit, list, first.statement.pos, second.statement.pos);
  if (leaving !== undefined) {
    return decided('control', { kind: 'control', place: place(leaving.node), message: `The code may leave here before it comes to the second: it ${leaving.how}.` });
  }
  if (flow !== undefined) {
    return decided('control', { kind: 'control', place: place(flow.use.node), message: `\`${flow.use.binding.name}\` decides here whether the second waits at all, and it comes from the first.` });
  }
  const kept = ordered(ground, first.statement) ?? ordered(ground, second.statement);
  if (kept !== undefined) return decided('effect', { kind: 'annotation', place: kept.place, message: 'The comment keeps this order.' });
  const freed = independent(ground, second.statement);
  if (freed !== undefined) return decided('independent', { kind: 'annotation', place: freed.place, message: 'The comment says that this needs nothing of what stands before it.' });
  const guard = guardBefore(ground, first.statement, middle);
  if (guard !== undefined) return { verdict: 'control', confidence: guard.confidence, evidence: [guard.evidence], fixSafe: false };
  return judgeEffects(ground, first, middle, second);
}

function flowSentence(name: string, origin: string): string {
  return name === origin ? `\`${name}\` is used here, and the first gives it its value.` : `\`${name}\` is used here, and it is made from \`${origin}\`, which comes from the first.`;
}

export function decided<V>(verdict: V, ...evidence: readonly Evidence[]): Judgement<V> {
  return { verdict, confidence: 'proven', evidence, fixSafe: false };
}

export function likely<V>(verdict: V, ...evidence: readonly Evidence[]): Judgement<V> {
  return { verdict, confidence: 'likely', evidence, fixSafe: false };
}

/** The `@overlap ordered` that speaks of the statement's line. */
export function ordered(ground: Ground, node: ts.Node): Annotation | undefined {
  return told(ground, node, 'ordered');
}

/** The `@overlap independent` that speaks of the statement's line: what names and bodies do not show, a person knows. */
export function independent(ground: Ground, node: ts.Node): Annotation | undefined {
  return told(ground, node, 'independent');
}

function told({ annotations, places }: Ground, node: ts.Node, word: string): Annotation | undefined {
  if (!annotations.any) return undefined;
  const annotation = annotations.onLine(places.position(places.start(node)).line);
  return annotation?.words.includes(word) === true ? annotation : undefined;
}
