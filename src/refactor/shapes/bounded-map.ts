/** A loop whose rounds need nothing of one another, as a map with a limit; what the rounds collect is still collected in their order. */
import ts from 'typescript';
import type { TextEdit } from '../edits.ts';
import { afterEmptyLine, indentOf, nextLine } from '../layout.ts';
import type { Limiter } from '../limiters.ts';
import { FreshNames } from '../names.ts';
import type { Rounds } from '../rounds.ts';

/** The texts of the body stay where they are: only the head is written anew, and between what waits and what collects the results are handed over. */
export function boundedMap(rounds: Rounds, { before, open, close, edits: elsewhere }: Limiter): readonly TextEdit[] {
  const { fn, loop, variable, split, hasTail, taken, names, areOpen, areLiteral, semicolon: end } = rounds;
  const { text, file, layout } = fn;
  const start = loop.getStart(file);
  const indent = indentOf(text, start) ?? '';
  const inner = indent + layout.step;
  const bodyStart = loop.statement.getStart(file) + 1;
  const call = open(withComments(text, loop.expression, loop.expression.pos, bodyStart - 1), withComments(text, variable, start, loop.expression.pos));
  const lead = before === undefined ? '' : `${before}${end}${layout.newline}${indent}`;
  if (!hasTail) {
    return [...elsewhere, { start, end: bodyStart, text: `${lead}await ${call}{` }, { start: loop.end, end: loop.end, text: close + end }];
  }
  const alone = onlyValue(rounds);
  if (alone !== undefined) {
    // Nothing but one await: no block is needed, and what follows collects as it did.
    return [...elsewhere, { start, end: nextLine(text, alone.statement.end), text: `${lead}for (const ${names[0] ?? ''} of await ${call}${text.slice(alone.operand.getStart(file), alone.operand.end)}${close}) {${layout.newline}` }];
  }
  const fresh = new FreshNames(text);
  const value = taken && fresh.name('value');
  const results = [...names, ...(value === undefined ? [] : [value])];
  // Kept in an object a promise is not waited for, and with `as const` a type is not made wider.
  const isAlone = results.length === 1 && !(names.length === 1 && (areOpen || areLiteral));
  const pattern = isAlone ? results[0] ?? '' : results.length === 0 ? fresh.name('_') : `{ ${results.join(', ')} }`;
  const operand = taken && withComments(text, taken.expression, taken.getStart(file), taken.end);
  const edits: TextEdit[] = [...elsewhere];
  if (taken !== undefined) {
    let outer: ts.Node = taken;
    while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
    edits.push({ start: outer.getStart(file), end: outer.end, text: value ?? '' });
  }
  const only = names.length === 0 && operand !== undefined;
  if (only && text.slice(bodyStart, split).trim() === '') {
    // Nothing but the await: no block is needed.
    edits.push({ start, end: bodyStart, text: `${lead}for (const ${pattern} of await ${call}${operand.startsWith('{') ? `(${operand})` : operand}${close}) {` });
    return edits;
  }
  edits.push({ start, end: bodyStart, text: `${lead}for (const ${pattern} of await ${call}{` });
  const handed = only ? `return ${operand}${end}` : results.length === 0 ? undefined : `return ${isAlone ? results[0] ?? '' : `{ ${[...names, ...(operand === undefined ? [] : [`${value ?? ''}: await ${operand}`])].join(', ')} }${areLiteral && fn.isTyped ? ' as const' : ''}`}${end}`;
  // In front of a statement the indentation stands already; behind a line that is complete it does not.
  const atStatement = taken !== undefined;
  const head = atStatement ? '' : inner;
  edits.push({ start: split, end: atStatement ? split : afterEmptyLine(text, split), text: `${handed === undefined ? '' : `${head}${handed}${layout.newline}`}${indent}}${close}) {${layout.newline}${atStatement ? inner : ''}` });
  return edits;
}

/** A piece of code with the comments that stand from `from` to `to` around it. */
function withComments(text: string, node: ts.Node, from: number, to: number): string {
  const start = node.getStart();
  const comments = (between: string): readonly string[] => (between.match(/\/\*.*?\*\/|\/\/[^\r\n]*/gs) ?? []).map((comment) => (comment.startsWith('//') ? `/* ${comment.slice(2).trim()} */` : comment));
  return [...comments(text.slice(from, start)), text.slice(start, node.end), ...comments(text.slice(node.end, to))].join(' ');
}

/** Where a round waits in nothing but `const x = await f()`, and only `x` is collected: that statement, and what it awaits. */
function onlyValue({ fn, loop, split, names, taken }: Rounds): { readonly statement: ts.Statement; readonly operand: ts.Expression } | undefined {
  const { text, file } = fn;
  const [statement] = ts.isBlock(loop.statement) ? loop.statement.statements : [];
  if (statement === undefined || taken !== undefined || !ts.isVariableStatement(statement) || text.slice(loop.statement.getStart(file) + 1, split).trim() !== statement.getText(file)) return undefined;
  const [only, other] = statement.declarationList.declarations;
  if (only?.initializer === undefined || other !== undefined || only.type !== undefined || !ts.isIdentifier(only.name) || names.length !== 1 || names[0] !== only.name.text || !ts.isAwaitExpression(only.initializer)) return undefined;
  const operand = only.initializer.expression;
  const hasComment = /\/[/*]/.test(text.slice(only.name.end, operand.getStart(file)) + text.slice(operand.end, statement.end));
  return ts.isObjectLiteralExpression(operand) || hasComment ? undefined : { statement, operand };
}
