/** Functions that keep what they have made: the place is looked at, and filled where it is empty. */
import ts from 'typescript';
import { isFunctionNode, type FunctionNode } from '../scopes.ts';
import { isNothing, unwrap } from '../syntax.ts';
import type { FunctionSummary } from './collector.ts';
import type { Effect } from './effect.ts';
import { givenIn, isFound, isOfFirstComer } from './first-comer.ts';
import type { Frame } from './keys.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, forEachChild, isBinaryExpression, isCallExpression, isElementAccessExpression, isIdentifier, isPrefixUnaryExpression, isPropertyAccessExpression, isReturnStatement, isSourceFile } = ts;

/** A function that keeps its result is short. */
const maxMemoText = 8000;

/** The summary of a function as that of one that keeps its result, where it is one. */
export function asMemo(summary: FunctionSummary, filled: ReadonlySet<string>, node: FunctionNode, frame: Frame): FunctionSummary {
  return withWaits(withoutOwn(settleMemo(summary, filled, node, frame)), node, frame);
}

/** The places that `if (!client) client = make();` fills, with what anybody would put there; what is emptied again, as `busy` is, was no filling. */
export function filledWhereEmpty(node: ts.IfStatement, frame: Frame): readonly ts.Expression[] {
  if (node.elseStatement !== undefined) return [];
  return emptyPlaces(node.expression).filter((place) => {
    const values = valuesOf(node.thenStatement, place.getText(frame.source.file), frame);
    return values.length > 0 && !values.some((value) => isNothing(value) || isOfFirstComer(value, node.pos, frame.source.bound));
  });
}

/**
 * A function that looks whether a place is filled, gives back what is there, and else fills it, keeps its result: filling it twice ends in the same state.
 * Its reads and writes of that place are marked so. What is filled with a value that hangs on who comes first is no such place.
 */
function settleMemo(summary: FunctionSummary, onFirstUse: ReadonlySet<string>, node: FunctionNode, frame: Frame): FunctionSummary {
  const returns = frame.unit.exits.some((exit) => isReturnStatement(exit));
  if ((!returns && onFirstUse.size === 0) || summary.writes.length === 0) return summary;
  const { text } = frame.source.file;
  const start = node.body?.pos ?? node.pos;
  const body = text.slice(start, Math.min(node.end, start + maxMemoText));
  const filled = new Set(onFirstUse);
  const found = new Set<string>();
  for (const effect of returns ? summary.writes : []) {
    if (effect.resource.kind !== 'state' || effect.where.path !== frame.source.path || effect.where.start < start || effect.where.end > node.end) continue;
    const place = effect.text.replace(/\.(set|add)$/, '');
    const before = body.slice(0, effect.where.start - start);
    // Whoever looks at the place names it: most never do, and need no expression made for them.
    if (!before.includes(place)) continue;
    const looked = new RegExp(String.raw`(?:if\s*\([^;{]*|return\s+|\?\?|=\s*)${escape(place)}(?:\.(?:has|get)\b|\s*(?:\)|===|!==|!=|==|\?|\|\||&&|;|\)))`).test(before);
    const givesBack = /return\s+(?:await\s+)?\w/.test(before) || new RegExp(String.raw`return\s+(?:await\s+)?${escape(place)}(?:\.get\(|(?![\w.[(]))`).test(body);
    // A set that is asked before it is added to ends the same whoever adds first.
    const isOnce = effect.text.endsWith('.add') && new RegExp(String.raw`${escape(place)}\.has\(`).test(before) && !new RegExp(String.raw`${escape(place)}\.has\([^;{]*\)\s*\{?\s*throw\b`).test(before);
    if ((!looked && !isOnce) || isTakenBack(place, body)) continue;
    // Who comes first decides what is kept, or what the others are answered.
    if (isFirstComers(effect, start + before.indexOf(place), node, frame, isOnce)) found.add(place);
    else if (givesBack || isOnce) filled.add(place);
  }
  if (filled.size === 0 && found.size === 0) return summary;
  const isAt = (places: ReadonlySet<string>, { resource, where, text }: Effect): boolean => resource.kind === 'state' && where.path === frame.source.path && [...places].some((place) => text.startsWith(place));
  const mark = (effect: Effect): Effect => (isAt(found, effect) ? underAnyKey(effect) : isAt(filled, effect) ? asFilling(effect) : effect);
  // `if (this.table) return this.table;` stands before all else: the rest is done once, whatever it sets.
  const isOnceForAll = [...filled].some((place) => new RegExp(String.raw`^[^{]*\{\s*if\s*\(\s*${escape(place)}\s*\)\s*\{?\s*return\s+${escape(place)}\s*[;}\n]`).test(body));
  // It looks whether something is there, and gives it back: what is done with that, the caller does.
  const look = (effect: Effect): Effect => (filled.has(effect.text) && isAt(filled, effect) ? { ...mark(effect), shallow: true } : mark(effect));
  return { ...summary, memoised: filled.size > 0, reads: summary.reads.map(look), writes: summary.writes.map(isOnceForAll ? inMemoryOnce : mark) };
}

/** `running.delete(key)`, `this.loading = false`: whoever comes meanwhile finds something else than whoever comes afterwards. What is forgotten where it failed is made anew. */
function isTakenBack(place: string, body: string): boolean {
  const text = body.replace(/\bcatch\s*(?:\([^)]*\))?\s*\{[^}]*\}/g, '');
  return new RegExp(String.raw`${escape(place)}(?:\.delete\(|\s*=\s*(?:false|null|undefined)\b)`).test(text);
}

