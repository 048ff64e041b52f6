/** May a step of a promise chain start before the one before it has settled? The same questions as of two statements, in the same order. */
import ts from 'typescript';
import type { ChainStep } from './chains.ts';
import { firstToken } from './chains.ts';
import { leavingIn } from './control.ts';
import { firstTainted, producedBy, propagate, propagateAll, type Taint, usesIn } from './flow.ts';
import { guardIn, guardingCall } from './guards.ts';
import type { PairVerdict } from './model.ts';
import { judgeSteps } from './pair-effects.ts';
import { setsWith } from './set-between.ts';
import { dottedName, inRange } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, independent, likely, ordered } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isConditionalExpression, isIdentifier, isReturnStatement, isSourceFile, isStatement, isThrowStatement } = ts;

/** `steps` is the whole chain; the two are named by their places in it. */
export function judgeLink(ground: Ground, steps: readonly ChainStep[], from: number, to: number): Judgement<PairVerdict> {
  const first = steps[from];
  const second = steps[to];
  if (first === undefined || second === undefined) throw new RangeError('no such step');
  const { places } = ground;
  const way = steps.slice(from + 1, to + 1);
  const taint = producedBy(ground.bound, first.node);
  // What a callback of that name is given is not seen in it.
  let isHanded = way[0]?.isHanded === true;
  way.forEach((step, index) => {
    if (index === 0 || isHanded) for (const parameter of step.given) taintAll(ground, parameter, taint);
    for (const { lines } of step.between) for (const line of lines) handOn(ground, line, taint);
    isHanded = step !== second && (isHanded || firstTainted(step.node, taint) !== undefined);
    if (step !== second) propagateAll(ground.bound, step.node, taint);
  });
  const flow = firstTainted(second.node, taint);
  if (flow !== undefined && !isCondition(flow.use.node, second.node)) {
    const { name } = flow.use.binding;
    const message = name === flow.origin ? `\`${name}\` is used here, and the step before gives it its value.` : `\`${name}\` is used here, and it is made from \`${flow.origin}\`, which comes from the step before.`;
    return decided('data', { kind: 'data', place: places.of(flow.use.node), message });
  }
  if (second.isHanded) return decided('data', { kind: 'data', place: places.of(second.node), message: `\`${second.node.getText().slice(0, 60)}\` is given what the step before gives.` });
  for (const step of way) {
    const leaving = leavingOn(step);
    if (leaving !== undefined) return decided('control', { kind: 'control', place: places.of(leaving.node), message: `The callback may end here before it comes to the second: it ${leaving.how}.` });
    if (step.instead !== undefined) return decided('control', { kind: 'control', place: places.of(step.instead), message: 'Where the first fails, this runs in its place.' });
  }
  if (flow !== undefined) return decided('control', { kind: 'control', place: places.of(flow.use.node), message: `\`${flow.use.binding.name}\` decides here what is waited for, and it comes from the step before.` });
  if (isConditionalExpression(second.node)) return likely('control', { kind: 'control', place: places.of(second.node.condition), message: 'What is decided here once the first has settled may have been another matter before.' });
  const kept = ordered(ground, second.word) ?? ordered(ground, second.node) ?? ordered(ground, first.node);
  if (kept !== undefined) return decided('effect', { kind: 'annotation', place: kept.place, message: 'The comment keeps this order.' });
  const freed = independent(ground, second.word) ?? independent(ground, second.node);
  if (freed !== undefined) return decided('independent', { kind: 'annotation', place: freed.place, message: 'The comment says that this needs nothing of what stands before it.' });
  const guard = (first.operand !== undefined && isCallExpression(first.operand) ? guardingCall(ground, first.operand, !first.taken) : undefined) ?? guardBetween(ground, way);
  if (guard !== undefined) return { verdict: 'control', confidence: guard.confidence, evidence: [guard.evidence], fixSafe: false };
  const queue = [first, second].find(({ node }) => isQueue(node));
  if (queue !== undefined) return likely('effect', { kind: 'effect', place: places.of(queue.word), message: `By its name \`${firstToken(queue.node).getText().slice(0, 40)}\` takes one command after the other.` });
  const middle = way.flatMap((step) => [...step.between.flatMap(({ lines }) => lines), ...(step === second ? [] : [step.node])]);
  const judgement = judgeSteps(ground, first, middle, second);
  if (judgement.verdict !== 'independent') return judgement;
  const changed = changedBetween(ground, way, taint);
  if (changed !== undefined) return likely('effect', { kind: 'effect', place: places.of(changed), message: 'Something is done here with what the first gave, and nothing shows that the second does not rely on it.' });
  return { ...judgement, fixSafe: false };
}

/** Gives the names of a parameter the value of the step before. */
export function taintAll({ bound }: Pick<Ground, 'bound'>, { pos, end }: ts.ParameterDeclaration, taint: Taint): void {
  for (const { flow, binding } of usesIn(bound, pos, end)) if (flow === 'declare') taint.add(binding, [], binding.name);
}

function handOn({ bound }: Ground, line: ts.Node, taint: Taint): void {
  if (isStatement(line)) propagate(bound, line, taint);
  else propagateAll(bound, line, taint);
}

/** The first place where a callback, before it comes to the step, throws, returns something else or ends the process. */
function leavingOn(step: ChainStep): ReturnType<typeof leavingIn> {
  for (const { unit, body, until } of step.between) {
    const leaving = leavingIn(unit, body, body.pos, until ?? body.end);
    if (leaving === undefined) continue;
    if (until !== undefined || !isReturnStatement(leaving.node)) return leaving;
    // A callback that starts nothing ends with any `return`; only one that fails keeps the next from running.
    const failing = inRange(unit.exits, body.pos, body.end).find((exit) => isThrowStatement(exit) || (isReturnStatement(exit) && isRejection(exit.expression)));
    if (failing !== undefined) return { node: failing, how: 'throws' };
  }
  return undefined;
}

function isRejection(expression: ts.Expression | undefined): boolean {
  return expression !== undefined && isCallExpression(expression) && dottedName(expression.expression) === 'Promise.reject';
}

function guardBetween(ground: Ground, way: readonly ChainStep[]): ReturnType<typeof guardIn> {
  for (const { between } of way) {
    for (const { unit, lines } of between) {
      const guard = guardIn({ ...ground, unit }, lines.filter((line) => isStatement(line)));
      if (guard !== undefined) return guard;
    }
  }
  return undefined;
}

/** A line in a callback that is there for what it does with the value: `setToken(token)`. What the second does may rest on it, whatever bodies can be seen of the two. */
function changedBetween(ground: Ground, way: readonly ChainStep[], taint: Taint): ts.Node | undefined {
  for (const { between } of way) {
    for (const { lines } of between) {
      const line = lines.find((one) => setsWith(ground, one, taint));
      if (line !== undefined) return line;
    }
  }
  return undefined;
}

/** Only asked, and given to nothing that is started: the condition of a choice. */
function isCondition(use: ts.Node, node: ts.Node): boolean {
  for (let at = use; at !== node && !isSourceFile(at); at = at.parent) if (isConditionalExpression(at.parent) && at.parent.condition === at) return true;
  return false;
}

/** Drivers of browsers and pages, and queries of a page's elements, that have a `then` of their own: one command after the other. */
const queues = /^(cy|Cypress|driver|browser|page|element|wd|webdriver|\$|\$\$|jQuery|I)$/;

function isQueue(node: ts.Node): boolean {
  const root = firstToken(node);
  return isIdentifier(root) && queues.test(root.text);
}
