/** May the second statement start before the first has settled? Data is asked first, then control, then effects. */
import ts from 'typescript';
import { alwaysLeaves, awaitedCall, guardCall, leavingIn } from './control.ts';
import { flowInto, usesIn } from './flow.ts';
import { carriedInto, shapeOf } from './loops.ts';
import type { Confidence, Evidence, LoopVerdict, PairVerdict } from './model.ts';
import { isPlainRead } from './names.ts';
import type { Places } from './places.ts';
import type { Bound, Unit } from './scopes.ts';
import type { AwaitingLoop, AwaitingStatement, StatementList } from './statements.ts';
import { between } from './statements.ts';
import { methodName, shortText, unwrap } from './syntax.ts';

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
  const place = (node: ts.Node): Evidence['place'] => places.of(node);
  const middle = between(list, first.statement, second.statement);
  const flow = flowInto(bound, unit, first.statement, middle, second.statement);
  if (flow?.kind === 'data') {
    return decided('data', { kind: 'data', place: place(flow.use.node), message: flowSentence(flow.use.binding.name, flow.origin) });
  }
  if (alwaysLeaves(unit, first.statement)) {
    return decided('exclusive', { kind: 'exclusive', place: place(first.statement), message: 'Every branch that waits here also leaves: at most one of the two runs.' });
  }
  const leaving = leavingIn(unit, list, first.statement.pos, second.statement.pos);
  if (leaving !== undefined) {
    return decided('control', { kind: 'control', place: place(leaving.node), message: `The code may leave here before it comes to the second: it ${leaving.how}.` });
  }
  if (flow !== undefined) {
    return decided('control', { kind: 'control', place: place(flow.use.node), message: `\`${flow.use.binding.name}\` decides here whether the second waits at all, and it comes from the first.` });
  }
  const guard = guardCall(first.statement);
  if (guard !== undefined) {
    return likely('control', { kind: 'control', place: place(guard), message: `\`${shortText(guard.expression, bound.file)}\` is there to throw when something is not as it must be: the second must not have started then.` });
  }
  return judgeByNames(ground, first.statement, second.statement);
}

function flowSentence(name: string, origin: string): string {
  return name === origin ? `\`${name}\` is used here, and the first gives it its value.` : `\`${name}\` is used here, and it is made from \`${origin}\`, which comes from the first.`;
}

function judgeByNames(ground: Ground, first: ts.Statement, second: ts.Statement): Judgement<PairVerdict> {
  const { bound, places } = ground;
  const calls = [awaitedCall(first), awaitedCall(second)];
  const names = calls.map((call) => (call === undefined ? undefined : methodName(call.expression)));
  if (names.every((name) => name !== undefined && isPlainRead(name)) && bindsUsed(bound, first) && bindsUsed(bound, second)) {
    return likely('independent', { kind: 'independent', place: places.of(second), message: `Both only read, by their names (\`${names.join('`, `')}\`), and neither uses what the other gives.` });
  }
  return unknown(places.of(second), 'Nothing that can be seen settles whether the second needs the first to be done.');
}

/** Whether the statement gives its value to names that are used later, or returns it. */
function bindsUsed(bound: Bound, statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) return true;
  if (ts.isExpressionStatement(statement)) {
    const expression = unwrap(statement.expression);
    return ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  if (!ts.isVariableStatement(statement)) return false;
  return usesIn(bound, statement.pos, statement.end).some((use) => use.flow === 'declare' && use.binding.uses.some(({ node }) => node.pos > statement.end));
}

const shapeSentences = {
  stream: 'The elements come from a stream, one after the other.',
  yield: 'Each round hands a value out before the next one starts.',
  leaves: 'The loop may end early here: later rounds must not have started.',
  pause: 'The loop pauses here on purpose between its rounds.',
  chunked: 'Each round already runs its members at the same time; a sliding limit could do a little better.',
  open: 'Only the rounds themselves tell when the loop is done.',
} as const;

export function judgeLoop(ground: Ground, { loop, sites }: AwaitingLoop): Judgement<LoopVerdict> {
  const { bound, unit, places } = ground;
  const carried = carriedInto(bound, unit, loop);
  if (carried !== undefined) {
    const name = carried.use.binding.name;
    const message = name === carried.name ? `\`${name}\` is needed here, and a former round has changed it.` : `\`${name}\` is needed here, and it is made from \`${carried.name}\`, which a former round has changed.`;
    return decided('carried', { kind: 'data', place: places.of(carried.use.node), message });
  }
  const shape = shapeOf(bound, unit, loop, sites);
  if (shape.type !== 'over') {
    return decided('effect', { kind: 'effect', place: ts.isForOfStatement(shape.node) ? places.of(shape.node.expression) : places.of(shape.node), message: shapeSentences[shape.type] });
  }
  const names = sites.map((site) => (site.operand !== undefined && ts.isCallExpression(site.operand) ? methodName(site.operand.expression) : undefined));
  if (names.every((name) => name !== undefined && isPlainRead(name))) {
    return likely('independent', { kind: 'independent', place: places.of(loop.statement), message: `Each round only reads, by the names it calls (\`${[...new Set(names)].join('`, `')}\`), and hands nothing to the next.` });
  }
  return unknown(places.span(places.start(loop), loop.statement.pos), 'Nothing that can be seen settles whether its rounds may overlap.');
}

function decided<V>(verdict: V, evidence: Evidence): Judgement<V> {
  return { verdict, confidence: 'proven', evidence: [evidence], fixSafe: false };
}

function likely<V>(verdict: V, evidence: Evidence): Judgement<V> {
  return { verdict, confidence: 'likely', evidence: [evidence], fixSafe: false };
}

function unknown(place: Evidence['place'], message: string): Judgement<'unknown'> {
  return { verdict: 'unknown', confidence: 'likely', evidence: [{ kind: 'unknown', place, message }], fixSafe: false };
}
