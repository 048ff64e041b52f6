/** Who listens to an emitter in the same file: `emit` runs that at once. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, type Call } from './call-site.ts';
import type { Meanings } from './meanings.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isPropertyAccessExpression, isStringLiteralLike } = ts;

const emitting: ReadonlySet<string> = new Set(['emit', 'emitAsync']);
const listening: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

/** What the file has put there to run when this call emits; of another emitter of the same class too, since the two may be one. */
export function listenersOf(call: Call, source: Source, meanings: Meanings): readonly ts.Expression[] {
  const emitter = receiverOf(call, emitting);
  const [event] = argumentsOf(call);
  if (emitter === undefined || event === undefined) return [];
  return source.bound.units.flatMap(({ calls }) => calls).flatMap((other) => {
    const heard = receiverOf(other, listening);
    const [name, listener] = argumentsOf(other);
    return heard !== undefined && name !== undefined && listener !== undefined && mayBeSameEvent(event, name) && mayBeSameEmitter(emitter, heard, source, meanings) ? [listener] : [];
  });
}

function receiverOf(call: Call, methods: ReadonlySet<string>): ts.Expression | undefined {
  const callee = isCallExpression(call) ? unwrap(calleeOf(call)) : undefined;
  return callee !== undefined && isPropertyAccessExpression(callee) && methods.has(methodName(callee) ?? '') ? unwrap(callee.expression) : undefined;
}

function mayBeSameEvent(a: ts.Expression, b: ts.Expression): boolean {
  return !isStringLiteralLike(a) || !isStringLiteralLike(b) || a.text === b.text;
}

function mayBeSameEmitter(a: ts.Expression, b: ts.Expression, source: Source, meanings: Meanings): boolean {
  const [one, other] = [meanings.of(a, source), meanings.of(b, source)];
  if (one?.type === 'object' && other?.type === 'object') return one.node === other.node;
  return a.getText(source.file) === b.getText(source.file);
}
