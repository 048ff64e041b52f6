/** Values that are written out: names, and members of modules, enums and constant objects, followed to their text. */
import ts from 'typescript';
import type { Binding } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import { nameOf } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Source, Sources } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isAsExpression, isConstTypeReference, isEnumDeclaration, isIdentifier, isImportDeclaration, isImportSpecifier, isNumericLiteral, isPropertyAccessExpression, isPropertyAssignment, isStringLiteral, isStringLiteralLike, isVariableDeclaration } = ts;

export class Constants {
  readonly #sources: Sources;
  readonly #meanings: Meanings;

  constructor(sources: Sources, meanings: Meanings) {
    this.#sources = sources;
    this.#meanings = meanings;
  }

  /** The text of a constant: a name, or a member of a module, an enum or an object, whose value is written out. */
  of(expression: ts.Expression, source: Source, steps = 0): string | undefined {
    const node = unwrap(expression);
    if (isStringLiteralLike(node) || isNumericLiteral(node)) return node.text;
    if (steps > 6) return undefined;
    if (isIdentifier(node)) {
      const binding = source.bound.useOf.get(node)?.binding;
      return binding === undefined ? undefined : this.#constantIn(binding, source, steps + 1);
    }
    if (!isPropertyAccessExpression(node)) return undefined;
    const owner = unwrap(node.expression);
    const declared = isIdentifier(owner) ? this.#declarationOf(owner, source) : undefined;
    if (declared !== undefined && isEnumDeclaration(declared.node)) {
      const member = declared.node.members.find((one) => nameOf(one.name) === node.name.text);
      return member?.initializer === undefined ? undefined : this.of(member.initializer, declared.source, steps + 1);
    }
    const whole = this.#meanings.of(owner, source);
    if (whole?.type === 'module') {
      const found = this.#exportedName(whole.source, node.name.text);
      return found === undefined ? undefined : this.#constantIn(found.binding, found.source, steps + 1);
    }
    // The members of any other object may have been given new values.
    if (whole?.type !== 'literal' || !isAsExpression(whole.node.parent) || !isConstTypeReference(whole.node.parent.type)) return undefined;
    const property = whole.node.properties.find((one) => isPropertyAssignment(one) && nameOf(one.name) === node.name.text);
    return property !== undefined && isPropertyAssignment(property) ? this.of(property.initializer, whole.source, steps + 1) : undefined;
  }

  #constantIn(binding: Binding, source: Source, steps: number): string | undefined {
    const declaration = binding.declarations[0]?.parent;
    if (declaration === undefined || steps > 6) return undefined;
    if (isVariableDeclaration(declaration)) return binding.kind === 'const' && declaration.initializer !== undefined ? this.of(declaration.initializer, source, steps) : undefined;
    if (!isImportSpecifier(declaration)) return undefined;
    const from = declaration.parent.parent.parent;
    const target = isImportDeclaration(from) && isStringLiteral(from.moduleSpecifier) ? this.#sources.resolve(from.moduleSpecifier.text, source.path) : undefined;
    const found = target === undefined ? undefined : this.#exportedName(target, (declaration.propertyName ?? declaration.name).text);
    return found === undefined ? undefined : this.#constantIn(found.binding, found.source, steps + 1);
  }

  /** The declaration of a name, an import followed. */
  #declarationOf(name: ts.Identifier, source: Source): { readonly node: ts.Node; readonly source: Source } | undefined {
    const node = source.bound.useOf.get(name)?.binding.declarations[0]?.parent;
    if (node === undefined || !isImportSpecifier(node)) return node === undefined ? undefined : { node, source };
    const from = node.parent.parent.parent;
    const target = isImportDeclaration(from) && isStringLiteral(from.moduleSpecifier) ? this.#sources.resolve(from.moduleSpecifier.text, source.path) : undefined;
    const found = target === undefined ? undefined : this.#exportedName(target, (node.propertyName ?? node.name).text);
    const declaration = found?.binding.declarations[0]?.parent;
    return found === undefined || declaration === undefined ? undefined : { node: declaration, source: found.source };
  }

  /** The variable, function, class or enum that a file exports under a name, re-exports followed. */
  #exportedName(source: Source, name: string, seen = new Set<Source>()): { readonly binding: Binding; readonly source: Source } | undefined {
    if (seen.has(source)) return undefined;
    seen.add(source);
    const found = source.exports.names.get(name);
    if (found?.type === 'name') {
      const binding = source.bound.moduleScope.bindings?.get(found.name.text);
      return binding === undefined ? undefined : { binding, source };
    }
    const through = found === undefined ? source.exports.stars.map((specifier) => [specifier, name] as const) : found.type === 'from' ? [[found.specifier, found.name] as const] : [];
    for (const [specifier, inner] of through) {
      const target = this.#sources.resolve(specifier, source.path);
      const there = target === undefined ? undefined : this.#exportedName(target, inner, seen);
      if (there !== undefined) return there;
    }
    return undefined;
  }
}
