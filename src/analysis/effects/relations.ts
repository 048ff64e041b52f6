/** What a call of a mapper reaches beyond its own table: rows that it reads with others, or makes along with its own. */
import ts from 'typescript';
import { unwrap } from '../syntax.ts';
import { argumentsOf, type Call } from './call-site.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isIdentifier, isObjectLiteralExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isStringLiteralLike } = ts;

export interface Reach {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Something in its options is not written out where it is called. */
  readonly open: boolean;
}

/** Options by which rows of other tables come along, and conditions on them: `include: { orders: true }`, `where: { orders: { none: {} } }`. */
const joining = new Set(['include', 'relations', 'populate', 'with', 'some', 'none', 'every', 'is', 'isNot']);
/** What is done to rows of other tables within the values of one: `data: { author: { create: { … } } }`. */
const nested = new Set(['create', 'createMany', 'connect', 'connectOrCreate', 'disconnect', 'update', 'updateMany', 'upsert', 'delete', 'deleteMany']);
/** Under these stand the values of the row itself, and not of another one. */
const values = new Set(['data', 'create', 'update', 'where', 'select', 'include']);

const deepest = 6;

/** Which other tables they are, the names of relations do not tell: any. */
export function reachOf(call: Call): Reach {
  const found = { reads: false, writes: false, open: false };
  for (const argument of argumentsOf(call)) look(unwrap(argument), '', 0, found);
  return found;
}

function look(node: ts.Expression, under: string, depth: number, found: { -readonly [K in keyof Reach]: Reach[K] }): void {
  if (depth > deepest) return;
  if (isArrayLiteralExpression(node)) for (const element of node.elements) look(unwrap(element), under, depth + 1, found);
  // Options as a whole: `findMany(query)`. A value within them says which rows, and no other table.
  if (depth === 0 && !isObjectLiteralExpression(node)) found.open = true;
  if (!isObjectLiteralExpression(node)) return;
  for (const property of node.properties) {
    if (isSpreadAssignment(property)) found.open = true;
    const name = nameOf(property);
    if (name === undefined) continue;
    if (isShorthandPropertyAssignment(property)) {
      found.reads ||= joining.has(name);
      continue;
    }
    if (!isPropertyAssignment(property)) continue;
    const value = unwrap(property.initializer);
    if (joining.has(name) && value.kind !== SyntaxKind.FalseKeyword && !(isIdentifier(value) && value.text === 'undefined')) found.reads = true;
    if (under === 'select' && isObjectLiteralExpression(value)) found.reads = true;
    if (depth > 1 && nested.has(name) && !values.has(under) && (isObjectLiteralExpression(value) || isArrayLiteralExpression(value))) found.writes = true;
    look(value, name, depth + 1, found);
  }
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (isIdentifier(name) || isStringLiteralLike(name)) ? name.text : undefined;
}
