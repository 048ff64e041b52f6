/** What two statements are about, where one changes something that cannot be followed: the same object, or different things as far as their words go. */
import ts from 'typescript';
import { namesChange, wordsOf } from '../effects/names.ts';
import { usesIn } from '../flow.ts';
import { onlyStatement } from '../guards.ts';
import type { Binding, Bound } from '../scopes.ts';
import type { Side } from './side.ts';
import { callOf, isBare } from './side.ts';
import { vague } from './side-traits.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isAwaitExpression, isCallExpression, isElementAccessExpression, isIdentifier, isNewExpression, isObjectLiteralExpression, isPropertyAccessExpression, isStatement, isStringLiteralLike, isVariableDeclaration } = ts;

/** Words that are about nothing, or about everything. */
const empty = new Set(['this', 'self', 'by', 'id', 'ids', 'for', 'from', 'to', 'of', 'with', 'and', 'or', 'all', 'many', 'one', 'first', 'unique', 'the', 'if', 'needed', 'async', 'service', 'repository', 'repo', 'manager', 'store', 'helper', 'helpers', 'utils', 'model', 'models', 'api', 'client', 'db', 'database', 'prisma', 'data', 'info', 'list', 'new', 'current', 'last', 'parent', 'type', 'use', 'case', 'command', 'query', 'controller', 'provider', 'handler', 'remote', 'object', 'get', 'find', 'fetch', 'load', 'read']);

/** Changes that others wait for, whatever they are called after. */
const broad = /^(ensure|init|initialize|initialise|setup|migrate|sync|connect|refresh|reload|reset|seed|install|build|prepare|configure|register|subscribe|wait|await|begin|end|finish|complete|commit|flush|invalidate|clear|revalidate|navigate|click|press|fill|goto|open|close|send|emit|publish|notify|dispatch|log|track|record|report|mark|write|print|show|render)(?![a-z])/;

/** Whether the one names a change and the other a plain reader, their words have nothing in common, and nothing is handed to both. */
export function areAboutOtherThings({ bound }: Ground, changing: Side, reading: Side): boolean {
  if (!reading.plain || changing.says !== 'write') return false;
  const [change, read] = [changing, reading].map(onlyCall);
  if (change === undefined || read === undefined || vague.test(change.name) || broad.test(change.name) || !namesChange(change.name) || /prompt/i.test(change.name)) return false;
  const [its, others] = [wordsAbout(change), wordsAbout(read)];
  if (its.size === 0 || others.size === 0 || [...its].some((word) => others.has(word))) return false;
  // Both are given the same thing: the one may look at what the other does with it.
  const given = new Set(rootsIn(bound, change.call));
  return !rootsIn(bound, read.call).some((binding) => given.has(binding));
}

/** `await fill(request); await send(request);`: an object that the function made, and that the first is handed as it is, for nothing but what it does. */
export function handedToBoth({ bound, unit }: Ground, before: Side, after: Side): Binding | undefined {
  const call = callOf(before);
  if (call === undefined || !(before.bare || (isStatement(before.node) && isBare(onlyStatement(before.node))))) return undefined;
  return rootsIn(bound, call).find((binding) => {
    const declaration = binding.declarations[0]?.parent;
    const made = binding.scope.unit === unit && declaration !== undefined && isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return made !== undefined && isMadeHere(made) && usesIn(bound, after.node.pos, after.node.end).some((use) => use.binding === binding);
  });
}

/** `{ … }`, `new Order()`, `await buildRequest(input)`. */
function isMadeHere(value: ts.Expression): boolean {
  let node = unwrap(value);
  if (isAwaitExpression(node)) node = unwrap(node.expression);
  if (isCallExpression(node)) return /^_?(build|create|make)(?![a-z])/.test(methodName(node.expression) ?? '');
  return isObjectLiteralExpression(node) || isNewExpression(node);
}

interface Named {
  readonly name: string;
  readonly call: ts.CallExpression;
}

/** The one call that the side waits for, by its own name. */
function onlyCall(side: Side): Named | undefined {
  const call = callOf(side);
  const [name] = side.asked;
  return call !== undefined && name !== undefined && side.asked.length === 1 && methodName(call.expression) === name ? { name, call } : undefined;
}

/** What a call is about: the words of its name but the verb, of what it is called on and of what it is given by name. */
function wordsAbout({ name, call }: Named): Set<string> {
  const callee = unwrap(call.expression);
  const words = [...wordsOf(name).slice(1), ...(isPropertyAccessExpression(callee) ? wordsOfReceiver(callee.expression) : []), ...call.arguments.flatMap(wordsIn)];
  return new Set(words.filter((word) => word.length > 1 && !empty.has(word)).map((word) => word.replace(/s$/, '')));
}

/** Of `models.project` only the last says what it is about: both may be had from one place. */
function wordsOfReceiver(expression: ts.Expression): readonly string[] {
  const node = unwrap(expression);
  return isPropertyAccessExpression(node) ? wordsOf(node.name.text) : wordsIn(node);
}

/** Of a chain of names the words of all; of anything else none. */
function wordsIn(expression: ts.Expression): readonly string[] {
  const node = unwrap(expression);
  if (isIdentifier(node) || isStringLiteralLike(node)) return wordsOf(node.text);
  if (isPropertyAccessExpression(node)) return [...wordsIn(node.expression), ...wordsOf(node.name.text)];
  if (isElementAccessExpression(node)) return [...wordsIn(node.expression), ...wordsIn(node.argumentExpression)];
  return isCallExpression(node) ? node.arguments.flatMap(wordsIn) : [];
}

/** Variables that the call is given as they are, and no part of them. */
function rootsIn(bound: Bound, { arguments: given }: ts.CallExpression): readonly Binding[] {
  return given.flatMap((argument) => bound.useOf.get(unwrap(argument))?.binding ?? []);
}
