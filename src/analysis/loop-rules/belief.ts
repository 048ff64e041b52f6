/** What is believed of a call in a loop whose doings cannot be seen: by its name, by what it is given and by whether its value is taken. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { askedNames, isRunner } from '../asked.ts';
import type { Site as AwaitedSite } from '../awaits.ts';
import { isBare, outermost, propertyOf, receiverName } from '../effects/call-site.ts';
import type { Effect, Gap, Where } from '../effects/effect.ts';
import { isAny } from '../effects/meaning.ts';
import { isNoun, lastName, readName, readShape } from '../effects/names.ts';
import { usesIn } from '../flow.ts';
import { statementIn, valuesOfRow } from '../row-statements.ts';
import { callAt, isInLoop, isOfOneRound, isOwnWrite, isTheSameRow, usesRound } from '../rounds.ts';
import { isKeptAsideAt } from '../readers.ts';
import type { Bound, LoopNode } from '../scopes.ts';
import { isFunctionNode, isLoopNode } from '../scopes.ts';
import type { AwaitingLoop } from '../statements.ts';
import { inRange, unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';
import { deedOf, isErrand, isMaking, isOf, isOneOfMany, isOwnVerb, stepping, turnVerbs } from './verbs.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayBindingPattern, isBindingElement, isCallExpression, isElementAccessExpression, isExpressionStatement, isForInStatement, isForOfStatement, isIdentifier, isLiteralExpression, isNewExpression, isObjectBindingPattern, isObjectLiteralExpression, isParameter, isPropertyAccessExpression, isPropertyAssignment, isShorthandPropertyAssignment, isTemplateExpression, isVariableDeclaration } = ts;

/**
 * `own`: it does one thing to the round's own element. `taken`: it is given the round's own, and its value is what it is called for. `dropped`: nobody takes its value, so that it is there for what it does.
 * `turn`: what it gives depends on its turn. `blind`: it may be anything.
 */
export type Belief = 'own' | 'taken' | 'dropped' | 'turn' | 'blind';

export function believe(ground: Ground, awaiting: AwaitingLoop, effect: Effect | Gap): Belief {
  const { loop, sites } = awaiting;
  const call = isInLoop(ground, loop, effect.where) ? callAt(loop, effect.where) : undefined;
  // What runs before a round first waits runs in the rounds' order, and so does what runs after it last did.
  if (call !== undefined && !outermost(call).awaited && (call.end <= (sites[0]?.node.pos ?? 0) || call.pos >= settledFrom(awaiting) || holdsLast(awaiting, call))) return 'own';
  // A later cookie of the same name takes the place of an earlier one.
  if (call !== undefined && /^jar$|Jar$/.test(receiverName(call.expression) ?? '')) return 'turn';
  const isOwn = isOwnWrite(ground, awaiting, effect);
  const leading = call === undefined ? sitesOf(ground, awaiting, effect) : [];
  // What it runs is looked at by itself.
  if (isOwn && call !== undefined && isRunner(call)) return 'own';
  if (call === undefined && isKeptAsideAt(effect)) return 'own';
  if (call === undefined && isReplacing(ground, awaiting, effect)) return 'turn';
  const names = call === undefined ? leading.flatMap(({ operand }) => (operand === undefined ? [''] : askedNames(operand, ground.bound))) : [deedOf(effect.text)];
  if (isOwn && names.length > 0 && names.every((name) => isOwnVerb(name, call ?? callIn(leading))) || (isOwn && call === undefined && isOwnVerb(lastName(effect.text), undefined) && !names.some((name) => (isOf(turnVerbs, name) || isOf(stepping, name)) && !isErrand(name)))) return 'own';
  if (call === undefined ? isBelowOwnElement(ground, awaiting, effect) : isOnOwnObject(ground, loop, call) || isOnOwnElement(ground, loop, call)) return 'own';
  if (isOwn && call !== undefined && isRowStatement(ground, loop, call)) return 'own';
  if (isOwn && call !== undefined && isInsert(loop, call)) return isLookedForFirst(ground, loop, call) ? 'turn' : isTaken(ground.bound, call) ? 'taken' : 'own';
  if (isDropped(ground, leading, call)) {
    const calls = call === undefined ? leading.map(({ operand }) => operand) : [call];
    return isOwn && names.length > 0 && names.every((name) => isOneOfMany(name)) && calls.every((one) => one !== undefined && isGivenIds(ground, loop, one)) ? 'own' : 'dropped';
  }
  if ((call !== undefined && isOnSerial(call)) || names.some((name) => isOf(turnVerbs, name))) return 'turn';
  if (!isOwn) return 'blind';
  const says = names.map((name) => isNoun(name) ? 'pure' : readName(name.replace(/^(_|try|safe|maybe)(?=[A-Z])/, ''), { waited: true, bare: false }).says);
  if (says.includes('write') && !names.every((name) => (isMaking(name) && isForOfStatement(loop)) || (name === 'init' && isFactory(call ?? callIn(leading))))) return 'turn';
  return says.every((word) => word === 'read' || word === 'pure') || call === undefined || isDeclared(ground.bound, call.expression, 0) ? 'taken' : 'blind';
}

