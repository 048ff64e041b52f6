/** `const [a, b] = await Promise.all([f(), g()])`: one statement for all where they are alike, else the values by names of their own. */
import ts from 'typescript';
import type { TextEdit } from '../edits.ts';
import { commentsAbove, endOf, indentOf, nextLine, startWithComments } from '../layout.ts';
import { valueName } from '../names.ts';
import { Draft, hasComments, longestLine, type Plan, startAt } from '../plan.ts';
import type { FunctionReading } from '../reading.ts';
import type { Slot } from '../slot.ts';

export function promiseAll(plan: Plan): readonly TextEdit[] {
  const { slots } = plan;
  const targets = slots.map((slot) => targetOf(plan.fn, slot));
  const head = headOf(targets);
  return head === undefined ? byValues(plan, targets) : merged(plan, targets, head);
}

/** What a statement does with the value, where it does nothing else. */
interface Target {
  readonly keyword: string;
  readonly name: string;
  readonly type: string | undefined;
}

function targetOf({ text, file }: FunctionReading, { statement, node }: Slot): Target | undefined {
  const source = (part: ts.Node): string => text.slice(part.getStart(file), part.end);
  if (ts.isVariableStatement(statement)) {
    const [only, other] = statement.declarationList.declarations;
    if (only?.initializer !== node || other !== undefined || only.exclamationToken !== undefined) return undefined;
    return { keyword: text.slice(statement.getStart(file), only.getStart(file)), name: source(only.name), type: only.type && source(only.type) };
  }
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (expression === node) return { keyword: '', name: '', type: undefined };
  if (!ts.isBinaryExpression(expression) || expression.right !== node || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  return { keyword: '=', name: source(expression.left), type: undefined };
}

/** The text up to `await`, the names as `listed`; undefined where one statement cannot stand for all. */
function headOf(targets: readonly (Target | undefined)[], listed = (names: readonly string[]): string => `[${names.join(', ')}]`): string | undefined {
  const known = targets.filter((target) => target !== undefined);
  if (known.length < targets.length) return undefined;
  const keywords = new Set(known.map(({ keyword }) => keyword).filter((keyword) => keyword !== ''));
  const [keyword] = keywords;
  if (keyword === undefined) return '';
  if (keywords.size > 1) return undefined;
  const names = known.map(({ name }) => name);
  while (names.at(-1) === '') names.pop();
  const pattern = listed(names);
  // `x = await f(); x.y = await g();`: of a list the compiler would not know that `x` is set when it comes to `x.y`.
  if (keyword === '=') return names.some((name) => name !== '' && names.some((other) => /^[^\w$]/.test(other.slice(name.length)) && other.startsWith(name))) ? undefined : `${pattern} = `;
  const typed = known.filter(({ name }) => name !== '').map(({ type }) => type);
  if (typed.every((type) => type === undefined)) return `${keyword}${pattern} = `;
  if (typed.some((type) => type === undefined) || names.length < known.length || names.includes('')) return undefined;
  return `${keyword}${pattern}: [${typed.join(', ')}] = `;
}

/** The first statement becomes the one for all; the others go. */
function merged(plan: Plan, targets: readonly (Target | undefined)[], head: string): readonly TextEdit[] {
  const { fn, slots, anchor } = plan;
  const draft = new Draft(plan);
  const { text, file, layout } = fn;
  const others = slots.slice(1);
  const indent = indentOf(text, anchor.getStart(file)) ?? '';
  const starts = plan.starts.map((start) => start.text);
  const short = `${head}await Promise.all([${starts.join(', ')}])${draft.semicolon}`;
  const spread = indent.length + short.length > longestLine || starts.some((start) => /[\r\n]/.test(start)) || others.some(({ statement }) => hasComments(plan, statement));
  const lead = head.startsWith('[') && draft.semicolon === '' ? ';' : '';
  const end = endOf(text, anchor);
  if (!spread || indentOf(text, anchor.getStart(file)) === undefined) draft.replace(anchor.getStart(file), end, lead + short);
  else {
    const inner = layout.newline + indent + layout.step;
    const isLong = indent.length + `${head}await Promise.all([`.length > longestLine && !/\[,|, ,/.test(head);
    const start = isLong ? headOf(targets, (names) => `[${names.map((name) => `${inner}${name},`).join('')}${layout.newline}${indent}]`) ?? head : head;
    const elements = slots.map((slot, index) => {
      const above = index === 0 ? [] : commentsAbove(text, slot.statement, file).map((comment) => text.slice(comment.pos, comment.end));
      const behind = index === 0 ? '' : trailing(text, slot.statement);
      return [...above, `${startAt(plan, index, indent + layout.step)},${behind}`].join(inner);
    });
    draft.replace(anchor.getStart(file), end, `${lead}${start}await Promise.all([${inner}${elements.join(inner)}${layout.newline}${indent}])${draft.semicolon}`);
  }
  for (const { statement } of others) {
    if (trailing(text, statement) === '') draft.remove(statement, startWithComments(text, statement, file));
    else draft.removeLines(startWithComments(text, statement, file), endOf(text, statement));
  }
  return draft.finish();
}

/** The comment behind a statement on its line, with the white space before it. */
function trailing(text: string, statement: ts.Statement): string {
  return /^[ \t]*(?:\/\/[^\r\n]*|\/\*.*?\*\/(?=[ \t]*(?:[\r\n]|$)))/.exec(text.slice(endOf(text, statement), nextLine(text, endOf(text, statement))))?.[0] ?? '';
}

function byValues(plan: Plan, targets: readonly (Target | undefined)[]): readonly TextEdit[] {
  const { slots } = plan;
  const draft = new Draft(plan);
  /** Constants that hold the value as it is may be declared where it is there first. */
  const own = slots.map(({ statement }, index) => {
    const target = targets[index];
    return target !== undefined && /^const\s+$/.test(target.keyword) && target.type === undefined && !target.name.includes('=') && !hasComments(plan, statement) ? target.name : undefined;
  });
  const names = slots.map((slot, index) => (ts.isExpressionStatement(slot.statement) && slot.statement.expression === slot.node ? '' : own[index] ?? draft.names.name(`${valueName(slot)}Value`)));
  const kept = names.slice(0, names.findLastIndex((name) => name !== '') + 1);
  draft.line(draft.listed(`const [${kept.join(', ')}] = await Promise.all(`));
  slots.forEach(({ node, statement }, index) => {
    const name = names[index] ?? '';
    if (name === '' || own[index] !== undefined) draft.remove(statement);
    else draft.replaceValue(node, name);
  });
  return draft.finish();
}
