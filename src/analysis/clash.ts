/** Which of the conflicts between two summaries count: what is only a log line, a kept value filled twice, or another call's own variable does not. */
import ts from 'typescript';
import { accessOf } from './access.ts';
import type { Conflict } from './effects/conflict.ts';
import { conflicts } from './effects/conflict.ts';
import type { Effect, Hole, Summary, Where } from './effects/effect.ts';
import { usesIn } from './flow.ts';
import type { Unit } from './scopes.ts';
import { unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isFunctionDeclaration, isPropertyAccessExpression, isVariableDeclaration } = ts;

export interface Clashes {
  /** Both sides of it were seen, or are known by the catalogue. */
  readonly known: readonly Conflict[];
  /** One side touches something that could not be made out. */
  readonly blind: readonly Conflict[];
}

export function clashesOf(ground: Ground, first: Summary, second: Summary): Clashes {
  const known: Conflict[] = [];
  const blind: Conflict[] = [];
  for (const conflict of conflicts(first, second)) {
    const { first: a, second: b } = conflict;
    // Two questions are in each other's way, wherever they are asked.
    const areAsked = a.resource.kind === 'terminal' && first.prompts && second.prompts;
    if ((isQuiet(a) || isQuiet(b)) && !isLogReadBack(a, b) && !areAsked) continue;
    if (a.resource.kind === 'unknown' || b.resource.kind === 'unknown') blind.push(conflict);
    else if (a.resource.kind === 'state' ? sameState(ground, conflict) && !isFilledByBoth(conflict, first, second) : !(a.resource.kind === 'connection' && isForeign(ground, a, b))) known.push(conflict);
  }
  for (const write of first.writes) {
    if (write.resource.kind !== 'state' || write.idempotent === true || isForeign(ground, write)) continue;
    const reader = [...second.reads, ...second.writes].find((effect) => isKeyedBy(effect, write));
    if (reader !== undefined) known.push({ first: write, second: reader, likeness: 'same', serial: false });
  }
  return { known, blind };
}

/** Whether the effect's key is made with what the other writes: `fetch(`${state.url}/users`)` reads `state.url`. */
function isKeyedBy(effect: Effect, write: Effect): boolean {
  const root = rootOf(write);
  // State is compared as such.
  if (root === undefined || effect.resource.kind === 'state') return false;
  const place = `${root.id}${write.resource.key?.slice(1).map((part) => (typeof part === 'string' ? part : '')).join('') ?? ''}`;
  return effect.resource.key?.some((part) => typeof part === 'object' && (part.id === place || part.id.startsWith(`${place}.`))) ?? false;
}

/** Lines for people, wherever they go: a log may write to a file. */
export function isQuiet(effect: Effect): boolean {
  return effect.resource.kind === 'log' || isMomentary(effect) || /(?:^|[/._-])log(?:s|ger|gers|ging|-file)?(?:\.[cm]?[jt]sx?$|\/)/i.test(effect.where.path);
}

/** What goes to the terminal that the program runs in, as its product may. */
export function isPrinting(callee: string): boolean {
  return /^(console\.(log|info|table|group|dir)|process\.stdout\.write)$/.test(callee);
}

/** What one writes to a file or a table the other reads there: that is no mere line for people, though a file of that name does it. */
function isLogReadBack(a: Effect, b: Effect): boolean {
  return a.access !== b.access && a.resource.kind === b.resource.kind && (a.resource.kind === 'file' || a.resource.kind === 'table' || a.resource.kind === 'cache');
}

/** Set, used and set back before anything waits. */
function isMomentary({ resource, text }: Effect): boolean {
  return resource.kind === 'state' && (text === 'Error.stackTraceLimit' || /[a-z_]\.lastIndex$/i.test(text));
}

/** Two places in memory are one only where their root is one, and no other call's own variable; two lines that add to one list order nothing by that. */
function sameState(ground: Ground, { first, second }: Conflict): boolean {
  if (isAdding(ground, first) && isAdding(ground, second)) return false;
  if (isUnderForeignKey(ground, first) && isUnderForeignKey(ground, second)) return false;
  return rootOf(first)?.id === rootOf(second)?.id && !isForeign(ground, first, second);
}

/** `active.add(instance)` with what a call of another function has made: every call of that has its own entry. A text that was read may be the same for two. */
function isUnderForeignKey(ground: Ground, { resource }: Effect): boolean {
  return resource.key?.slice(1).some((part) => typeof part === 'object' && part.fresh === true && isForeignLocal(ground, part)) ?? false;
}

/** A kept value that both fill where it is missing: whoever comes first, what they read is the same. */
function isFilledByBoth({ first: a, second: b }: Conflict, first: Summary, second: Summary): boolean {
  const fills = (summary: Summary): boolean => summary.writes.some((effect) => effect.idempotent === true && effect.resource.kind === 'state' && rootOf(effect)?.id === rootOf(a)?.id);
  return (a.access === 'read' || a.idempotent === true) && (b.access === 'read' || b.idempotent === true) && fills(first) && fills(second);
}

/** `context.warnings.push(x)`: what is noted for people, or gathered, has no order that anybody goes by. */
const gathering = /\b(warnings?|errors?|diagnostics?|issues|problems|notices|failures|seen|visited)\.(push|add)$/;

function isGathering({ text }: Effect): boolean {
  return gathering.test(text);
}

