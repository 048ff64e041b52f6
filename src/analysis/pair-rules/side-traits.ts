/** What several rules ask of a side: whether it only says that something is done, loads a module, is a step, takes a lock, asks another program or service, or keeps something under a key of its own. */
import ts from 'typescript';
import { receiverName } from '../effects/call-site.ts';
import { isOfLock } from '../effects/declarations.ts';
import type { Effect } from '../effects/effect.ts';
import { wordsOf } from '../effects/names.ts';
import { isFunctionNode } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';
import type { Side } from './side.ts';
import { callOf, isWithin } from './side.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isIdentifier, isPropertyAccessExpression, isStringLiteralLike } = ts;

/** Verbs that say that something is done, and not what. */
export const vague = /^(run|exec|execute|process|handle|perform|invoke|apply|trigger|start|launch|do|call)(?![a-z])/;

/** Verbs of calls that begin or end something, or wait for it. */
export const stepVerbs = /^\$?(connect|disconnect|open|close|begin|commit|rollback|lock|unlock|acquire|release|init|initialize|initialise|start|stop|destroy|dispose|shutdown|flush|drain|end|quit|ready|setup|teardown|login|logout|launch|once|wait|sleep|delay|pause|resume|join|settled|finished|setTimeout|setImmediate|whenReady|bootstrap|terminate|kill)(?![a-z])/;

const lockVerbs = /^(?:try)?(?:acquire|lock|enter|obtain|take|wait)(?![a-z])/i;

/** `await mutex.acquire()`: by the name of the call or of what it is asked of, by its class, or as it waits for a turn that others give up. One that is given a function holds the lock no longer than that runs. */
export function takesALock({ effects }: Ground, side: Side): boolean {
  const call = callOf(side);
  const { name = '', summary: { begun } } = side;
  if (call === undefined || call.arguments.some((argument) => isFunctionNode(unwrap(argument)))) return false;
  if (/^(?:acquire|take|obtain|get|enter)\w*(?:Lock|Mutex|Semaphore)$/.test(name)) return true;
  if (!lockVerbs.test(name)) return false;
  const declared = effects.declared(call);
  return /(?:mutex|semaphore|lock|lockfile)$/i.test(receiverName(call.expression) ?? '') || (declared !== undefined && isOfLock(declared.node)) || (begun.length > 0 && /^(?:acquire|lock)/i.test(name));
}

/** Things that are kept outside the program, where one row or message may refer to another. */
export const storeKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'transaction', 'connection']);

/** `await import('./parser')`, for what it gives. */
export function isLoading(side: Side): boolean {
  const call = side.binds ? callOf(side) : undefined;
  const name = call?.expression.kind === SyntaxKind.ImportKeyword ? call.arguments[0] : undefined;
  // Which module a name that is made up on the way stands for is not known: a plug-in is not loaded in passing.
  return name !== undefined && isStringLiteralLike(name);
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