/** Deep down something is read, changed and written back as a whole: `store.update(key, { ...store.get(key), … })`. */
function isReplacing({ effects }: Ground, { loop }: AwaitingLoop, { text, where }: Effect | Gap): boolean {
  const receiver = /^(.+)\.(set|put|update|write|save)$/.exec(text)?.[1];
  return receiver !== undefined && effects.of(loop.statement).gaps.some((gap) => gap.where.path === where.path && (gap.text === `${receiver}.get` || gap.text === `${receiver}.read` || gap.text === `${receiver}.load`));
}

/** A row for each element: `db.order.create({ data: { id: row.id } })`. Rows that are only counted may be told apart by their order. */
function isInsert(loop: LoopNode, call: ts.CallExpression): boolean {
  const [given] = call.arguments;
  const callee = unwrap(call.expression);
  if (!isForOfStatement(loop) || !isPropertyAccessExpression(callee) || given === undefined || !isObjectLiteralExpression(given)) return false;
  return /^(create|createMany|createOne)$/.test(callee.name.text) && isPropertyAccessExpression(unwrap(callee.expression)) && propertyOf(given, 'data') !== undefined;
}

/** Whether the round looks in the same table before, and not by an id of its own: two rounds may both find the row missing. */
function isLookedForFirst(ground: Ground, loop: LoopNode, makes: ts.CallExpression): boolean {
  const table = (unwrap(makes.expression) as ts.PropertyAccessExpression).expression.getText();
  return inRange(ground.unit.calls, loop.statement.pos, makes.pos).some((looks) => {
    const callee = isCallExpression(looks) ? unwrap(looks.expression) : undefined;
    return callee !== undefined && isPropertyAccessExpression(callee) && callee.expression.getText() === table && readShape(callee.name.text) === 'reads' && !isTheSameRow(ground, loop, looks as ts.CallExpression, makes);
  });
}

/** `db.run('delete from pages where path = ?', [page.path])`, or `db.execute(sql\`update … where id = ${page.id}\`)`: a statement that is written out, with the round's own values in it. */
function isRowStatement(ground: Ground, loop: LoopNode, call: ts.CallExpression): boolean {
  const [text, ...values] = call.arguments;
  if (!isForOfStatement(loop) || text === undefined || !/^(run|exec|execute|query|\$executeRaw\w*)$/.test(lastName(call.expression.getText()))) return false;
  const statement = statementIn(text);
  if (statement === undefined || !changesRows.test(isTemplateExpression(statement) ? statement.head.text : statement.text)) return false;
  return (valuesOfRow(call) ?? values).some((value) => usesRound(ground, loop, value.pos, value.end));
}

const changesRows = /^\s*(replace|insert|delete|update)\b/i;

