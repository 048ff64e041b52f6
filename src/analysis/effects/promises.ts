/** Calls that give a promise whatever happens. */
import ts from 'typescript';
import { withoutChain } from '../awaits.ts';
import { isPromiseType, promisesOf } from '../chains.ts';
import type { FunctionNode } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import { isAny, isOpen, possible, type Meaning } from './meaning.ts';
import type { Source } from './sources.ts';
import type { Meanings } from './meanings.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, getModifiers, isBlock, isCallExpression, isReturnStatement, isTypeReferenceNode } = ts;

/** Modules all of whose functions are async functions. */
const asyncModules = /^(?:node:)?(?:fs\/promises|timers\/promises|dns\/promises|stream\/promises)$/;

/** Whether the expression calls an async function, or loads a module by `import()`: it cannot throw, only reject, and what it gives is a promise and not a query that begins at its `then`. */
export function givesPromise(expression: ts.Expression, source: Source, meanings: Meanings): boolean {
  const call = withoutChain(expression);
  if (!isCallExpression(call)) return false;
  if (call.expression.kind === SyntaxKind.ImportKeyword) return true;
  const callee = meanings.of(call.expression, source);
  return callee !== undefined && !isOpen(callee) && possible(callee).every(isAsync);
}

function isAsync(meaning: Meaning): boolean {
  if (meaning.type === 'package') return asyncModules.test(meaning.module) || (meaning.module === 'global' && meaning.path.join('.') === 'fetch') || (/^(?:node:)?fs$/.test(meaning.module) && meaning.path[0] === 'promises');
  if (meaning.type !== 'function') return false;
  const { node } = meaning;
  return node.body !== undefined && !('asteriskToken' in node && node.asteriskToken !== undefined) && canHaveModifiers(node) && (getModifiers(node) ?? []).some(({ kind }) => kind === SyntaxKind.AsyncKeyword);
}

/** Functions that give back what another one gives are followed this far. */
const deepest = 4;

/** Whether what the expression gives is a promise; undefined where nothing tells. `waits`: whether a call that the catalogue knows reaches the outside. */
export function promiseOf(expression: ts.Expression, source: Source, meanings: Meanings, waits: (call: ts.CallExpression) => boolean, depth = 0): boolean | undefined {
  const node = unwrap(expression);
  const inFile = promisesOf(source.bound)(node);
  if (inFile !== undefined || !isCallExpression(node)) return inFile;
  if (withoutChain(node) !== node) return true;
  return ofCallee(meanings.of(node.expression, source), node, source, meanings, waits, depth);
}

function ofCallee(meaning: Meaning | undefined, node: ts.CallExpression, source: Source, meanings: Meanings, waits: (call: ts.CallExpression) => boolean, depth: number): boolean | undefined {
  switch (meaning?.type) {
    case 'either': {
      const [first, ...others] = meaning.of.map((one) => ofCallee(one, node, source, meanings, waits, depth));
      return !isOpen(meaning) && others.every((other) => other === first) ? first : undefined;
    }
    case 'function':
      return ofFunction(meaning.node, meaning.source, meanings, waits, depth);
    case 'signature':
      return ofType(meaning.returns);
    case 'parameter':
      return meaning.typed?.type === 'signature' ? ofType(meaning.typed.returns) : meanings.typed.declared(node.expression, source)?.promise;
    case 'package':
    case 'instance':
      if (meanings.known(meaning) !== undefined) return waits(node);
      return meanings.typed.declared(node.expression, source)?.promise;
    default:
      return meanings.typed.declared(node.expression, source)?.promise;
  }
}

function ofFunction(node: FunctionNode, source: Source, meanings: Meanings, waits: (call: ts.CallExpression) => boolean, depth: number): boolean | undefined {
  if ((canHaveModifiers(node) ? (getModifiers(node) ?? []) : []).some(({ kind }) => kind === SyntaxKind.AsyncKeyword)) return true;
  if ('asteriskToken' in node && node.asteriskToken !== undefined) return false;
  if (node.type !== undefined && !isAny(node.type)) return ofType(node.type);
  const { body } = node;
  if (body === undefined || depth >= deepest) return undefined;
  const unit = source.bound.unitOf.get(node);
  const given = isBlock(body) ? (unit?.exits ?? []).flatMap((exit) => (isReturnStatement(exit) && exit.expression !== undefined ? [exit.expression] : [])) : [body];
  const said = given.map((value) => promiseOf(value, source, meanings, waits, depth + 1));
  return said.includes(true) ? true : said.includes(undefined) ? undefined : false;
}

/** A type that the file declares may stand for anything. */
function ofType(type: ts.TypeNode | undefined): boolean | undefined {
  if (type === undefined || isAny(type)) return undefined;
  if (isPromiseType(type)) return true;
  return isTypeReferenceNode(type) ? undefined : false;
}
