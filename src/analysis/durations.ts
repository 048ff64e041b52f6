/** Durations and counts that the code itself states. */
import ts from 'typescript';
import { initializerOf } from './awaits.ts';
import type { LoopCount } from './model.ts';
import type { Bound, LoopNode } from './scopes.ts';
import { methodName, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isArrowFunction, isBinaryExpression, isBlock, isCallExpression, isExpression, isExpressionStatement, isForOfStatement, isForStatement, isFunctionExpression, isIdentifier, isLiteralExpression, isNewExpression, isNumericLiteral, isPostfixUnaryExpression, isPrefixUnaryExpression, isPropertyAccessExpression, isSpreadElement, isStringLiteralLike, isVariableDeclarationList } = ts;

const sleepers = /^(sleep|delay|wait|pause|timeout|setTimeout|waitFor|waitForTimeout|sleepMs|delayMs|waitMs)$/;

const written: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.NullKeyword, SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.TemplateExpression, SyntaxKind.ObjectLiteralExpression, SyntaxKind.ArrayLiteralExpression]);

/** Modules that are part of Node: an import of one has nothing to wait for. */
const ofNode = /^(?:node:.+|(?:assert|child_process|crypto|dns|events|fs|http|https|net|os|path|perf_hooks|process|readline|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:\/(?:promises|posix|win32))?)$/;

/** Whether an expression is a value that is written out, or a promise of one: there is nothing to wait for. */
export function isThere(expression: ts.Expression, bound: Bound): boolean {
  const node = unwrap(expression);
  if (isLiteralExpression(node) || written.has(node.kind) || (isIdentifier(node) && node.text === 'undefined')) return true;
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || !/^(resolve|reject)$/.test(node.expression.name.text)) return false;
  const base = unwrap(node.expression.expression);
  return isIdentifier(base) && base.text === 'Promise' && bound.useOf.get(base)?.binding.kind === 'global' && node.arguments.every((argument) => isThere(argument, bound));
}

/** Microseconds that a call says it takes: `sleep(250)`, `setTimeout(250)` of timers/promises, `new Promise((r) => setTimeout(r, 250))`; none of `import('node:fs')`. */
export function literalDuration(expression: ts.Expression, bound: Bound): number | undefined {
  if (isNewExpression(expression)) return isIdentifier(expression.expression) && expression.expression.text === 'Promise' ? timerInside(expression.arguments?.[0], bound) : undefined;
  if (!isCallExpression(expression)) return undefined;
  const name = methodName(expression.expression);
  const first = expression.arguments[0];
  if (expression.expression.kind === SyntaxKind.ImportKeyword) return first !== undefined && isStringLiteralLike(first) && ofNode.test(first.text) ? 0 : undefined;
  return name !== undefined && sleepers.test(name) && first !== undefined ? microseconds(first, bound) : undefined;
}

/** The `setTimeout(resolve, ms)` that a promise's executor consists of. */
function timerInside(executor: ts.Expression | undefined, bound: Bound): number | undefined {
  if (executor === undefined || !(isArrowFunction(executor) || isFunctionExpression(executor))) return undefined;
  const only = isBlock(executor.body) ? executor.body.statements[0] : executor.body;
  if (only === undefined || (isBlock(executor.body) && executor.body.statements.length !== 1)) return undefined;
  const call = isExpressionStatement(only) ? unwrap(only.expression) : isExpression(only) ? unwrap(only) : undefined;
  if (call === undefined || !isCallExpression(call) || methodName(call.expression) !== 'setTimeout') return undefined;
  const delay = call.arguments[1];
  return delay === undefined ? 0 : microseconds(delay, bound);
}

function microseconds(expression: ts.Expression, bound: Bound): number | undefined {
  const value = numberOf(expression, bound, 0);
  return value === undefined || !Number.isFinite(value) || value < 0 ? undefined : Math.round(value * 1000);
}

