/** Statements of SQL that are written out, and which of the values put into them say what row they are about. */
import ts from 'typescript';
import { propertyOf } from './effects/call-site.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isArrayLiteralExpression, isObjectLiteralExpression, isStringLiteralLike, isTaggedTemplateExpression, isTemplateExpression } = ts;

/** The text of a statement of SQL: as it is, of a tag, or in the options of the call. */
export function statementIn(expression: ts.Expression): ts.StringLiteralLike | ts.TemplateExpression | undefined {
  let node = unwrap(expression);
  if (isObjectLiteralExpression(node)) {
    const given = propertyOf(node, 'sql') ?? propertyOf(node, 'text');
    if (given === undefined) return undefined;
    node = unwrap(given);
  }
  if (isTaggedTemplateExpression(node)) node = node.template;
  return isStringLiteralLike(node) || isTemplateExpression(node) ? node : undefined;
}

/** Of an `update` and a `delete` what stands in its `where`, of an `insert` all its values. Undefined where the call has no such statement, or it cannot be seen which values are put where. */
export function valuesOfRow({ arguments: given }: ts.CallExpression): readonly ts.Expression[] | undefined {
  const statement = given[0] === undefined ? undefined : statementIn(given[0]);
  if (statement === undefined) return undefined;
  if (isTemplateExpression(statement)) return spansOfRow(statement);
  const { text } = statement;
  const from = text.search(/\bwhere\b/i);
  if (!/^\s*(update|delete)\b/i.test(text) || from < 0) return undefined;
  const [list] = given.slice(1).map(unwrap);
  const values = given.length === 2 && list !== undefined && isArrayLiteralExpression(list) ? list.elements : given.slice(1);
  const numbered = [...text.slice(from).matchAll(/\$(\d+)/g)].map((match) => Number(match[1]) - 1);
  const before = text.slice(0, from).split('?').length - 1;
  const places = numbered.length > 0 ? numbered : Array.from({ length: text.slice(from).split('?').length - 1 }, (_, index) => before + index);
  const found = places.flatMap((place) => values[place] ?? []);
  return found.length > 0 && found.length === places.length ? found : undefined;
}

function spansOfRow({ head, templateSpans }: ts.TemplateExpression): readonly ts.Expression[] | undefined {
  if (!/^\s*(update|delete|insert|replace)\b/i.test(head.text)) return undefined;
  let before = head.text;
  const isInsert = /^\s*(insert|replace)\b/i.test(before);
  return templateSpans.flatMap(({ expression, literal }) => {
    const tells = isInsert || /\bwhere\b/i.test(before);
    before += literal.text;
    return tells ? [expression] : [];
  });
}
