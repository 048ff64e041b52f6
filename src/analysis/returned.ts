/** What a function gives back, property by property: which call each stands for, however the calls were waited for. */
import ts from 'typescript';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isArrayBindingPattern, isArrayLiteralExpression, isAwaitExpression, isBindingElement, isCallExpression, isFunctionDeclaration, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isReturnStatement, isShorthandPropertyAssignment, isVariableStatement } = ts;

export interface Returned {
  readonly property: string;
  /** The call's text without line breaks and runs of blanks, such as `fetchUser(id)`. */
  readonly call: string;
  /** Its failure ends nothing else: it has a `catch` of its own, or is one of `Promise.allSettled`. */
  readonly guarded: boolean;
}

/** Of the function of that name the object in its last `return`; null where there is no such thing. A property that no call can be found for is left out. */
export function returnedBy(text: string, name: string): readonly Returned[] | null {
  const file = ts.createSourceFile('challenge.ts', text, ts.ScriptTarget.Latest, true);
  const fn = file.statements.find((statement): statement is ts.FunctionDeclaration => isFunctionDeclaration(statement) && statement.name?.text === name);
  const statements = fn?.body?.statements ?? [];
  const last = statements.at(-1);
  const object = last && isReturnStatement(last) && last.expression ? unwrap(last.expression) : undefined;
  if (object === undefined || !isObjectLiteralExpression(object)) return null;
  const values = valuesOf(statements);
  return object.properties.flatMap((property): Returned[] => {
    if (isShorthandPropertyAssignment(property)) return found(property.name.text, property.name, values, file);
    return isPropertyAssignment(property) && isIdentifier(property.name) ? found(property.name.text, property.initializer, values, file) : [];
  });
}

interface Value {
  readonly expression: ts.Expression;
  readonly settled: boolean;
}

/** What each variable of the body is given: `const a = await x`, `const [a, b] = await Promise.all([x, y])`. */
function valuesOf(statements: readonly ts.Statement[]): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const statement of statements) {
    if (!isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined) continue;
      if (isIdentifier(name)) values.set(name.text, { expression: initializer, settled: false });
      else if (isArrayBindingPattern(name)) {
        const several = severalOf(initializer);
        name.elements.forEach((element, index) => {
          const one = several?.members[index];
          if (isBindingElement(element) && isIdentifier(element.name) && one !== undefined) values.set(element.name.text, { expression: one, settled: several?.settled === true });
        });
      }
    }
  }
  return values;
}

function severalOf(expression: ts.Expression): { readonly members: readonly ts.Expression[]; readonly settled: boolean } | undefined {
  const awaited = unwrap(expression);
  const call = isAwaitExpression(awaited) ? unwrap(awaited.expression) : awaited;
  if (!isCallExpression(call)) return undefined;
  const how = /^Promise\.(all|allSettled)$/.exec(call.expression.getText())?.[1];
  const list = call.arguments[0] && unwrap(call.arguments[0]);
  return how !== undefined && list && isArrayLiteralExpression(list) ? { members: list.elements, settled: how === 'allSettled' } : undefined;
}

function found(property: string, start: ts.Expression, values: ReadonlyMap<string, Value>, file: ts.SourceFile): Returned[] {
  let node = start;
  let guarded = false;
  for (let step = 0; step < 20; step++) {
    node = unwrap(node);
    if (isAwaitExpression(node)) node = node.expression;
    else if (isIdentifier(node)) {
      const value = values.get(node.text);
      if (value === undefined) return [];
      guarded ||= value.settled;
      node = value.expression;
    } else if (isCallExpression(node) && isPropertyAccessExpression(node.expression) && node.expression.name.text === 'catch') {
      guarded = true;
      node = node.expression.expression;
    } else break;
  }
  return isCallExpression(node) ? [{ property, call: node.getText(file).replaceAll(/\s+/g, ' '), guarded }] : [];
}