/** Whether what is called comes from something that is declared with a type: an import that leads nowhere, an undeclared name and an `any` may be anything. */
function isDeclared(bound: Bound, expression: ts.Expression, steps: number): boolean {
  let root = unwrap(expression);
  while (isPropertyAccessExpression(root) || isElementAccessExpression(root) || isCallExpression(root)) root = unwrap(root.expression);
  if (root.kind === SyntaxKind.ThisKeyword) return true;
  const binding = bound.useOf.get(root)?.binding;
  let declaration = binding?.declarations[0]?.parent;
  while (declaration !== undefined && (isBindingElement(declaration) || isObjectBindingPattern(declaration) || isArrayBindingPattern(declaration))) declaration = declaration.parent;
  if (declaration === undefined || steps > 6) return false;
  if (isParameter(declaration)) return declaration.type !== undefined && !isAny(declaration.type);
  if (!isVariableDeclaration(declaration)) return false;
  if (declaration.type !== undefined) return !isAny(declaration.type);
  const { parent } = declaration.parent;
  const from = declaration.initializer ?? (isForOfStatement(parent) || isForInStatement(parent) ? parent.expression : undefined);
  return from !== undefined && (isLiteralExpression(from) || isNewExpression(from) || isDeclared(bound, from, steps + 1));
}

/** From where on nothing of the round waits any more. */
function settledFrom({ loop, sites }: AwaitingLoop): number {
  const last = sites.at(-1)?.node;
  if (last === undefined) return loop.end;
  let { end } = last;
  for (let at: ts.Node = last; at !== loop && !isFunctionNode(at); at = at.parent) if (isLoopNode(at)) ({ end } = at);
  return end;
}

/** `(await cookies()).set(name, value)`: the call itself comes after the last wait of the round. */
function holdsLast({ loop, sites }: AwaitingLoop, call: ts.CallExpression): boolean {
  const last = sites.at(-1)?.node;
  if (last === undefined || last.pos < call.pos || last.end > call.end) return false;
  for (let at: ts.Node = last; at !== loop; at = at.parent) if (isFunctionNode(at) || (isLoopNode(at) && at !== loop)) return false;
  return true;
}

/** The awaits of the loop that lead to an effect inside a callee. */
function sitesOf({ effects }: Ground, { sites }: AwaitingLoop, { where }: Effect | Gap): readonly AwaitedSite[] {
  return sites.filter(({ node }) => {
    const { reads, writes, gaps } = effects.of(node);
    return [reads, writes, gaps].some((list) => list.some((other) => other.where.start === where.start && other.where.path === where.path));
  });
}

/** Of one await that leads to it, the call. */
function callIn(leading: readonly AwaitedSite[]): ts.CallExpression | undefined {
  const operand = leading.length === 1 ? leading[0]?.operand : undefined;
  return operand !== undefined && isCallExpression(operand) ? operand : undefined;
}

/** `engine.register({ instanceId: instance.id })`, `service.refresh(id)`: nothing but the names of things, the round's own among them. */
function isGivenIds(ground: Ground, loop: LoopNode, expression: ts.Expression): boolean {
  const call = unwrap(expression);
  if (!isCallExpression(call) || call.arguments.length === 0 || !isDeclared(ground.bound, call.expression, 0) || !usesRound(ground, loop, call.arguments.pos, call.arguments.end)) return false;
  return call.arguments.every((argument) => {
    const node = unwrap(argument);
    return isObjectLiteralExpression(node) ? node.properties.length > 0 && node.properties.every((property) => (isPropertyAssignment(property) ? isIdOf(property.initializer) : isShorthandPropertyAssignment(property) && isIdOf(property.name))) : isIdOf(node);
  });
}

/** `user.id`, `projectId`, `file.path`. */
function isIdOf(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  const name = isPropertyAccessExpression(node) ? node.name.text : isIdentifier(node) ? node.text : '';
  return /^_?(id|uuid|key|slug)$|(Id|ID|Uuid|Key|Slug)$/.test(name);
}

/** `Provider.init(profile)`, a function of a class. */
function isFactory(call: ts.CallExpression | undefined): boolean {
  return call !== undefined && /^[A-Z]/.test(receiverName(call.expression) ?? '');
}

