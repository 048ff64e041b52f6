/** May the rounds of a reduction overlap? It is asked as of the loop that it stands for: what a round does with the promise of those before it is what it may carry. */
import ts from 'typescript';
import type { Site } from './awaits.ts';
import { sitesOf } from './awaits.ts';
import type { ChainStep } from './chains.ts';
import { taintAll } from './chain-verdict.ts';
import { merge } from './effects/effect.ts';
import { firstTainted, propagate, propagateAll, Taint } from './flow.ts';
import { inBatches } from './loop-rules/form.ts';
import { inFlight, judgeRounds } from './loop-verdict.ts';
import { carriedInto, replacedAndFilled, shapeOf, type Carried } from './loops.ts';
import type { LoopVerdict } from './model.ts';
import type { Reduction } from './reductions.ts';
import { asLoop, standIn } from './reductions.ts';
import { unwrap } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isStatement } = ts;

/** `around` is the ground of the function that holds the reduction. */
export function judgeReduction(around: Ground, reduction: Reduction): Judgement<LoopVerdict> {
  const { bound, effects, places } = around;
  const { unit, former, steps, word } = reduction;
  const ground: Ground = { ...around, unit };
  const loop = asLoop(reduction);
  const sites = steps.length > 0 ? steps.map((step) => siteOf(step, loop.statement)) : sitesOf(unit, bound).filter(({ operand }) => operand === undefined || bound.useOf.get(operand)?.binding !== former);
  const awaiting = { loop, sites };
  const replaced = replacedAndFilled(bound, loop);
  if (replaced !== undefined) return decided('carried', { kind: 'data', place: places.of(replaced.node), message: `\`${replaced.binding.name}\` gets another value here, and other iterations add to it: which of them count depends on their order.` });
  const carried = steps.length > 0 ? carriedOn(ground, reduction) : carriedInto(bound, unit, loop, effects, former);
  if (carried !== undefined) return decided('carried', { kind: 'data', place: places.of(carried.use.node), message: sentence(carried, reduction) });
  const shape = shapeOf(ground, loop, sites);
  if (shape.type === 'pause') return decided('effect', { kind: 'effect', place: places.of(shape.node), message: 'The iterations pause here on purpose.' });
  const flight = steps.length > 0 ? merge(steps.flatMap(({ node, between }) => [...between.flatMap(({ lines }) => lines), node]).map((node) => effects.of(node))) : inFlight(ground, loop);
  const judged = { ...judgeRounds(ground, awaiting, flight, word), fixSafe: false };
  return shape.type === 'chunked' ? inBatches(judged) : judged;
}

function sentence({ use: { binding }, name }: Carried, { callback, former }: Reduction): string {
  const used = binding.name;
  const isGiven = binding.scope.node.pos >= callback.pos && binding.scope.node.end <= callback.end;
  if (used === name) return isGiven ? `\`${used}\` is needed here: what the iterations before gave.` : `\`${used}\` is needed here, and a former iteration has changed it.`;
  return `\`${used}\` is needed here, and it is made from \`${name}\`, which ${isGiven || name === former.name ? 'holds what the iterations before gave' : 'a former iteration has changed'}.`;
}

/** Of `p.then((before) => f(before, x))`: where a round starts something with what it is given. */
function carriedOn({ bound }: Ground, { former, steps, callback }: Reduction): Carried | undefined {
  const taint = new Taint(bound);
  taint.add(former, [], former.name);
  for (const use of bound.uses) {
    // Variables around that the rounds change.
    if (use.flow !== 'read' && use.node.pos >= callback.pos && use.node.end <= callback.end && !(use.binding.scope.node.pos >= callback.pos && use.binding.scope.node.end <= callback.end) && use.binding.kind !== 'global') taint.add(use.binding, [], use.binding.name);
  }
  for (const step of steps) {
    if (step === steps[0]) for (const parameter of step.given) taintAll({ bound }, parameter, taint);
    for (const line of step.between.flatMap(({ lines }) => lines)) {
      if (isStatement(line)) propagate(bound, line, taint);
      else propagateAll(bound, line, taint);
    }
    const found = firstTainted(step.node, taint);
    if (found !== undefined) return { use: found.use, name: found.origin };
  }
  return undefined;
}

/** What a round waits for, as an await that the loop would have in its place: in a statement of its own where nobody takes its value. */
function siteOf({ id, node, operand, form, taken }: ChainStep, statement: ts.Statement): Site {
  const call = operand ?? (node as ts.Expression);
  const awaited = ts.factory.createAwaitExpression(call);
  const holder = standIn(taken ? ts.factory.createReturnStatement(awaited) : ts.factory.createExpressionStatement(awaited), call, statement.parent);
  return { id, node: standIn(awaited, call, holder), operand: unwrap(call), form, mode: 'sequential' };
}
