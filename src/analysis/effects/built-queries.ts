/** Queries that are built in one line and run in another. */
import ts from 'typescript';
import type { Binding } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, type Call } from './call-site.ts';
import { Collector } from './collector.ts';
import { valuesOf } from './first-comer.ts';
import type { Frame } from './keys.ts';
import type { Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Summaries } from './summarise.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isArrayLiteralExpression, isArrowFunction, isBlock, isCallExpression, isIdentifier, isPropertyAccessExpression, isSpreadElement, isTaggedTemplateExpression } = ts;

export class BuiltQueries {
  readonly #summaries: Summaries;
  readonly #meanings: Meanings;
  /** Whose values are being looked at: `query = query.where(…)` names itself. */
  readonly #running = new Set<Binding>();

  constructor(summaries: Summaries, meanings: Meanings) {
    this.#summaries = summaries;
    this.#meanings = meanings;
  }

  /** Of what a call is made on, or given. */
  runIn(callee: ts.Expression, meaning: Meaning | undefined, call: Call, frame: Frame, into: Collector): void {
    const node = unwrap(callee);
    const isOfPackage = meaning?.type === 'instance' && meaning.module !== 'global';
    if (isPropertyAccessExpression(node) && (isOfPackage || /^(exec|execute|then)$/.test(node.name.text))) this.run(node.expression, frame, into);
    if (isOfPackage || (meaning?.type === 'package' && meaning.path[0] === 'Promise')) for (const argument of argumentsOf(call)) this.run(argument, frame, into);
  }

  /** A query that was built before and is kept in a name runs where it is waited for, executed, or given to who runs several: `await insert.returning()`, `$transaction(creations)`. */
  run(expression: ts.Expression, frame: Frame, into: Collector): void {
    const node = unwrap(expression);
    if (isArrayLiteralExpression(node)) {
      for (const element of node.elements) this.run(isSpreadElement(element) ? element.expression : element, frame, into);
      return;
    }
    const binding = isIdentifier(node) ? frame.source.bound.useOf.get(node)?.binding : undefined;
    if (binding === undefined || this.#running.has(binding)) return;
    const values = valuesOf(binding).filter((value) => this.#isBuilding(value, frame));
    if (values.length === 0) return;
    this.#running.add(binding);
    const built = new Collector();
    for (const value of values) this.#summaries.walk(value, frame, built);
    this.#running.delete(binding);
    const { reads, writes } = built.finish();
    for (const effect of [...reads, ...writes]) {
      if (effect.resource.kind !== 'table' || effect.source !== 'catalogue') continue;
      into.add(effect);
      into.waits();
    }
  }

  /** Whether what is written out gives queries of what the catalogue knows, and waits for none of them. */
  #isBuilding(expression: ts.Expression, frame: Frame): boolean {
    const node = unwrap(expression);
    if (isArrayLiteralExpression(node)) return node.elements.every((element) => this.#isBuilding(element, frame));
    if (isTaggedTemplateExpression(node)) return this.#isOfPackage(node.tag, frame);
    if (!isCallExpression(node)) return false;
    const [given] = node.arguments;
    const fn = given === undefined ? undefined : unwrap(given);
    if (methodName(node.expression) === 'map' && fn !== undefined && isArrowFunction(fn)) return fn.modifiers === undefined && !isBlock(fn.body) && this.#isBuilding(fn.body, frame);
    return this.#isOfPackage(node.expression, frame);
  }

  #isOfPackage(callee: ts.Expression, { source }: Frame): boolean {
    const meaning = this.#meanings.of(callee, source);
    return (meaning?.type === 'package' || meaning?.type === 'instance') && meaning.module !== 'global' && this.#meanings.known(meaning) !== undefined;
  }
}
