/** What a statement is beside another: harmless, a step, a setting, its own affair, about the same thing. */
import ts from 'typescript';
import { isNoticed, isQuiet, rootOf } from './clash.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect } from './effects/effect.ts';
import { readName, wordsOf } from './effects/names.ts';
import { isPlain, usesIn } from './flow.ts';
import { onlyStatement } from './guards.ts';
import { isKeptAlike, isNoted } from './readers.ts';
import type { Side } from './side.ts';
import { callOf, isBare, isReader, isWithin } from './side.ts';
import { methodName, unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isCallExpression, isIdentifier, isNewExpression, isPropertyAccessExpression, isStatement, isStringLiteralLike } = ts;

/** Verbs that say that something is done, and not what. */
export const vague = /^(run|exec|execute|process|handle|perform|invoke|apply|trigger|start|launch|do|call)(?![a-z])/;

/** Whether one side cannot disturb the other, as far as names may be believed. */
export function isHarmless(ground: Ground, side: Side, other: Side): boolean {
  switch (side.standing) {
    case 'seen':
      // What a plain reader does for its upkeep is no more because it was seen.
      return other.standing === 'seen' || (side.binds && isLoading(other)) || isReader(ground, side, other.summary) || side.summary.writes.every((effect) => !isNoticed(ground, effect) || !farKinds.has(effect.resource.kind));
    case 'reads':
      return true;
    case 'reader':
      return side.binds;
    case 'blind':
      // Of two plain readers between which no conflict was found, what lies below is believed with their names.
      return (side.plain && other.plain) || (side.binds && isLoading(other));
  }
}

/** `await import('./parser')`, for what it gives. */
export function isLoading(side: Side): boolean {
  const call = side.binds ? callOf(side) : undefined;
  const name = call?.expression.kind === SyntaxKind.ImportKeyword ? call.arguments[0] : undefined;
  // Which module a name that is made up on the way stands for is not known: a plug-in is not loaded in passing.
  return name !== undefined && isStringLiteralLike(name);
}

/** All that it does was seen, and it looks at nothing but what the function itself hands it and does not hand to the other: that one may change what it is given. */
export function isComputing({ path, bound, unit }: Ground, { standing, summary, name }: Side, other: Side): boolean {
  if (standing !== 'seen' || name === undefined || stepVerbs.test(name) || summary.writes.length + summary.guards.length > 0) return false;
  return summary.reads.every((effect) => {
    const root = effect.resource.kind === 'state' ? rootOf(effect) : undefined;
    if (root?.id.startsWith(`${path}:`) !== true) return false;
    const at = Number.parseInt(root.id.slice(path.length + 1), 10);
    return at >= unit.node.pos && at < unit.node.end && !usesIn(bound, other.node.pos, other.node.end).some(({ binding }) => binding.name === root.text);
  });
}

/** `await request.json()` in a handler, beside something that is not given the request. */
export function isOwnBody({ bound }: Ground, { site, name }: Side, other: Side): boolean {
  const callee = site.operand === undefined || !isCallExpression(site.operand) || site.operand.arguments.length > 0 ? undefined : unwrap(site.operand.expression);
  if (callee === undefined || name === undefined || !isPropertyAccessExpression(callee) || !/^(text|json|blob|bytes|arrayBuffer|formData)$/.test(name)) return false;
  const receiver = unwrap(callee.expression);
  const root = isPropertyAccessExpression(receiver) ? unwrap(receiver.expression) : receiver;
  const binding = isIdentifier(root) ? bound.useOf.get(root)?.binding : undefined;
  return /^(req|request)$/.test(methodName(receiver) ?? '') && binding?.kind === 'parameter' && !usesIn(bound, other.node.pos, other.node.end).some((use) => use.binding === binding);
}

/** Words that are about nothing. */
const joining = new Set(['with', 'for', 'from', 'and', 'all', 'many', 'one', 'first', 'unique', 'the']);

/** The noun that a reader's and a writer's names share: `getUser` and `updateUser`; but `createMailServer` and `createWebServer` are about two things. */
export function sharedEntity(before: Side, after: Side): string | undefined {
  const [name, other] = [before, after].map((side) => (side.asked.length === 1 && side.asked[0] !== '' ? side.asked[0] : side.name));
  if (name === undefined || other === undefined) return undefined;
  // `executeSearch` says that something is done, and not what.
  const verbs = [name, other].map((one) => (vague.test(one) ? 'nothing' : readName(one, { waited: true, bare: false }).says));
  // A body that was seen is believed before its name.
  if (![before, after].some(({ standing }, index) => verbs[index] === 'write' && standing !== 'reads')) return undefined;
  const [nouns = [], others = []] = [name, other].map((one) => wordsOf(one).slice(1).filter((word) => word.length > 2 && !joining.has(word)).map((word) => word.replace(/s$/, '')));
  const shared = nouns.find((noun) => noun === others[0] || noun === others.at(-1));
  const [own, its] = [nouns.filter((noun) => !others.includes(noun)), others.filter((noun) => !nouns.includes(noun))];
  const areKinds = verbs.every((says) => says === 'write') && own.length > 0 && its.length > 0 && nouns.at(-1) === others.at(-1);
  return areKinds ? undefined : shared;
}