/** `lines.push(x)` on a variable of the function itself, in its own turn, or what is only gathered, wherever it is. */
export function isAdding(ground: Ground, effect: Effect): boolean {
  const { where, text, access } = effect;
  if (access === 'write' && isGathering(effect)) return true;
  return access === 'write' && isOfUnit(ground, where) && /^\w+\.(push|add|append)$/.test(text) && !isAddedLate(ground, effect);
}

/** `each(file, (text) => { lines.push(text); })`: a list of the function itself is added to by what others call, or by what has waited, and so is in the order in which they come to it. */
export function isAddedLate(ground: Ground, { where, text, access }: Effect): boolean {
  if (access !== 'write' || !isOfUnit(ground, where) || !/^\w+\.(push|unshift|append)$/.test(text)) return false;
  const added = usesIn(ground.bound, where.start, where.end)[0];
  return added?.binding.scope.unit === ground.unit && !runsInTurn(ground, added.unit, accessOf(added).call?.end ?? where.end);
}

function isOfUnit({ path, unit }: Ground, where: Where): boolean {
  return where.path === path && where.start >= unit.node.pos && where.end <= unit.node.end;
}

/** Whether a line of a function inside the judged one runs as the lines around it come to it: the function has not waited by then, and is called there, or by a method of a list. */
function runsInTurn(ground: Ground, inner: Unit, end: number): boolean {
  if (inner === ground.unit) return true;
  if (inner.parent === undefined || inner.awaits.some(({ pos }) => pos < end)) return false;
  const { node, node: { parent } } = inner;
  if (isCallExpression(parent)) {
    const callee = unwrap(parent.expression);
    const isCalled = callee === node || (isPropertyAccessExpression(callee) && /^(forEach|map|flatMap|filter|some|every|find|findIndex|reduce|sort|replace|replaceAll)$/.test(callee.name.text));
    return isCalled && runsInTurn(ground, inner.parent, parent.end);
  }
  const name = isFunctionDeclaration(node) ? node.name : isVariableDeclaration(parent) ? parent.name : undefined;
  const binding = name === undefined ? undefined : ground.bound.useOf.get(name)?.binding;
  return binding?.uses.every((use) => use.flow === 'declare' || (isCallExpression(use.node.parent) && use.node.parent.expression === use.node && (use.unit === inner || runsInTurn(ground, use.unit, use.node.end)))) === true;
}

function isForeign(ground: Ground, ...effects: readonly Effect[]): boolean {
  return effects.some((effect) => {
    const root = rootOf(effect);
    return root === undefined || (isForeignLocal(ground, root) && !isKept(effect, root));
  });
}

/**
 * Whether the variable is one that a function inside its own function changes: that one may have been handed out, as the method of what a factory makes, and
 * then every call of it meets the same variable. What a function does to its own variables while it runs is no part of its summary.
 */
function isKept({ where }: Effect, { id }: Hole): boolean {
  return id.startsWith(`${where.path}:`) && Number(/^\d+/.exec(id.slice(where.path.length + 1))?.[0]) < where.start;
}

export function rootOf({ resource }: Effect): Hole | undefined {
  const root = resource.key?.[0];
  return typeof root === 'object' ? root : undefined;
}

/** A variable of another function than the one judged: every call of that has its own. */
export function isForeignLocal({ path, unit }: Pick<Ground, 'path' | 'unit'>, hole: Hole): boolean {
  const match = /:(\d+)(?:\.|$)/.exec(hole.id);
  if (match === null) return false;
  const at = Number(match[1]);
  return !(hole.id.startsWith(`${path}:`) && at >= rangeOf(unit).start && at < rangeOf(unit).end);
}

/** Variables of the functions around are shared, like those of the unit itself. */
function rangeOf(unit: Ground['unit']): { readonly start: number; readonly end: number } {
  let outermost = unit;
  while (outermost.parent?.parent !== undefined) outermost = outermost.parent;
  return { start: outermost.node.pos, end: outermost.node.end };
}

/** Whether the summary changes anything that somebody else could notice. */
export function changes(ground: Ground, summary: Summary): boolean {
  return summary.writes.some((effect) => isNoticed(ground, effect));
}

/** Whether it leaves nothing behind outside the program's own memory, were it done in vain: `mkdir -p` may be done twice, but not for nothing, and what was opened is closed by nobody. */
export function leavesNothing(ground: Ground, summary: Summary): boolean {
  return !summary.opens && !changes(ground, summary) && summary.writes.every((effect) => isQuiet(effect) || isOwnAnswer(effect) || effect.resource.kind === 'state' || effect.resource.kind === 'global');
}

/** A page is one device: two looks at it are in nobody's way, but how it takes them at once is its driver's affair. */
export function looksAtPage({ reads }: Summary): boolean {
  return reads.some(({ resource }) => resource.kind === 'page');
}

export function isNoticed(ground: Ground, effect: Effect): boolean {
  return !isQuiet(effect) && effect.idempotent !== true && !(effect.resource.kind === 'state' && isForeign(ground, effect)) && !isOwnAnswer(effect);
}

/** Taking the body of an answer to a request of its own: nobody else has it. */
export function isOwnAnswer(effect: Effect): boolean {
  return effect.resource.kind === 'connection' && rootOf(effect)?.fresh === true && /\.(json|text|arrayBuffer|blob|bytes|formData)$/.test(effect.text);
}
