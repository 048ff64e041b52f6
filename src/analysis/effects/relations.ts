/** What a call of a mapper reaches beyond its own table: rows that it reads with others, or makes along with its own. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, type Call } from './call-site.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isIdentifier, isObjectLiteralExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isStringLiteralLike } = ts;

export interface Reach {
  readonly reads: boolean;
  readonly writes: boolean;
  /** What only reads by its name puts what it finds somewhere: `aggregate([…, { $merge: … }])`. */
  readonly stores: boolean;
  /** Something in its options is not written out where it is called. */
  readonly open: boolean;
}

/** Options by which rows of other tables come along, and conditions on them: `include: { orders: true }`, `where: { orders: { none: {} } }`. */
const joining = new Set(['include', 'relations', 'populate', 'with', 'some', 'none', 'every', 'is', 'isNot', '$lookup', '$graphLookup', '$unionWith']);
/** What is done to rows of other tables within the values of one: `data: { author: { create: { … } } }`. */
const nested = new Set(['create', 'createMany', 'connect', 'connectOrCreate', 'disconnect', 'update', 'updateMany', 'upsert', 'delete', 'deleteMany']);
/** The same where a column has them too: `tags: { set: ['a'] }` is a value, `posts: { set: [{ id }] }` other rows. */
const nestedWithRows = new Set(['set']);
/** What a condition or an order says of a column, not of the row that a relation leads to. */
const ofColumn = /^(equals|not|in|notIn|lte?|gte?|contains|startsWith|endsWith|mode|search|has|hasEvery|hasSome|isEmpty|isSet|path|string_\w+|array_\w+|sort|nulls)$/;
/** Under these stand conditions on the row itself. */
const conditions = new Set(['where', 'AND', 'OR', 'NOT', 'orderBy']);
/** What is saved may bring rows that hang on it. */
const saving = /^save$/;

/** Under these stand the values of the row itself, and not of another one. */
const values = new Set(['data', 'create', 'update', 'where', 'select', 'include']);

const deepest = 6;

/** Which other tables they are, the names of relations do not tell: any. */
export function reachOf(call: Call): Reach {
  const found = { reads: false, writes: false, stores: false, open: false };
  for (const argument of argumentsOf(call)) look(unwrap(argument), '', 0, found);
  if (saving.test(methodName(calleeOf(call)) ?? '')) found.writes ||= argumentsOf(call).some((argument) => holdsRows(unwrap(argument)));
  return found;
}

function look(node: ts.Expression, under: string, depth: number, found: { -readonly [K in keyof Reach]: Reach[K] }): void {
  if (depth > deepest) return;
  if (isArrayLiteralExpression(node)) {
    for (const element of node.elements) look(unwrap(element), under, under === '' ? depth : depth + 1, found);
    return;
  }
  // `select('title, author:users(name)')`
  if (depth === 0 && isStringLiteralLike(node) && /\w\s*\(/.test(node.text.replaceAll(/\b(count|sum|avg|min|max)\s*\(/g, ''))) found.reads = true;
  // Options as a whole: `findMany(query)`. A value within them says which rows, and no other table.
  if (depth === 0 && !isObjectLiteralExpression(node)) found.open = true;
  if (!isObjectLiteralExpression(node)) return;
  for (const property of node.properties) {
    if (isSpreadAssignment(property)) found.open = true;
    const name = nameOf(property);
    if (name === undefined) continue;
    if (isShorthandPropertyAssignment(property)) {
      found.reads ||= joining.has(name);
      found.open ||= depth === 0 && values.has(name);
      continue;
    }
    if (!isPropertyAssignment(property)) continue;
    const value = unwrap(property.initializer);
    if (joining.has(name) && value.kind !== SyntaxKind.FalseKeyword && !(isIdentifier(value) && value.text === 'undefined')) found.reads = true;
    if (under === 'select' && isObjectLiteralExpression(value)) found.reads = true;
    if (conditions.has(under) && isOfRelation(name, value)) found.reads = true;
    if (/^\$\w+\.[\w.]+\$$/.test(name)) found.reads = true;
    if (name === '$merge' || name === '$out') found.stores = true;
    if (depth === 0 && (name === 'data' || name === 'where') && !isObjectLiteralExpression(value) && !isArrayLiteralExpression(value)) found.open = true;
    if (depth > 1 && nestedWithRows.has(name) && (isObjectLiteralExpression(value) || (isArrayLiteralExpression(value) && value.elements.every((element) => isObjectLiteralExpression(unwrap(element)))))) found.writes = true;
    if (depth > 1 && nested.has(name) && !values.has(under) && (isObjectLiteralExpression(value) || isArrayLiteralExpression(value))) found.writes = true;
    look(value, name, depth + 1, found);
  }
}

/** `where: { author: { active: true } }`, but not `{ age: { gt: 3 } }` nor the key of several columns `{ userId_postId: { userId, postId } }`. */
function isOfRelation(name: string, value: ts.Expression): boolean {
  if (conditions.has(name) || name.startsWith('_') || !isObjectLiteralExpression(value)) return false;
  const names = value.properties.map((property) => nameOf(property) ?? 'in');
  return names.join('_') !== name && names.some((one) => !ofColumn.test(one));
}

/** An object or a list of them among the values of one. */
function holdsRows(node: ts.Expression): boolean {
  if (isArrayLiteralExpression(node)) return node.elements.some((element) => holdsRows(unwrap(element)));
  return isObjectLiteralExpression(node) && node.properties.some((property) => {
    const value = isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    return value !== undefined && (isObjectLiteralExpression(value) || (isArrayLiteralExpression(value) && value.elements.some((element) => isObjectLiteralExpression(unwrap(element)))));
  });
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (isIdentifier(name) || isStringLiteralLike(name)) ? name.text : undefined;
}