/** Whether a round takes what each of its awaits gives. */
export function isTaking({ bound }: Ground, { sites }: AwaitingLoop): boolean {
  return sites.every(({ node }) => isTaken(bound, node));
}

/** A method of an object that the round has made for itself: `const client = new Client(dir); await client.checkout(tag)`. */
function isOnOwnObject({ bound }: Ground, loop: LoopNode, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  const receiver = isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
  const declaration = binding?.declarations[0]?.parent;
  return binding !== undefined && isOfOneRound(binding, loop) && declaration !== undefined && isVariableDeclaration(declaration) && declaration.initializer !== undefined && holdsNew(declaration.initializer);
}

/** `await job.retry()`, a method of the round's own element with nothing that others are changed by; not a deed that is done in turn. */
function isOnOwnElement({ bound }: Ground, loop: LoopNode, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  let receiver = isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  // `(page.delegate as Delegate).update()` as well.
  while (receiver !== undefined && isPropertyAccessExpression(receiver)) receiver = unwrap(receiver.expression);
  const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
  if (binding === undefined || !isPropertyAccessExpression(callee) || !isOfOneRound(binding, loop)) return false;
  // What is handed to every one of them alike, and says only how.
  if (!call.arguments.every((argument) => /^(context|ctx|options|opts|signal|token|logger|log)$/.test(argument.getText()) || usesRound({ bound }, loop, argument.pos, argument.end))) return false;
  return isOneOfMany(callee.name.text) && !/^(setup|up|down|before|after)(?![a-z])/.test(callee.name.text) && !isOnSerial(call);
}

/** What a method of the round's own element does deep down: `page.setOffline()` sends a message. */
export function isBelowOwnElement(ground: Ground, awaiting: AwaitingLoop, effect: Effect | Gap): boolean {
  if (isInLoop(ground, awaiting.loop, effect.where)) return false;
  const leading = sitesOf(ground, awaiting, effect);
  return leading.length > 0 && leading.every(({ operand }) => operand !== undefined && isCallExpression(operand) && isOnOwnElement(ground, awaiting.loop, operand));
}

function holdsNew(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (isNewExpression(node)) return true;
  // `trace(new Client(dir))` gives back what it was given.
  return isCallExpression(node) && node.arguments[0] !== undefined && isNewExpression(unwrap(node.arguments[0]));
}

/** Receivers that take one turn after another, by their names. */
const serialReceivers = /^(session|conversation|chat|agent|shell|repl|dap|device|driver|wizard|game|player|browser)$|(Session|Conversation|Shell)$/;

function isOnSerial(call: ts.CallExpression): boolean {
  return serialReceivers.test(receiverName(call.expression) ?? '');
}

/** Whether nobody takes what the call gives; of a call inside a callee, what the awaits that lead there give. */
function isDropped({ bound }: Ground, leading: readonly AwaitedSite[], call: ts.CallExpression | undefined): boolean {
  if (call !== undefined && (isBare(call) || outermost(call).awaited)) return !isTaken(bound, call);
  return leading.length > 0 && leading.every(({ node }) => !isTaken(bound, node));
}

/** Whether the value of the expression goes anywhere: a name that is never read is nowhere. */
function isTaken(bound: Bound, expression: ts.Node): boolean {
  const { node } = outermost(expression);
  const { parent } = node;
  if (isExpressionStatement(parent)) return false;
  if (!isVariableDeclaration(parent) || !isIdentifier(parent.name)) return true;
  return bound.useOf.get(parent.name)?.binding.uses.some(({ flow }) => flow === 'read') !== false;
}

/** `results.push(x)` on a variable of the function itself: the data flow judges it. */
export function isCollecting({ path, bound }: Ground, loop: LoopNode, where: Where): boolean {
  if (where.path !== path || where.start < loop.pos || where.end > loop.end) return false;
  const use = usesIn(bound, where.start, where.end)[0];
  return use?.node.getStart() === where.start && accessOf(use).flow !== 'read';
}