/** Things that are kept outside the program, where one row or message may refer to another. */
export const storeKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'transaction', 'connection']);

/** A change of something that the whole program works with. */
export function isSetting(ground: Ground, effect: Effect): boolean {
  const { kind } = effect.resource;
  return (kind === 'global' || kind === 'connection' || (kind === 'state' && rootOf(effect)?.id.startsWith('global:') === true)) && isNoticed(ground, effect);
}

/** Verbs of calls that begin or end something, or wait for it. */
const stepVerbs = /^\$?(connect|disconnect|open|close|begin|commit|rollback|lock|unlock|acquire|release|init|initialize|initialise|start|stop|destroy|dispose|shutdown|flush|drain|end|quit|ready|setup|teardown|login|logout|launch|once|wait|sleep|delay|pause|resume|join|settled|finished|setTimeout|setImmediate|whenReady|bootstrap|terminate|kill)(?![a-z])/;

/** A statement that is there for its moment: it begins, ends or waits for something, or changes nothing that was seen. */
export function isStep(side: Side): boolean {
  if (side.binds) return false;
  const only = isStatement(side.node) ? onlyStatement(side.node) : undefined;
  if (only !== undefined && !isPlain(only)) return false;
  // `await new Promise((go) => { waiting.push(go); })`: nothing but waiting.
  if (side.site.operand !== undefined && isNewExpression(side.site.operand)) return true;
  if (side.name !== undefined && stepVerbs.test(side.name)) return true;
  return side.standing === 'seen' && !side.summary.writes.some((effect) => !isQuiet(effect)) && side.summary.gaps.length === 0 && (only === undefined ? side.bare : isBare(only));
}

/** The same call for two keys that are written out and differ: `put('a', x)` and `put('b', y)`. */
export function haveOwnKeys(before: Side, after: Side): boolean {
  const [a, b] = [before, after].map(callOf);
  if (a === undefined || b === undefined || before.name !== after.name || !/^(set|put|delete|remove|del|store)/.test(before.name ?? '')) return false;
  if (a.expression.getText() !== b.expression.getText()) return false;
  const [first] = a.arguments;
  const [second] = b.arguments;
  return first !== undefined && second !== undefined && isConstantKey(first) && isConstantKey(second) && first.getText() !== second.getText();
}

/** A text written out, or a member or variable named as constants are. */
function isConstantKey(expression: ts.Expression): boolean {
  if (isStringLiteralLike(expression)) return true;
  const name = isPropertyAccessExpression(expression) ? expression.name.text : isIdentifier(expression) ? expression.text : '';
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

/** Things that a call which cannot be seen may well read: a change of them is not harmless beside it. */
const farKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'transaction', 'connection', 'unknown', 'git', 'page', 'terminal', 'process', 'packages', 'editor', 'global', 'state']);

/** A function that is named as a reader and posts to a service asks it something: GraphQL and many RPCs read by POST. A statement of SQL that cannot be read, in one, is a query. */
export function isRemoteRead({ says, binds, node, summary, plain, asked }: Side, effect: Effect): boolean {
  const { kind, key, serial } = effect.resource;
  const isUnread = plain && !asked.some((name) => wordsOf(name).includes('query')) && kind === 'table' && key === undefined && summary.reads.some(({ where, resource }) => resource.kind === 'table' && resource.key === undefined && where.path === effect.where.path && where.start === effect.where.start);
  return !isWithin(effect.where, node) && (kind === 'host' || kind === 'process' || isUnread) && !serial && binds && says === 'read';
}

export function isSameCall(before: Side, after: Side): boolean {
  const [a, b] = [before, after].map((side) => callOf(side));
  return a !== undefined && a.getText() === b?.getText();
}

/** What both plain readers keep for themselves, deeper than their own lines. */
export function isOwnAffair(before: Side, after: Side, conflict: Conflict): boolean {
  if (before.binds && after.binds && isNoted(conflict, before.summary, after.summary) && !isWithin(conflict.first.where, before.node)) return true;
  return before.plain && after.plain && isDeep(before, conflict.first) && isDeep(after, conflict.second) && isKeptAlike(conflict, before.summary, after.summary);
}

/** Deeper than the statement's own lines; what only names the object that is asked (`this.settings` of `this.settings.get(key)`) is no look into it. */
export function isDeep(side: Side, effect: Effect): boolean {
  if (!isWithin(effect.where, side.node)) return true;
  const callee = callOf(side)?.expression;
  return effect.access === 'read' && callee !== undefined && isPropertyAccessExpression(callee) && callee.expression.getText() === effect.text;
}
