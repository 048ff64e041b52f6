/** What the SQL statement does that a call runs, wherever its text stands. */
import ts from 'typescript';
import type { Binding } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import { propertyOf, type Site } from './call-site.ts';
import { Collector, type Invocation } from './collector.ts';
import type { Hole } from './effect.ts';
import { constantValue, type Keys } from './keys.ts';
import { readSql } from './sql.ts';
import type { Touch } from './touch.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isCallExpression, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, isSpreadElement, isStringLiteralLike, isTaggedTemplateExpression, isTemplateExpression, isVariableDeclaration } = ts;

export class Statements {
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** Adds what the statement does to its tables. One that a caller hands in is told by whoever calls; one that nothing tells may touch any table. */
  touch(argument: ts.Expression | undefined, site: Site, touch: Touch): void {
    const statement = argument === undefined ? undefined : this.#statement(argument, site, 0);
    const touches = typeof statement === 'string' ? readSql(statement) : undefined;
    if (touches !== undefined) {
      for (const { access, table, believed } of touches) {
        touch(access, 'table', table === undefined || table === '' || table.includes('?') ? undefined : [table]);
        if (believed !== undefined) site.into.gap({ where: site.where, text: site.text, nameSays: 'read', reason: `what \`${believed}\` does stands in the database` });
      }
      return;
    }
    const parameter = typeof statement === 'object' && typeof statement.parameter === 'number' ? statement.parameter : undefined;
    if (parameter === undefined) {
      touch('read', 'table', undefined);
      touch('write', 'table', undefined);
      return;
    }
    const anything = new Collector();
    for (const access of ['read', 'write'] as const) anything.add({ access, resource: { kind: 'table', serial: false }, where: site.where, text: site.text, source: site.origin });
    anything.waits();
    site.into.invoke({ as: 'sql', parameter, members: (typeof statement === 'object' ? statement.members : undefined) ?? [], where: site.where, text: site.text, otherwise: anything.finish() });
  }

  /** What a text does that is plainly a statement of SQL, whoever runs it; undefined of any other. */
  says(argument: ts.Expression | undefined, site: Site): 'read' | 'write' | undefined {
    const text = argument === undefined || isSpreadElement(argument) ? undefined : this.#statement(argument, site, 0);
    if (typeof text !== 'string' || !/^\s*(select\b[^]*\bfrom|insert\s+into|update\b[^]*\bset|delete\s+from|replace\s+into|with\b[^]*\bas\s*\(|merge\s+into|truncate\s)/i.test(text)) return undefined;
    return readSql(text)?.every(({ access }) => access === 'read') === true ? 'read' : 'write';
  }

  /** The statement that a helper runs, told by whoever calls the helper; false where that does not tell it either. */
  handed(invocation: Invocation, argument: ts.Expression | undefined, site: Site): boolean {
    let given = argument === undefined ? undefined : unwrap(argument);
    for (const member of invocation.members) given = given !== undefined && isObjectLiteralExpression(given) ? propertyOf(given, member) : undefined;
    const [effect] = invocation.otherwise.writes;
    if (given === undefined || effect === undefined) return false;
    const touch: Touch = (access, kind, key) => {
      site.into.add({ ...effect, access, resource: { kind, serial: false, ...(key === undefined ? {} : { key }) } });
      site.into.waits();
    };
    this.touch(given, site, touch);
    return true;
  }

  /**
   * The text of a statement, with `?` where a run puts something in; looks through objects (`{ text: '…' }`), templates, constants and what only mends a text (`sql.trim()`).
   * A hole where the text is a parameter of the function: whoever calls it tells.
   */
  #statement(expression: ts.Expression, site: Site, steps: number): string | Hole | undefined {
    const node = unwrap(expression);
    if (steps > 6) return undefined;
    if (isTaggedTemplateExpression(node)) return this.#statement(node.template, site, steps + 1);
    if (isObjectLiteralExpression(node)) {
      const inner = propertyOf(node, 'text') ?? propertyOf(node, 'sql') ?? propertyOf(node, 'query');
      return inner === undefined ? undefined : this.#statement(inner, site, steps + 1);
    }
    if (isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => `${text} ? ${span.literal.text}`, node.head.text);
    if (isCallExpression(node)) {
      const callee = unwrap(node.expression);
      if (isPropertyAccessExpression(callee) && /^(replace|replaceAll|trim|trimStart|trimEnd|toString)$/.test(callee.name.text)) return this.#statement(callee.expression, site, steps + 1);
    }
    const binding = isIdentifier(node) ? site.frame.source.bound.useOf.get(node)?.binding : undefined;
    const initial = binding === undefined ? undefined : constantValue(binding);
    if (initial !== undefined && isCallExpression(unwrap(initial))) return this.#statement(initial, site, steps + 1);
    const begun = binding === undefined ? undefined : begunText(binding);
    if (begun !== undefined) return `${begun} ?`;
    const key = this.#keys.value(node, site.frame);
    const [only] = key;
    if (key.length === 1 && typeof only === 'object') return only;
    return key.some((part) => typeof part === 'string') ? key.map((part) => (typeof part === 'string' ? part : ' ? ')).join('') : undefined;
  }
}

/** `let query = 'SELECT …'; query += …`: what a text begins with that is only added to afterwards. */
function begunText({ declarations, uses }: Binding): string | undefined {
  const declaration = declarations[0]?.parent;
  if (declaration === undefined || !isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  const initial = unwrap(declaration.initializer);
  const text = isStringLiteralLike(initial) ? initial.text : isTemplateExpression(initial) ? initial.templateSpans.reduce((all, span) => `${all} ? ${span.literal.text}`, initial.head.text) : undefined;
  const onlyGrows = uses.every(({ flow, node }) => flow === 'read' || flow === 'declare' || (isBinaryExpression(node.parent) && node.parent.operatorToken.kind === SyntaxKind.PlusEqualsToken));
  return onlyGrows ? text : undefined;
}
