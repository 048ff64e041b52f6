/** Names for what a change puts into the code. */
import ts from 'typescript';
import { dottedName, methodName } from '../analysis/syntax.ts';

/** Names that occur nowhere in a text, each given once. */
export class FreshNames {
  readonly #text: string;
  readonly #given = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The wish itself, or the first of `wish2`, `wish3`, … that nothing in the text is called. */
  name(wish: string): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? wish : `${wish}${n}`;
      if (this.#given.has(name) || this.#occurs(name)) continue;
      this.#given.add(name);
      return name;
    }
  }

  #occurs(name: string): boolean {
    for (let at = this.#text.indexOf(name); at >= 0; at = this.#text.indexOf(name, at + 1)) {
      if (!isNamePart(this.#text.codePointAt(at - 1)) && !isNamePart(this.#text.codePointAt(at + name.length))) return true;
    }
    return false;
  }
}

function isNamePart(code: number | undefined): boolean {
  return code !== undefined && ts.isIdentifierPart(code, ts.ScriptTarget.Latest);
}

/** What the value of an await is called: the variable it is given to, else what is called. */
export function valueName(statement: ts.Statement, operand: ts.Expression): string {
  if (ts.isVariableStatement(statement)) {
    const [only, other] = statement.declarationList.declarations;
    if (only !== undefined && other === undefined && ts.isIdentifier(only.name)) return only.name.text;
  }
  const called = ts.isCallExpression(operand) ? methodName(operand.expression) : undefined;
  const name = (called ?? dottedName(operand)?.replace(/.*\./, '') ?? 'pending').replace(/^#/, '');
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : 'pending';
}
