/** Rules of what one round hands to the next by name. */
import type ts from 'typescript';
import { accessOf } from '../access.ts';
import { carriedInto, handedOn, isAttempt, linkedInto, replacedAndFilled } from '../loops.ts';
import type { LoopVerdict } from '../model.ts';
import { likelyAt } from '../rule.ts';
import type { LoopNode, Use } from '../scopes.ts';
import { shortText } from '../syntax.ts';
import type { Judgement } from '../verdict.ts';
import { decided, likely } from '../verdict.ts';
import type { Loop } from './scene.ts';

/** A list that one branch of a round replaces and another one adds to, though neither looks at what a former round left in it. */
export function replacesAndFills({ ground: { bound, places }, loop }: Loop): Judgement<LoopVerdict> | undefined {
  const replaced = replacedAndFilled(bound, loop);
  return replaced === undefined ? undefined : decided('carried', { kind: 'data', place: places.of(replaced.node), message: `\`${replaced.binding.name}\` gets another value here, and other rounds add to it: which of them count depends on their order.` });
}

/** A round needs what a former one has changed; but the attempts of a retry are known by its form, which `goesInTurn` tells. */
export function carries({ ground, loop, shape }: Loop): Judgement<LoopVerdict> | undefined {
  const { bound, unit, places, effects } = ground;
  const carried = carriedInto(bound, unit, loop, effects);
  if (carried === undefined || ((shape.type === 'leaves' || shape.type === 'pause') && isAttempt(bound, unit, carried, loop))) return undefined;
  const { use, name } = carried;
  const part = shape.type === 'over' ? changedPart(use, loop) : undefined;
  if (part !== undefined) return likelyAt(ground, 'effect', use.node, `\`${accessOf(use).whole.getText()}\` is used here as a whole, and a former round has changed a part of it: \`${shortText(part, bound.file)}\`.`);
  const needed = use.binding.name;
  const message = needed === name ? `\`${needed}\` is needed here, and a former round has changed it.` : `\`${needed}\` is needed here, and it is made from \`${name}\`, which a former round has changed.`;
  return decided('carried', { kind: 'data', place: places.of(use.node), message });
}

/** A member that each round sets of its own element is looked at of another one. Of which, the names do not tell: this is only likely, and variables that certainly hand something on come before. */
export function carriesMember({ ground: { bound, unit, places }, loop }: Loop): Judgement<LoopVerdict> | undefined {
  const linked = linkedInto(bound, unit, loop);
  return linked === undefined ? undefined : likely('carried', { kind: 'data', place: places.of(linked), message: `\`${linked.getText()}\` is needed here, of another element maybe, and a former round has changed that member of its own.` });
}

/** A round looks at what a former one left in a variable, and replaces it, though nothing is awaited with it. */
export function handsOn({ ground: { bound, unit, places }, loop }: Loop): Judgement<LoopVerdict> | undefined {
  const handed = handedOn(bound, unit, loop);
  return handed === undefined ? undefined : decided('carried', { kind: 'data', place: places.of(handed.use.node), message: `\`${handed.name}\` is replaced here by a round that looks at what a former one left in it.` });
}

/** What a loop changes of a thing that the use takes as a whole: that is not what the rounds hand each other, but what all of them work with. */
function changedPart(use: Use, loop: LoopNode): ts.Node | undefined {
  const needed = accessOf(use).path.length;
  const changes = use.binding.uses.filter(({ node }) => node.pos >= loop.statement.pos && node.end <= loop.statement.end).map(accessOf).filter(({ flow }) => flow !== 'read');
  return changes.every(({ path }) => path.length > needed) ? changes[0]?.whole : undefined;
}