/** The value of a number written out, also through constants and arithmetic on them. */
export function numberOf(expression: ts.Expression, bound: Bound, depth = 0): number | undefined {
  const node = unwrap(expression);
  if (depth > 8) return undefined;
  if (isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    const initializer = binding?.kind === 'const' ? initializerOf(binding) : undefined;
    return initializer === undefined ? undefined : numberOf(initializer, bound, depth + 1);
  }
  if (!isBinaryExpression(node)) return undefined;
  const left = numberOf(node.left, bound, depth + 1);
  const right = numberOf(node.right, bound, depth + 1);
  if (left === undefined || right === undefined) return undefined;
  switch (node.operatorToken.kind) {
    case SyntaxKind.PlusToken:
      return left + right;
    case SyntaxKind.MinusToken:
      return left - right;
    case SyntaxKind.AsteriskToken:
      return left * right;
    case SyntaxKind.SlashToken:
      return left / right;
    default:
      return undefined;
  }
}

/** How many elements a list written out has, also through a constant. */
export function lengthOf(expression: ts.Expression, bound: Bound): number | undefined {
  let node = unwrap(expression);
  if (isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    const initializer = binding?.kind === 'const' ? initializerOf(binding) : undefined;
    // A list that is changed after its making has another length.
    if (binding === undefined || initializer === undefined || binding.uses.some(({ node: use }) => isPropertyAccessExpression(use.parent) && /^(push|pop|shift|unshift|splice)$/.test(use.parent.name.text))) return undefined;
    node = initializer;
  }
  return isArrayLiteralExpression(node) && !node.elements.some(isSpreadElement) ? node.elements.length : undefined;
}

/** The rounds of `for (let i = 0; i < 3; i++)` and of `for (const x of [a, b])`. */
export function roundsOf(loop: LoopNode, bound: Bound): LoopCount | undefined {
  const value = isForOfStatement(loop) ? lengthOf(loop.expression, bound) : isForStatement(loop) ? countedRounds(loop, bound) : undefined;
  return value === undefined ? undefined : { value, from: 'literal' };
}

function countedRounds(loop: ts.ForStatement, bound: Bound): number | undefined {
  const { initializer, condition, incrementor } = loop;
  if (initializer === undefined || condition === undefined || incrementor === undefined || !isVariableDeclarationList(initializer)) return undefined;
  const declaration = initializer.declarations[0];
  if (declaration?.initializer === undefined || !isIdentifier(declaration.name) || !isBinaryExpression(condition)) return undefined;
  const name = declaration.name.text;
  if (!isIdentifier(condition.left) || condition.left.text !== name) return undefined;
  // A round may move the counter on as well.
  if (bound.useOf.get(declaration.name)?.binding.uses.some(({ node, flow }) => flow !== 'read' && node.pos >= loop.statement.pos && node.end <= loop.end) === true) return undefined;
  const from = numberOf(declaration.initializer, bound);
  const to = numberOf(condition.right, bound);
  const step = stepOf(incrementor, name, bound);
  if (from === undefined || to === undefined || step === undefined || step === 0) return undefined;
  const inclusive = condition.operatorToken.kind === SyntaxKind.LessThanEqualsToken || condition.operatorToken.kind === SyntaxKind.GreaterThanEqualsToken;
  const span = (to - from) / step;
  const rounds = inclusive ? Math.floor(span) + 1 : Math.ceil(span);
  return Number.isFinite(rounds) ? Math.max(0, rounds) : undefined;
}

function stepOf(incrementor: ts.Expression, name: string, bound: Bound): number | undefined {
  if ((isPostfixUnaryExpression(incrementor) || isPrefixUnaryExpression(incrementor)) && isIdentifier(incrementor.operand) && incrementor.operand.text === name) {
    return incrementor.operator === SyntaxKind.PlusPlusToken ? 1 : incrementor.operator === SyntaxKind.MinusMinusToken ? -1 : undefined;
  }
  if (!isBinaryExpression(incrementor) || !isIdentifier(incrementor.left) || incrementor.left.text !== name) return undefined;
  const by = numberOf(incrementor.right, bound);
  if (by === undefined) return undefined;
  return incrementor.operatorToken.kind === SyntaxKind.PlusEqualsToken ? by : incrementor.operatorToken.kind === SyntaxKind.MinusEqualsToken ? -by : undefined;
}
