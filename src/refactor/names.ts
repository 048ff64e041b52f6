/** Names for what a change puts into the code. */
import ts from 'typescript';
import { withoutChain } from '../analysis/awaits.ts';
import { dottedName, methodName, unwrap } from '../analysis/syntax.ts';
import type { Slot } from './slot.ts';

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

/** What the value of an await is called: the variable or member that holds it as it is, else what is called, or the module that is loaded. */
export function valueName({ node, operand }: Pick<Slot, 'node' | 'operand'>): string {
  let value: ts.Node = node;
  while (unwrap(value.parent as ts.Expression) === node) value = value.parent;
  const { parent } = value;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.initializer === value && ts.isIdentifier(parent.name)) return parent.name.text;
  const call = withoutChain(operand);
  const called = !ts.isCallExpression(call) ? dottedName(call)?.replace(/.*\./, '') : call.expression.kind === ts.SyntaxKind.ImportKeyword ? moduleName(call) : methodName(call.expression);
  const name = (called ?? '').replace(/^#/, '');
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : 'pending';
}

/** `fileNames` of `import('./file-names.js')`, `promises` of `import('node:fs/promises')`. */
function moduleName({ arguments: [specifier] }: ts.CallExpression): string | undefined {
  const last = specifier && ts.isStringLiteralLike(specifier) ? /([^/:]+?)(?:\.\w+)?\/?$/.exec(specifier.text)?.[1] : undefined;
  return last?.replace(/[^\p{ID_Continue}]+(.?)/gu, (_, next: string) => next.toUpperCase());
}
