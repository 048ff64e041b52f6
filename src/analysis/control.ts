/** Ways in which the first decides whether the second runs: early exits, branches that exclude each other. */
import ts from 'typescript';
import { awaitsIn } from './flow.ts';
import type { ExitNode, Unit } from './scopes.ts';
import { isLoopNode } from './scopes.ts';
import { inRange, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, forEachChild, isAwaitExpression, isBinaryExpression, isBlock, isBreakStatement, isCallExpression, isCatchClause, isContinueStatement, isExpressionStatement, isFunctionLike, isIdentifier, isIfStatement, isLabeledStatement, isPropertyAccessExpression, isReturnStatement, isSourceFile, isSwitchStatement, isThrowStatement, isTryStatement, isVariableStatement } = ts;

export interface Leaving {
  readonly node: ts.Node;
  readonly how: 'returns' | 'throws' | 'breaks off' | 'continues' | 'ends the process';
}

/** The first place in [start, end) where control may leave the list whose statements these are. `list` is the block that holds them. */
export function leavingIn(unit: Unit, list: ts.Node, start: number, end: number): Leaving | undefined {
  for (const exit of inRange(unit.exits, start, end)) if (escapes(exit, list) && !isThrownOn(exit)) return { node: exit, how: wordOf(exit) };
  const call = inRange(unit.calls, start, end).find((candidate) => endsProcess(candidate));
  return call === undefined ? undefined : { node: call, how: 'ends the process' };
}

function wordOf(exit: ExitNode): Leaving['how'] {
  if (isReturnStatement(exit)) return 'returns';
  if (isThrowStatement(exit)) return 'throws';
  return isBreakStatement(exit) ? 'breaks off' : 'continues';
}

/** Whether the jump leaves the list, rather than a loop, a switch or a `try` inside it. */
function escapes(exit: ExitNode, list: ts.Node): boolean {
  for (let node: ts.Node = exit; node !== list; node = node.parent) {
    const { parent } = node;
    if (isThrowStatement(exit)) {
      if (isTryStatement(parent) && parent.tryBlock === node && parent.catchClause !== undefined) return false;
    } else if (isBreakStatement(exit) || isContinueStatement(exit)) {
      if (node === exit) continue;
      if (exit.label !== undefined) {
        if (isLabeledStatement(node) && node.label.text === exit.label.text) return false;
      } else if (isLoopNode(node) || (isBreakStatement(exit) && isSwitchStatement(node))) return false;
    }
  }
  return true;
}

/** `catch (error) { throw error; }`: what has failed fails as it would have without the `try`, and nothing is decided. */
export function isThrownOn(exit: ts.Node): boolean {
  if (!isThrowStatement(exit) || !isIdentifier(exit.expression)) return false;
  for (let node: ts.Node = exit.parent; !isFunctionLike(node) && !isSourceFile(node); node = node.parent) {
    if (!isCatchClause(node)) continue;
    const caught = node.variableDeclaration?.name;
    return caught !== undefined && isIdentifier(caught) && caught.text === exit.expression.text;
  }
  return false;
}

/** Inside a `try` of the same function whose `catch` throws nothing itself. */
export function isCaught(node: ts.Node): boolean {
  let child: ts.Node = node;
  for (let parent = node.parent as ts.Node | undefined; parent !== undefined && !isFunctionLike(parent) && !isSourceFile(parent); child = parent, parent = parent.parent) {
    if (isTryStatement(parent) && parent.tryBlock === child && parent.catchClause !== undefined) return !throwsAgain(parent.catchClause.block);
  }
  return false;
}

function throwsAgain(node: ts.Node): boolean {
  if (isThrowStatement(node)) return true;
  if (isFunctionLike(node)) return false;
  return forEachChild(node, (child) => throwsAgain(child) || undefined) === true;
}

function endsProcess(call: ts.Node): boolean {
  if (!isCallExpression(call)) return false;
  const callee = unwrap(call.expression);
  return isPropertyAccessExpression(callee) && isIdentifier(callee.expression) && callee.expression.text === 'process' && /^(exit|abort)$/.test(callee.name.text);
}

/**
 * Whether control, once it has met an await of the statement, never comes to what follows: every branch that waits also leaves.
 * A `try` is never one: what follows it runs when the waiting failed.
 */
export function alwaysLeaves(unit: Unit, statement: ts.Statement): boolean {
  if (awaitsIn(unit, statement).length === 0) return true;
  if (isReturnStatement(statement) || isThrowStatement(statement)) return true;
  if (isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && jumps(last);
  }
  if (isIfStatement(statement)) {
    if (awaitsIn(unit, statement.expression).length > 0) return false;
    return alwaysLeaves(unit, statement.thenStatement) && (statement.elseStatement === undefined || alwaysLeaves(unit, statement.elseStatement));
  }
  if (isSwitchStatement(statement)) {
    if (awaitsIn(unit, statement.expression).length > 0) return false;
    return statement.caseBlock.clauses.every((clause) => {
      const last = clause.statements.at(-1);
      return awaitsIn(unit, clause).length === 0 || (last !== undefined && (isBlock(last) ? jumps(last) : jumps(last) && !isBreakStatement(last)));
    });
  }
  return false;
}

/** Whether a statement always ends in a jump. */
function jumps(statement: ts.Statement): boolean {
  if (isReturnStatement(statement) || isThrowStatement(statement) || isBreakStatement(statement) || isContinueStatement(statement)) return true;
  if (isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && jumps(last);
  }
  return isIfStatement(statement) && statement.elseStatement !== undefined && jumps(statement.thenStatement) && jumps(statement.elseStatement);
}

/** The call that a plain statement awaits as its whole value: `await f()`, `const x = await f()`, `x = await f()`, `return await f()`. */
export function awaitedCall(statement: ts.Statement): ts.CallExpression | undefined {
  const value = valueOf(statement);
  const awaited = value === undefined ? undefined : unwrap(value);
  if (awaited === undefined || !isAwaitExpression(awaited)) return undefined;
  const operand = unwrap(awaited.expression);
  return isCallExpression(operand) ? operand : undefined;
}

export function valueOf(statement: ts.Statement): ts.Expression | undefined {
  if (isExpressionStatement(statement)) {
    const expression = unwrap(statement.expression);
    return isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken ? unwrap(expression.right) : expression;
  }
  if (isReturnStatement(statement)) return statement.expression;
  if (isVariableStatement(statement) && statement.declarationList.declarations.length === 1) return statement.declarationList.declarations[0]?.initializer;
  return undefined;
}

