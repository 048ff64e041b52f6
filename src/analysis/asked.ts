/** What a piece of code asks for, by the names of the calls that it waits for: through `Promise.all`, through wrappers that run what they are given, and through `useCase.execute(…)`. */
import ts from 'typescript';
import { combinatorOf, withoutChain } from './awaits.ts';
import { receiverName } from './effects/call-site.ts';
import { readName, wordsOf, type NameSays } from './effects/names.ts';
import type { Bound } from './scopes.ts';
import { methodName, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isArrayLiteralExpression, isArrowFunction, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isExpressionStatement, isFunctionExpression, isPropertyAccessExpression, isReturnStatement, isSpreadElement, isStringLiteralLike, isTemplateExpression } = ts;

/** Methods that carry out what their object is named after: `getFeatureFlag.execute(command)`. */
const carriers = /^(execute|exec|run|call|invoke|handle|perform|mutate|mutateAsync)$/;

/** Functions that run what they are given, with something around it: again after a failure, with a limit of time, measured. */
const wrappers = /^(with[A-Z]|try|retry|attempt|execute|run|call|measure|trace|timed|time|instrument|timeout|pTimeout|pRetry|backOff|wrap|catch|to|safe|settle|handle|until|limit|memoize|cached|dedupe|once)/;

/** Methods that are given a statement of SQL. */
const queries = /^(query|execute|exec|run|all|get|raw|unsafe)$/;

/** Wrappers inside one another are followed so far. */
const deepest = 4;

/** One name for each call that is waited for; an empty one where it has none. */
export function askedNames(expression: ts.Expression, bound: Bound, depth = 0): readonly string[] {
  const base = unwrap(withoutChain(unwrap(expression)));
  const combinator = combinatorOf(base, bound);
  if (combinator !== undefined) return namesOfMembers(combinator.members, bound, depth);
  if (!isCallExpression(base)) return [''];
  const callee = unwrap(base.expression);
  const name = methodName(callee) ?? '';
  // Of `client.put(row).promise()` the call before says what is begun.
  if (name === 'promise' && isPropertyAccessExpression(callee) && isCallExpression(unwrap(callee.expression))) return askedNames(callee.expression, bound, depth);
  // `connection.execute('select …')`: what is asked for stands in the text.
  if (queries.test(name) && isReadingSql(base.arguments[0])) return ['select'];
  if (/^(request|api|call|send|http)$/.test(name) && base.arguments.some((argument) => isStringLiteralLike(argument) && /^(get|head)$/i.test(argument.text))) return ['fetch'];
  // `updateOrder(scope).run(input)` as well.
  const receiver = carriers.test(name) ? receiverName(callee) : undefined;
  if (depth < deepest && wrappers.test(name)) {
    // What `getFlag.execute(FlagCommand.create(…))` is given is a value, no promise.
    const run = base.arguments.flatMap((argument) => (receiver !== undefined && isCallExpression(unwrap(argument)) ? [] : (ranBy(argument) ?? [])));
    const [only] = run;
    if (only !== undefined && run.length === 1) return askedNames(only, bound, depth + 1);
  }
  return [receiver !== undefined && wordsOf(receiver).length > 1 ? receiver.replace(/^_/, '').replace(/(UseCase|Usecase|Command|Query|Service|Handler|Presenter)$/, '') : name];
}

/** Whether the text, as far as it is written out, begins a statement that only reads. */
function isReadingSql(text: ts.Expression | undefined): boolean {
  if (text === undefined) return false;
  let node = unwrap(text);
  while (isBinaryExpression(node)) node = unwrap(node.left);
  const begin = isStringLiteralLike(node) ? node.text : isTemplateExpression(node) ? node.head.text : '';
  return /^\s*(select|pragma|show|explain|describe)\s/i.test(begin) && !/\binto\b|\bfor\s+update\b/i.test(text.getText());
}

/** Whether a call runs functions that it is given, by its name: `io.runTask(key, async () => { … })`. */
export function isRunner(call: ts.CallExpression): boolean {
  return wrappers.test(methodName(call.expression) ?? '') && call.arguments.some((argument) => isArrowFunction(unwrap(argument)) || isFunctionExpression(unwrap(argument)));
}

function namesOfMembers(members: ts.Expression | undefined, bound: Bound, depth: number): readonly string[] {
  if (members === undefined || depth >= deepest) return [''];
  if (isArrayLiteralExpression(members)) return members.elements.flatMap((element) => (isSpreadElement(element) ? namesOfMembers(unwrap(element.expression), bound, depth + 1) : askedNames(element, bound, depth + 1)));
  if (!isCallExpression(members) || methodName(members.expression) !== 'map') return [''];
  const [callback] = members.arguments;
  if (callback === undefined) return [''];
  const run = ranBy(callback);
  if (run !== undefined) return askedNames(run, bound, depth + 1);
  // `async (row) => { const found = await find(row.id); rows.push(found); }`
  const { awaits, exits } = bound.unitOf.get(unwrap(callback)) ?? { awaits: [], exits: [] };
  const awaited = awaits.flatMap((wait) => (isAwaitExpression(wait) ? [wait.expression] : []));
  // A call that it gives back is waited for as well.
  const given = exits.flatMap((exit) => (isReturnStatement(exit) && exit.expression !== undefined && isCallExpression(unwrap(exit.expression)) ? [exit.expression] : []));
  if (awaited.length > 0) return [...awaited, ...given].flatMap((one) => askedNames(one, bound, depth + 1));
  return [methodName(callback) ?? ''];
}

/** The call that running an argument comes to: `() => load(id)`, `async () => { return await load(id); }`, or the promise `load(id)` itself. */
function ranBy(argument: ts.Expression): ts.CallExpression | undefined {
  let node = unwrap(argument);
  if (isArrowFunction(node) || isFunctionExpression(node)) {
    const only = isBlock(node.body) ? (node.body.statements.length === 1 ? node.body.statements[0] : undefined) : undefined;
    const value = isBlock(node.body) ? (only !== undefined && (isReturnStatement(only) || isExpressionStatement(only)) ? only.expression : undefined) : node.body;
    if (value === undefined) return undefined;
    node = unwrap(value);
    if (isAwaitExpression(node)) node = unwrap(node.expression);
  }
  return isCallExpression(node) ? node : undefined;
}

/** What all of the names say together: the least harmless of them. */
export function sayTogether(names: readonly string[], bare: boolean): NameSays {
  const all = names.map((name) => (name === '' ? 'nothing' : readName(name, { waited: true, bare }).says));
  return (['write', 'nothing', 'guard', 'read', 'pure'] as const).find((says) => all.includes(says)) ?? 'nothing';
}
