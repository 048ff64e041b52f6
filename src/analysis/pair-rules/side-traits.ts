/** What several rules ask of a side: whether it only says that something is done, loads a module, is a step, takes a lock, asks another program or service, or keeps something under a key of its own. */
import ts from 'typescript';
import { withoutChain } from '../awaits.ts';
import { receiverName } from '../effects/call-site.ts';
import { keyText } from '../effects/collector.ts';
import { isLock } from '../effects/conflict.ts';
import { isOfLock } from '../effects/declarations.ts';
import type { Effect } from '../effects/effect.ts';
import { readName, wordsOf } from '../effects/names.ts';
import { usesIn } from '../flow.ts';
import type { Ground } from '../verdict.ts';
import type { Side } from './side.ts';
import { callOf, isWithin } from './side.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isCallExpression, isFunctionExpression, isIdentifier, isPropertyAccessExpression, isStringLiteralLike } = ts;

/** Verbs that say that something is done, and not what. */
export const vague = /^(run|exec|execute|process|handle|perform|invoke|apply|trigger|start|launch|do|call)(?![a-z])/;

/** Verbs of calls that begin or end something, or wait for it. */
export const stepVerbs = /^\$?(connect|disconnect|open|close|begin|commit|rollback|lock|unlock|acquire|release|init|initialize|initialise|start|stop|destroy|dispose|shutdown|flush|drain|end|quit|ready|setup|teardown|login|logout|launch|once|wait|sleep|delay|pause|resume|join|settled|finished|setTimeout|setImmediate|whenReady|bootstrap|terminate|kill)(?![a-z])/;

/** Things that are kept outside the program, where one row or message may refer to another. */
export const storeKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'transaction', 'connection']);

/** `await import('./parser')`, for what it gives. */
export function isLoading(side: Side): boolean {
  const call = side.binds ? callOf(side) : undefined;
  const name = call?.expression.kind === SyntaxKind.ImportKeyword ? call.arguments[0] : undefined;
  // Which module a name that is made up on the way stands for is not known: a plug-in is not loaded in passing.
  return name !== undefined && isStringLiteralLike(name);
}

/** `const release = await lock.acquire()`, `mkdir(`${file}.lock`)`: what follows must not begin before the lock is had, whatever its value is taken for. */
export function takesHold(ground: Ground, side: Side): boolean {
  if (side.summary.writes.some((made) => isLockFolder(made, side))) return true;
  const call = side.site.operand !== undefined ? withoutChain(side.site.operand) : undefined;
  // What is run in the lock is over with it.
  if (call === undefined || side.name === undefined || !isCallExpression(call) || call.arguments.some((argument) => isArrowFunction(argument) || isFunctionExpression(argument))) return false;
  const declared = ground.effects.declared(call)?.node;
  if (declared !== undefined && isOfLock(declared)) return readName(side.name, { waited: true, bare: false }).says !== 'read';
  // As what a lock does is to wait for a turn that others give up.
  const isTurn = side.summary.begun.length > 0 && /^(acquire|lock)/i.test(side.name);
  return isTurn || isNamedLocking(side.name, call.expression) || givesRelease(ground, side);
}

/** A folder that must not be there yet, and that is left there. */
function isLockFolder({ needsFolder, resource: { key } }: Effect, { summary: { writes } }: Side): boolean {
  return needsFolder === true && isLock(key?.at(-1)) && !writes.some((other) => other.idempotent !== true && keyText(other.resource.key) === keyText(key));
}

/** `lock(file)`, `acquireLease()`; but a pool gives one of many, and `acquireToken` asks for something. */
function isNamedLocking(name: string, callee: ts.Expression): boolean {
  const [verb = '', ...more] = wordsOf(name);
  if (verb === 'lock') return true;
  if (name === 'acquire') return !wordsOf(receiverName(callee) ?? '').some((word) => /^(pools?|connections?|clients?)$/.test(word));
  return /^(acquire|obtain|take|grab|hold|claim|enter)$/.test(verb) && more.some((word) => /^(lock|mutex|semaphore|lease)$/.test(word));
}

/** What is taken is called by its name to let go of it. */
function givesRelease({ bound }: Ground, { node }: Side): boolean {
  return /\b(release|unlock)/.test(bound.file.text.slice(node.pos, node.end)) && usesIn(bound, node.pos, node.end).some(({ flow, binding }) => flow === 'declare' && /^(release|unlock)/.test(binding.name) && binding.uses.some((use) => isCallExpression(use.node.parent) && use.node.parent.expression === use.node));
}

/** A function that is named as a reader and posts to a service asks it something: GraphQL and many RPCs read by POST. A statement of SQL that cannot be read, in one, is a query. */
export function isRemoteRead({ says, binds, node, summary, plain, asked }: Side, effect: Effect): boolean {
  const { kind, key, serial } = effect.resource;
  const isUnread = plain && !asked.some((name) => wordsOf(name).includes('query')) && kind === 'table' && key === undefined && summary.reads.some(({ where, resource }) => resource.kind === 'table' && resource.key === undefined && where.path === effect.where.path && where.start === effect.where.start);
  return !isWithin(effect.where, node) && (kind === 'host' || kind === 'process' || isUnread) && !serial && binds && says === 'read';
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
