/** What the file of an HTTP client puts around every request that is made with it: functions that run before it and after, and what it sends along by default. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { unwrap } from '../syntax.ts';
import { argumentsOf } from './call-site.ts';
import type { Clause } from './clauses.ts';
import type { Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isElementAccessExpression, isIdentifier, isImportClause, isImportDeclaration, isImportSpecifier, isPropertyAccessExpression, isStringLiteral } = ts;

interface Setup {
  /** The client, as the file has it. */
  readonly client: string;
  /** Undefined where its defaults are set. */
  readonly interceptor?: ts.Expression;
}

export interface SetUp {
  readonly source: Source;
  readonly interceptors: readonly ts.Expression[];
  readonly hasDefaults: boolean;
}

/** Whether the call asks something with a client that may be set up so. */
export function asksByClient(meaning: Meaning, clauses: readonly Clause[]): boolean {
  return (meaning.type === 'package' || meaning.type === 'instance') && meaning.module === 'axios' && clauses.some((clause) => clause.type === 'request' || ('resources' in clause && clause.resources.some(({ kind }) => kind === 'host')));
}

/** How the client is set up where it is declared: here, or in the file that it is imported from. */
export function setUpOf(client: ts.Expression, source: Source, meanings: Meanings): SetUp {
  const { from, name } = declaredIn(client, source, meanings) ?? { from: source, name: client.getText(source.file) };
  const own = setupsIn(from).filter((setup) => name === undefined || setup.client === name);
  return { source: from, interceptors: own.flatMap(({ interceptor }) => interceptor ?? []), hasDefaults: own.some(({ interceptor }) => interceptor === undefined) };
}

/** What another file calls it; undefined of its default, which may be any. */
function declaredIn(client: ts.Expression, source: Source, meanings: Meanings): { readonly from: Source; readonly name: string | undefined } | undefined {
  const binding = isIdentifier(client) ? source.bound.useOf.get(client)?.binding : undefined;
  const named = binding?.kind === 'import' ? binding.declarations[0]?.parent : undefined;
  if (named === undefined || !(isImportSpecifier(named) || isImportClause(named))) return undefined;
  const declaration = isImportSpecifier(named) ? named.parent.parent.parent : named.parent;
  const whole = isImportDeclaration(declaration) && isStringLiteral(declaration.moduleSpecifier) ? meanings.module(declaration.moduleSpecifier.text, source) : undefined;
  return whole?.type === 'module' ? { from: whole.source, name: isImportSpecifier(named) ? (named.propertyName ?? named.name).text : undefined } : undefined;
}

const found = new WeakMap<Source, readonly Setup[]>();

function setupsIn(source: Source): readonly Setup[] {
  let setups = found.get(source);
  if (setups === undefined) found.set(source, setups = [...interceptorsIn(source), ...defaultsIn(source)]);
  return setups;
}

/** `api.interceptors.request.use(before)`. */
function interceptorsIn({ bound, file }: Source): readonly Setup[] {
  return bound.units.flatMap(({ calls }) => calls).flatMap((call) => {
    const [, client] = isCallExpression(call) ? (/^([^]+?)\.interceptors\.(?:request|response)\.use$/.exec(call.expression.getText(file)) ?? []) : [];
    return client === undefined ? [] : argumentsOf(call as ts.CallExpression).map((interceptor) => ({ client, interceptor: unwrap(interceptor) }));
  });
}

/** `api.defaults.headers.common.Authorization = token`. */
function defaultsIn({ bound, file }: Source): readonly Setup[] {
  return bound.uses.flatMap((use) => {
    const { path, flow, whole } = accessOf(use);
    if (flow === 'read' || !path.includes('defaults')) return [];
    let node = whole;
    while (isElementAccessExpression(node) || (isPropertyAccessExpression(node) && node.name.text !== 'defaults')) node = node.expression;
    return isPropertyAccessExpression(node) ? [{ client: node.expression.getText(file) }] : [];
  });
}
