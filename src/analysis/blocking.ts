/** Stretches of an async function that hold the event loop: synchronous calls that are known to take long, and long loops. No times, only what they are. */
import ts from 'typescript';
import type { Annotations } from './annotations.ts';
import { initializerOf } from './awaits.ts';
import { calleeUnit } from './callees.ts';
import { numberOf, roundsOf } from './durations.ts';
import type { Blocking, BlockingKind } from './model.ts';
import type { Places } from './places.ts';
import type { Bound, CallNode, LoopNode, Unit } from './scopes.ts';
import { dottedName, inRange, methodName, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isAwaitExpression, isCallExpression, isIdentifier, isParenthesizedExpression, isPropertyAccessExpression } = ts;

interface Context {
  readonly bound: Bound;
  readonly places: Places;
  readonly annotations: Annotations;
}

/** A loop of fewer rounds is over before anybody waits for it. */
const fewestRounds = 100_000;

/** In source order; what stands inside another is a part of it. */
export function blockingIn(unit: Unit, context: Context): Blocking[] {
  const found: Blocking[] = [];
  for (const loop of unit.loops) add(found, loopOf(loop, unit, context));
  for (const call of unit.calls) add(found, callOf(call, context));
  if (found.length < 2) return found;
  found.sort((a, b) => a.place.start - b.place.start || b.place.end - a.place.end);
  let end = -1;
  return found.filter(({ place }) => {
    const inside = place.end <= end;
    end = Math.max(end, place.end);
    return !inside;
  });
}

function add(found: Blocking[], one: Blocking | null): void {
  if (one !== null) found.push(one);
}

function callOf(call: CallNode, { bound, places, annotations }: Context): Blocking | null {
  if (!isCallExpression(call)) return null;
  // Without comments that say so only few names are known to take long, and most calls have others.
  const method = methodName(call.expression);
  if (!annotations.any && method !== 'parse' && method?.endsWith('Sync') !== true) return null;
  if (isAwaited(call)) return null;
  const label = dottedName(call.expression) ?? method;
  if (label === undefined) return null;
  const said = annotations.any ? annotations.onLine(places.of(call).line) : undefined;
  if (said?.words.includes('compute') === true) return { place: places.of(call), label, kind: 'call', annotation: said };
  const name = label.slice(label.lastIndexOf('.') + 1);
  if (label === 'JSON.parse') return isWholeFile(call.arguments[0], bound) ? { place: places.of(call), label, kind: 'parse' } : null;
  // A function of this file is looked at by itself, by whoever calls it from an async one.
  if (!name.endsWith('Sync') || calleeUnit(call.expression, bound) !== undefined) return null;
  const kind = kindOfSync(name);
  const rounds = name === 'pbkdf2Sync' && call.arguments[2] !== undefined ? numberOf(call.arguments[2], bound) : undefined;
  return { place: places.of(call), label, kind, ...(rounds !== undefined && { rounds }) };
}

function kindOfSync(name: string): BlockingKind {
  if (/^(?:exec|execFile|spawn|execa|execaCommand)Sync$/.test(name)) return 'process';
  if (/^(?:pbkdf2|scrypt|hash|compare|genSalt|generateKeyPair|generateKey|generatePrime|checkPrime|hkdf)Sync$/.test(name)) return 'crypto';
  if (/(?:zip|flate|brotliCompress|brotliDecompress|zstdCompress|zstdDecompress|[Cc]ompress|unzip)(?:Raw)?Sync$/.test(name)) return 'compression';
  return 'file';
}

/** `await f()` and `await Promise.all([f()])` wait, whatever `f` is called. */
function isAwaited(call: ts.CallExpression): boolean {
  let node: ts.Node = call;
  while (isParenthesizedExpression(node.parent)) node = node.parent;
  return isAwaitExpression(node.parent);
}

/** Whether what is parsed is the text of a whole file, whose size nobody knows here. */
function isWholeFile(argument: ts.Expression | undefined, bound: Bound, depth = 0): boolean {
  if (argument === undefined || depth > 4) return false;
  const node = unwrap(argument);
  if (isAwaitExpression(node)) return isWholeFile(node.expression, bound, depth + 1);
  if (isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    const initializer = binding === undefined ? undefined : initializerOf(binding);
    return isWholeFile(initializer, bound, depth + 1);
  }
  if (!isCallExpression(node)) return false;
  const name = methodName(node.expression);
  if (name === 'toString' && isPropertyAccessExpression(node.expression)) return isWholeFile(node.expression.expression, bound, depth + 1);
  return name === 'readFile' || name === 'readFileSync';
}

function loopOf(loop: LoopNode, unit: Unit, { bound, places, annotations }: Context): Blocking | null {
  if (inRange(unit.awaits, loop.pos, loop.end).length > 0) return null;
  const said = annotations.any ? annotations.onLine(places.of(loop).line) : undefined;
  if (said?.words.includes('compute') === true) return { place: places.of(loop), label: 'loop', kind: 'loop', annotation: said };
  const rounds = roundsWithin(loop, unit, bound);
  return rounds >= fewestRounds ? { place: places.of(loop), label: 'loop', kind: 'loop', rounds } : null;
}

/** Rounds of a loop times those of the longest loop inside it; a loop whose rounds are not written out counts as one. */
function roundsWithin(loop: LoopNode, unit: Unit, bound: Bound): number {
  const inner = inRange(unit.loops, loop.statement.pos, loop.statement.end);
  const own = roundsOf(loop, bound)?.value ?? 1;
  return own * Math.max(1, ...inner.map((other) => roundsOf(other, bound)?.value ?? 1));
}