/** Marks the fillings that have waited since the function looked. */
function withWaits(summary: FunctionSummary, node: FunctionNode, { source: { path, file }, unit }: Frame): FunctionSummary {
  if (unit.awaits.length === 0 || !summary.writes.some(({ resource, idempotent }) => resource.kind === 'state' && idempotent === true)) return summary;
  const hasWaited = ({ where, text }: Effect): boolean => {
    const looked = file.text.indexOf(text.replace(/\.(set|add)$/, ''), node.body?.pos);
    return unit.awaits.some((wait) => wait.pos >= looked && (wait.end <= where.start || isGivenTo(wait, where.start)));
  };
  return { ...summary, writes: summary.writes.map((effect) => (effect.resource.kind === 'state' && effect.idempotent === true && effect.where.path === path && effect.where.start >= node.pos && effect.where.end <= node.end && hasWaited(effect) ? { ...effect, afterWait: true } : effect)) };
}

/** `client = wrap(await connect())`, of what stands at the start. */
function isGivenTo(wait: ts.Node, start: number): boolean {
  let node = wait;
  while (!isFunctionNode(node.parent) && !isSourceFile(node.parent) && !(isBinaryExpression(node.parent) && node.parent.right === node && node.parent.left.getStart() === start)) node = node.parent;
  return isBinaryExpression(node.parent);
}

/** A promise at a place that is only filled where it is empty was begun by the call that fills it, which was seen. */
function withoutOwn(summary: FunctionSummary): FunctionSummary {
  const filled = summary.begun.length === 0 ? [] : summary.writes.filter(({ resource, idempotent }) => resource.kind === 'state' && idempotent === true);
  if (filled.length === 0) return summary;
  return { ...summary, begun: summary.begun.filter(({ where, text }) => !filled.some((effect) => effect.where.path === where.path && (effect.text === text || text.startsWith(`${effect.text.replace(/\.set$/, '')}.get`)))) };
}

/** The places that a condition finds empty: `!client`, `this.token === undefined`, alone or joined by `&&`. */
function emptyPlaces(condition: ts.Expression): ts.Expression[] {
  const node = unwrap(condition);
  if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) return placeIn(node.operand);
  if (!isBinaryExpression(node)) return [];
  switch (node.operatorToken.kind) {
    case SyntaxKind.AmpersandAmpersandToken:
      return [...emptyPlaces(node.left), ...emptyPlaces(node.right)];
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
      return isNothing(node.right) ? placeIn(node.left) : [];
    default:
      return [];
  }
}

function placeIn(expression: ts.Expression): ts.Expression[] {
  const node = unwrap(expression);
  return isIdentifier(node) || isPropertyAccessExpression(node) ? [node] : [];
}

/** The values that the statement assigns to the place that is written so, nested functions left out. */
function valuesOf(node: ts.Node, place: string, frame: Frame): ts.Expression[] {
  if (isFunctionNode(node)) return [];
  const values: ts.Expression[] = [];
  if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken && node.left.getText(frame.source.file) === place) values.push(node.right);
  forEachChild(node, (child) => {
    values.push(...valuesOf(child, place, frame));
  });
  return values;
}

/** Whether what is put into a place that was found empty at `looked` is what only the first to come there has; of a set that is only asked who comes first, whether the answer hangs on that. */
function isFirstComers({ where, text }: Effect, looked: number, { body }: FunctionNode, { source: { bound, file }, unit }: Frame, isOnce: boolean): boolean {
  const find = (node: ts.Node): readonly ts.Expression[] | undefined => {
    if (node.pos > where.start || node.end < where.end) return undefined;
    if (isCallExpression(node) && node.getStart(file) === where.start) return node.arguments;
    if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken && node.left.getStart(file) === where.start) return isElementAccessExpression(node.left) ? [node.left.argumentExpression, node.right] : [node.right];
    return forEachChild(node, find);
  };
  const given = body === undefined ? undefined : find(body);
  const value = given?.at(-1);
  if (given === undefined || value === undefined) return false;
  // `if (seen.has(text)) return undefined; seen.add(text); return file;`
  if (isOnce) return isFound(value, looked, bound) && unit.exits.some((exit) => isReturnStatement(exit) && exit.expression !== undefined);
  const [key] = text.endsWith('.add') || given.length < 2 ? [] : given;
  return isOfFirstComer(value, looked, bound, new Set(key === undefined || isFound(key, looked, bound) ? [] : givenIn(key, bound)));
}

/** An entry whose key only a run decides: two calls may mean the same one, and what they find there they hand on. */
function underAnyKey(effect: Effect): Effect {
  const key = effect.resource.key?.map((part, index) => (index === 0 || typeof part === 'string' || part.parameter !== undefined ? part : { id: `${effect.where.path}:${part.text}`, text: part.text, stable: false }));
  return key === undefined ? effect : { ...effect, resource: { ...effect.resource, key }, ...(effect.access === 'write' ? { always: true } : {}) };
}

export function inMemoryOnce(effect: Effect): Effect {
  return effect.resource.kind === 'state' || effect.resource.kind === 'global' || effect.resource.kind === 'connection' ? asFilling(effect) : effect;
}

/** What is cleared, the other call may have filled. */
function asFilling(effect: Effect): Effect {
  return effect.text.endsWith('.clear') ? effect : { ...effect, idempotent: true };
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
