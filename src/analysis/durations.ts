/** Durations and counts that the code itself states. */
import ts from 'typescript';
import { initializerOf } from './awaits.ts';
import type { LoopCount } from './model.ts';
import type { Bound, LoopNode } from './scopes.ts';
import { methodName, unwrap } from './syntax.ts';

const sleepers = /^(sleep|delay|wait|pause|timeout|setTimeout|waitFor|waitForTimeout|sleepMs|delayMs|waitMs)$/;

/** Modules that are part of Node: an import of one has nothing to wait for. */
const ofNode = /^(?:node:.+|(?:assert|child_process|crypto|dns|events|fs|http|https|net|os|path|perf_hooks|process|readline|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(?:\/(?:promises|posix|win32))?)$/;

/** Microseconds that a call says it takes: `sleep(250)`, `setTimeout(250)` of timers/promises, `new Promise((r) => setTimeout(r, 250))`; none of `import('node:fs')`. */
export function literalDuration(expression: ts.Expression, bound: Bound): number | undefined {
  if (ts.isNewExpression(expression)) return ts.isIdentifier(expression.expression) && expression.expression.text === 'Promise' ? timerInside(expression.arguments?.[0], bound) : undefined;
  if (!ts.isCallExpression(expression)) return undefined;
  const name = methodName(expression.expression);
  const first = expression.arguments[0];
  if (expression.expression.kind === ts.SyntaxKind.ImportKeyword) return first !== undefined && ts.isStringLiteralLike(first) && ofNode.test(first.text) ? 0 : undefined;
  return name !== undefined && sleepers.test(name) && first !== undefined ? microseconds(first, bound) : undefined;
}

/** The `setTimeout(resolve, ms)` that a promise's executor consists of. */
function timerInside(executor: ts.Expression | undefined, bound: Bound): number | undefined {
  if (executor === undefined || !(ts.isArrowFunction(executor) || ts.isFunctionExpression(executor))) return undefined;
  const only = ts.isBlock(executor.body) ? executor.body.statements[0] : executor.body;
  if (only === undefined || (ts.isBlock(executor.body) && executor.body.statements.length !== 1)) return undefined;
  const call = ts.isExpressionStatement(only) ? unwrap(only.expression) : ts.isExpression(only) ? unwrap(only) : undefined;
  if (call === undefined || !ts.isCallExpression(call) || methodName(call.expression) !== 'setTimeout') return undefined;
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
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (ts.isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    const initializer = binding?.kind === 'const' ? initializerOf(binding) : undefined;
    return initializer === undefined ? undefined : numberOf(initializer, bound, depth + 1);
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const left = numberOf(node.left, bound, depth + 1);
  const right = numberOf(node.right, bound, depth + 1);
  if (left === undefined || right === undefined) return undefined;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    default:
      return undefined;
  }
}

/** How many elements a list written out has, also through a constant. */
export function lengthOf(expression: ts.Expression, bound: Bound): number | undefined {
  let node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    const initializer = binding?.kind === 'const' ? initializerOf(binding) : undefined;
    // A list that is changed after its making has another length.
    if (binding === undefined || initializer === undefined || binding.uses.some(({ node: use }) => ts.isPropertyAccessExpression(use.parent) && /^(push|pop|shift|unshift|splice)$/.test(use.parent.name.text))) return undefined;
    node = initializer;
  }
  return ts.isArrayLiteralExpression(node) && !node.elements.some(ts.isSpreadElement) ? node.elements.length : undefined;
}

/** The rounds of `for (let i = 0; i < 3; i++)` and of `for (const x of [a, b])`. */
export function roundsOf(loop: LoopNode, bound: Bound): LoopCount | undefined {
  const value = ts.isForOfStatement(loop) ? lengthOf(loop.expression, bound) : ts.isForStatement(loop) ? countedRounds(loop, bound) : undefined;
  return value === undefined ? undefined : { value, from: 'literal' };
}

function countedRounds(loop: ts.ForStatement, bound: Bound): number | undefined {
  const { initializer, condition, incrementor } = loop;
  if (initializer === undefined || condition === undefined || incrementor === undefined || !ts.isVariableDeclarationList(initializer)) return undefined;
  const declaration = initializer.declarations[0];
  if (declaration?.initializer === undefined || !ts.isIdentifier(declaration.name) || !ts.isBinaryExpression(condition)) return undefined;
  const name = declaration.name.text;
  if (!ts.isIdentifier(condition.left) || condition.left.text !== name) return undefined;
  const from = numberOf(declaration.initializer, bound);
  const to = numberOf(condition.right, bound);
  const step = stepOf(incrementor, name, bound);
  if (from === undefined || to === undefined || step === undefined || step === 0) return undefined;
  const inclusive = condition.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken || condition.operatorToken.kind === ts.SyntaxKind.GreaterThanEqualsToken;
  const span = (to - from) / step;
  const rounds = inclusive ? Math.floor(span) + 1 : Math.ceil(span);
  return Number.isFinite(rounds) ? Math.max(0, rounds) : undefined;
}

function stepOf(incrementor: ts.Expression, name: string, bound: Bound): number | undefined {
  if ((ts.isPostfixUnaryExpression(incrementor) || ts.isPrefixUnaryExpression(incrementor)) && ts.isIdentifier(incrementor.operand) && incrementor.operand.text === name) {
    return incrementor.operator === ts.SyntaxKind.PlusPlusToken ? 1 : incrementor.operator === ts.SyntaxKind.MinusMinusToken ? -1 : undefined;
  }
  if (!ts.isBinaryExpression(incrementor) || !ts.isIdentifier(incrementor.left) || incrementor.left.text !== name) return undefined;
  const by = numberOf(incrementor.right, bound);
  if (by === undefined) return undefined;
  return incrementor.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken ? by : incrementor.operatorToken.kind === ts.SyntaxKind.MinusEqualsToken ? -by : undefined;
}
