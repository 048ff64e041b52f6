/** Rules of the form of a loop: one whose rounds are in turn by what it is for, and one that runs a part of the list in each round. */
import ts from 'typescript';
import { awaitsIn, isPlain } from '../flow.ts';
import type { LoopVerdict } from '../model.ts';
import type { Bound } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Judgement } from '../verdict.ts';
import { decided, likely } from '../verdict.ts';
import type { Loop } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBlock, isCallExpression, isForOfStatement, isForStatement, isVariableDeclaration, isVariableStatement } = ts;

const sentences = {
  stream: 'The elements come from a stream, one after the other.',
  yield: 'Each round hands a value out before the next one starts.',
  leaves: 'The loop may end early here: later rounds must not have started.',
  pause: 'The loop pauses here on purpose between its rounds.',
  open: 'Only the rounds themselves tell when the loop is done.',
} as const;

/** It does not just go through finished data. */
export function goesInTurn({ ground: { places }, shape }: Loop): Judgement<LoopVerdict> | undefined {
  if (shape.type === 'over' || shape.type === 'chunked') return undefined;
  return decided('effect', { kind: 'effect', place: isForOfStatement(shape.node) ? places.of(shape.node.expression) : places.of(shape.node), message: sentences[shape.type] });
}

/** A round does nothing but run its members, as many as somebody wanted at once: whatever two rounds may do to each other, two members of one do already. Groups that come from elsewhere may stand in an order. */
export function overlapAlready({ ground: { bound, unit, places, effects }, loop }: Loop): Judgement<LoopVerdict> | undefined {
  const body: readonly ts.Statement[] = isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  if (!body.every((statement) => (awaitsIn(unit, statement).length > 0 ? isPlain(statement) : isVariableStatement(statement) && effects.of(statement).writes.length === 0))) return undefined;
  // `levels[i]` may be one level above the next; a slice is just as many.
  const isBatch = isForStatement(loop) ? /\.(slice|splice)\(/.test(loop.statement.getText()) : isForOfStatement(loop) && isCutUp(bound, loop.expression);
  return isBatch ? likely('independent', { kind: 'independent', place: places.span(places.start(loop), loop.statement.pos), message: 'What one does to another they do to each other within a round already.' }) : undefined;
}

/** Rounds that each run a part of the list at the same time: what they need of one another is told as of any other; but their size is a limit that somebody has set, so that nothing is to be changed here by itself. */
export function inBatches(judged: Judgement<LoopVerdict>): Judgement<LoopVerdict> {
  if (judged.verdict !== 'independent') return judged;
  const [decisive, ...rest] = judged.evidence;
  const message = `Each round already runs its members at the same time and waits for the slowest of them; no round needs another, so the same limit without batches would be a little quicker. ${decisive?.message ?? ''}`.trim();
  return { ...judged, fixSafe: false, batched: true, evidence: decisive === undefined ? [] : [{ ...decisive, message }, ...rest] };
}

/** `chunk(rows, 10)`, or a name for it. */
function isCutUp(bound: Bound, list: ts.Expression): boolean {
  const node = unwrap(list);
  if (isCallExpression(node)) return /chunk|batch|splitEvery/i.test(methodName(node.expression) ?? '');
  const declaration = bound.useOf.get(node)?.binding.declarations[0]?.parent;
  const made = declaration !== undefined && isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made !== undefined && isCallExpression(unwrap(made)) && isCutUp(bound, made);
}
