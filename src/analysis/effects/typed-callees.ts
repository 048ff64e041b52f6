/** What the project's own types, where the front end has a compiler for it, say of the callee of a call. In the first tier they say nothing. */
import ts from 'typescript';
import { isFunctionNode } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import { isStaticMember } from './call-site.ts';
import type { Catalogue } from './catalogue/schema.ts';
import type { Declared, Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Source, Sources } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isMethodDeclaration, isPropertyAccessExpression } = ts;

export class TypedCallees {
  readonly #sources: Sources;
  readonly #catalogue: Catalogue;
  readonly #meanings: Meanings;

  constructor(sources: Sources, catalogue: Catalogue, meanings: Meanings) {
    this.#sources = sources;
    this.#catalogue = catalogue;
    this.#meanings = meanings;
  }

  /** Undefined where the types say nothing. */
  declared(callee: ts.Expression, source: Source): Declared | undefined {
    const node = unwrap(callee);
    const name = isPropertyAccessExpression(node) ? node.name : isIdentifier(node) ? node : undefined;
    // A callee made by this pass stands nowhere in a text.
    const told = name === undefined || name.pos < 0 ? undefined : this.#sources.types?.callee(source.path, name.getStart(source.file));
    if (told === undefined) return undefined;
    const body = told.body === undefined || isHandedIn(this.#meanings.of(callee, source)) ? undefined : this.#bodyAt(told.body.path, told.body.start);
    const { from, never, promise } = told;
    const known = from === undefined ? undefined : ((from.type === undefined ? undefined : this.#catalogue.ofType(from.module, from.type, [from.member])) ?? this.#catalogue.member(from.module, [from.member]));
    return { never, ...(promise === undefined ? {} : { promise }), ...(body === undefined ? {} : { body }), ...(known === undefined ? {} : { known }) };
  }

  /** Whether a class in another file puts a method of its own in place of this one, and an object of that class may be meant. */
  isOverriddenElsewhere({ node, source, self }: Extract<Meaning, { type: 'function' }>): boolean {
    const isExact = self?.type === 'object' && self.derived !== true;
    return !isExact && isMethodDeclaration(node) && !isStaticMember(node) && this.#sources.types?.isOverridden(source.path, node.name.getStart(source.file)) === true;
  }

  #bodyAt(path: string, start: number): Declared['body'] {
    const source = this.#sources.open(path);
    const node = source?.bound.units.find((unit) => unit.node.pos === start && isFunctionNode(unit.node))?.node;
    return source === undefined || node === undefined || !isFunctionNode(node) ? undefined : { node, source };
  }
}

/** A function that is given where it is called has the type of some body, and need not be that one. */
function isHandedIn(callee: Meaning | undefined): boolean {
  return callee?.type === 'either' || (callee?.type === 'parameter' && callee.members.length === 0) || (callee?.type === 'signature' && callee.of === 'a function type');
}
