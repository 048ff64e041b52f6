/** Guards: calls that are there to throw when something is not as it must be. What stands after one must not have started then. */
import ts from 'typescript';
import { awaitedCall } from './control.ts';
import type { Guard, Summary } from './effects/effect.ts';
import { saysGuards } from './effects/names.ts';
import { evidenceAt } from './evidence.ts';
import { isPlain } from './flow.ts';
import type { Evidence } from './model.ts';
import { inRange, methodName, shortText, unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAwaitExpression, isBlock, isCallExpression, isExpressionStatement, isIdentifier, isIfStatement, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment } = ts;

export interface Guarding {
  readonly confidence: 'proven' | 'likely';
  readonly evidence: Evidence;
}

/** What in the first statement, or in a line between the two, throws on purpose. Names are believed; bodies and the catalogue are known. */
export function guardBefore(ground: Ground, first: ts.Statement, middle: readonly ts.Statement[]): Guarding | undefined {
  const named = guardCall(first);
  if (named !== undefined && mayThrowOnPurpose(ground.effects.of(first))) return byName(ground, named);
  const validates = validatorIn(ground, first);
  if (validates !== undefined) return byName(ground, validates);
  const known = ground.effects.of(first).guards.find((guard) => guard.source === 'catalogue' && standsIn(ground, guard, first));
  if (known !== undefined) return bySight(ground, known);
  return guardIn(ground, middle);
}

/** A call that is there to throw: by its name, where its value is taken or not, or as a known package's. */
export function guardingCall(ground: Ground, call: ts.CallExpression, bare: boolean): Guarding | undefined {
  const summary = ground.effects.of(call);
  if (isGuardName(call, bare) && mayThrowOnPurpose(summary)) return byName(ground, call);
  const known = summary.guards.find((guard) => guard.source === 'catalogue');
  return known === undefined ? undefined : bySight(ground, known);
}

/** What throws on purpose in lines that run one after the other. */
export function guardIn(ground: Ground, lines: readonly ts.Statement[]): Guarding | undefined {
  for (const line of lines) {
    const call = plainCall(line);
    if (call !== undefined && (isGuardName(call, true) || isCurriedGuard(call))) return byName(ground, call);
    const validator = validatorIn(ground, line);
    if (validator !== undefined) return byName(ground, validator);
    // A line that gives a value is there for the value, though it may throw.
    const thrown = isExpressionStatement(line) || isIfStatement(line) ? ground.effects.of(line).guards[0] : undefined;
    if (thrown !== undefined) return bySight(ground, thrown);
  }
  return undefined;
}

/** The call of a statement that is there to throw, by its name. */
export function guardCall(statement: ts.Statement): ts.CallExpression | undefined {
  const only = onlyStatement(statement);
  if (!isPlain(only)) return undefined;
  const call = awaitedCall(only);
  return call !== undefined && isGuardName(call, isExpressionStatement(only) && isAwaitExpression(unwrap(only.expression))) ? call : undefined;
}

function isGuardName(call: ts.CallExpression, bare: boolean): boolean {
  const name = methodName(call.expression);
  // `console.assert` only tells of it.
  if (/^console\b/.test(call.expression.getText())) return false;
  return name !== undefined && (saysGuards(name, bare) || (name === 'parse' && isOfThis(call)) || isToldToThrow(call));
}

/** `find(id, { rejectOnEmpty: true })`. */
function isToldToThrow(call: ts.CallExpression): boolean {
  const options = call.arguments.at(-1);
  return options !== undefined && isObjectLiteralExpression(options) && options.properties.some((property) => isPropertyAssignment(property) && property.initializer.kind === SyntaxKind.TrueKeyword && /^(rejectOn\w+|throw(On|If)\w+|orFail)$/.test(property.name.getText()));
}

/** `validatePayload.withReason('Too short')(length > 4)`. */
function isCurriedGuard(call: ts.CallExpression): boolean {
  let callee = unwrap(call.expression);
  if (!isCallExpression(callee)) return false;
  while (isCallExpression(callee) || isPropertyAccessExpression(callee)) callee = unwrap(callee.expression);
  return isIdentifier(callee) && saysGuards(callee.text, true);
}

/** `await this.parse(Command)`: what a command is called with is refused where it does not fit. */
function isOfThis({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return isPropertyAccessExpression(callee) && callee.expression.kind === SyntaxKind.ThisKeyword;
}

/** A body that was seen from end to end and throws nothing is no guard, whatever its name. */
function mayThrowOnPurpose({ guards, complete, terminates }: Summary): boolean {
  return guards.length > 0 || terminates || !complete;
}

/** `if (strict) await check();` holds one guard and nothing else. */
export function onlyStatement(statement: ts.Statement): ts.Statement {
  let only = statement;
  for (;;) {
    if (isIfStatement(only) && only.elseStatement === undefined) only = only.thenStatement;
    else if (isBlock(only) && only.statements.length === 1 && only.statements[0] !== undefined) only = only.statements[0];
    else return only;
  }
}

/** `orderSchema.parse(…)`: whatever the schema is made with, its `parse` rejects what does not fit. */
function validatorIn({ bound, unit }: Ground, statement: ts.Statement): ts.CallExpression | undefined {
  for (const call of inRange(unit.calls, statement.pos, statement.end)) {
    if (!isCallExpression(call)) continue;
    const callee = unwrap(call.expression);
    if (!isPropertyAccessExpression(callee) || !/^(parse|parseAsync|validate|validateAsync|validateSync|assert|cast)$/.test(callee.name.text)) continue;
    if (/schema\b|validator\b/i.test(shortText(callee.expression, bound.file))) return call;
  }
  return undefined;
}

function plainCall(statement: ts.Statement): ts.CallExpression | undefined {
  if (!isExpressionStatement(statement)) return undefined;
  const expression = unwrap(statement.expression);
  return isCallExpression(expression) ? expression : undefined;
}

function standsIn(ground: Ground, { where }: Guard, statement: ts.Statement): boolean {
  return where.path === ground.path && where.start >= statement.pos && where.end <= statement.end;
}

function byName({ bound, places }: Ground, call: ts.CallExpression): Guarding {
  const message = `\`${shortText(call.expression, bound.file)}\` is there to throw when something is not as it must be: the second must not have started then.`;
  return { confidence: 'likely', evidence: { kind: 'control', place: places.of(call), message } };
}

function bySight(ground: Ground, guard: Guard): Guarding {
  return { confidence: 'proven', evidence: evidenceAt(ground, guard.where, 'control', `\`${guard.text}\` throws here on purpose: the second must not have started then.`) };
}
