/** Awaits that stand in one expression. */
import ts from 'typescript';
import type { Site } from './awaits.ts';
import { firstTainted, isConditional, Taint } from './flow.ts';
import { type Access, accessOf } from './access.ts';
import { changes } from './clash.ts';
import type { PairVerdict } from './model.ts';
import { judgeAwaits } from './pair-effects.ts';
import type { Bound } from './scopes.ts';
import { inRange, lowerBound } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, likely } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isAwaitExpression } = ts;

/** The awaits of a plain statement that stand side by side, by what holds them: the statement, or an await around them. None that a condition decides upon. */
export function sideBySide(sites: readonly Site[], statement: ts.Node): Site[][] {
  if (sites.length < 2) return [];
  const holders = new Map<ts.Node, Site[]>();
  /** The holder of what stands here; null where a condition decides. A sum of thousands is as deep as it is long, and no part of it is climbed twice. */
  const known = new Map<ts.Node, ts.Node | null>();
  for (const site of sites) {
    if (!isAwaitExpression(site.node) || site.form === 'deferred') continue;
    const climbed: ts.Node[] = [];
    let holder: ts.Node | null = null;
    for (let node: ts.Node = site.node; ; node = node.parent) {
      const before = known.get(node);
      if (before !== undefined) {
        holder = before;
        break;
      }
      climbed.push(node);
      if (isConditional(node)) break;
      if (node.parent === statement || isAwaitExpression(node.parent)) {
        holder = node.parent;
        break;
      }
    }
    for (const node of climbed) known.set(node, holder);
    if (holder === null) continue;
    const list = holders.get(holder);
    if (list === undefined) holders.set(holder, [site]);
    else list.push(site);
  }
  return [...holders.values()].filter((list) => list.length > 1);
}

/** What the first sets on its way, and what is called between the two, may be needed by the second. */
export function judgeBeside(ground: Ground, first: Site, second: Site): Judgement<PairVerdict> {
  const { bound, unit, places, effects } = ground;
  const taint = new Taint(bound);
  let whole: ts.Node = first.node;
  while (whole.end < second.node.end) whole = whole.parent;
  // `[(user = await a()), await b(user)]`: what is set stands before the await that gives it.
  for (const { use, path } of settingsIn(bound, whole.pos, second.node.pos)) taint.add(use.binding, path, use.binding.name);
  const flow = firstTainted(second.node, taint);
  if (flow !== undefined) return decided('data', { kind: 'data', place: places.of(flow.use.node), message: `\`${flow.use.binding.name}\` is used here, and it is set before.` });
  const between = inRange(unit.calls, first.node.end, second.node.pos).find((call) => call.end <= second.node.pos && changes(ground, effects.of(call)));
  if (between !== undefined) return likely('effect', { kind: 'effect', place: places.of(between), message: 'This is called between the two.' });
  return judgeAwaits(ground, first, second);
}

/** Accesses of a file that change something, in source order: few, where an expression of thousands of awaits would look through all uses for every two of them. */
function settingsIn(bound: Bound, start: number, end: number): readonly Access[] {
  const all = (bound.settings ??= bound.uses.map(accessOf).filter((access) => access.flow !== 'read'));
  return all.slice(lowerBound(all, start + 1, ({ use }) => use.node.end), lowerBound(all, end + 1, ({ use }) => use.node.end));
}
