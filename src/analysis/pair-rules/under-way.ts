/** Rules of two statements of which one waits for what was started before. No call that stands there begins anything, so that they are asked before any body is looked up. */
import ts from 'typescript';
import type { Site } from '../awaits.ts';
import { withoutChain } from '../awaits.ts';
import type { PairVerdict } from '../model.ts';
import { likelyAt, type Rule } from '../rule.ts';
import type { AwaitingStatement } from '../statements.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import { bindsUsed } from './taken.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isIdentifier, isPropertyAccessExpression, isVariableDeclaration } = ts;

export interface Waits {
  readonly ground: Ground;
  readonly first: AwaitingStatement;
  readonly second: AwaitingStatement;
}

export type WaitRule = Rule<Waits, PairVerdict>;

/** Both wait for what was started before, and both are there for its value, or neither is. */
export function areUnderWay({ ground, first, second }: Waits): Judgement<PairVerdict> | undefined {
  if (first.first.form !== 'deferred' || second.first.form !== 'deferred' || givesValue(ground, first) !== givesValue(ground, second) || begunBefore(ground, first.statement, second.first) === undefined) return undefined;
  return likelyAt(ground, 'independent', second.statement, 'Both were started before: they run beside each other already, whichever is waited for first.');
}

/** Where each began cannot be seen, but that it has begun: `await this.startupPromise`. */
export function areNamedPromises({ ground, first, second }: Waits): Judgement<PairVerdict> | undefined {
  if (![first.first, second.first].every(isNamedWait)) return undefined;
  return likelyAt(ground, 'independent', second.statement, 'By their names both are promises of what was started before: it runs already, whichever is waited for first.');
}

/** The call that began the second stands before the first. */
export function wasStartedBefore({ ground, first, second }: Waits): Judgement<PairVerdict> | undefined {
  if (second.first.form !== 'deferred' || !wasStarted(ground, first.statement, second.first)) return undefined;
  return likelyAt(ground, 'independent', second.statement, 'What is waited for here was started before the first, and runs beside it already.');
}

/** Any other promise of before may be one of an event, which a first that gives no value may be there to bring about. Comes after the promises of which the call was seen. */
export function isBroughtAbout({ ground, first, second }: Waits): Judgement<PairVerdict> | undefined {
  if (second.first.form !== 'deferred' || givesValue(ground, first)) return undefined;
  return likelyAt(ground, 'effect', second.statement, 'What is waited for here was started before: the statement between may be what brings it about.');
}

function givesValue({ bound, unit }: Ground, { statement }: AwaitingStatement): boolean {
  return bindsUsed(bound, unit, statement);
}

/** `await startupPromise?.catch(ignore)`: no call begins anything here. */
function isNamedWait({ operand }: Site): boolean {
  const base = operand === undefined ? undefined : withoutChain(operand);
  return base !== undefined && (isIdentifier(base) || isPropertyAccessExpression(base)) && /promise$/i.test(methodName(base) ?? '');
}

/** `const clearing = clear(); … await save(); await clearing;`: a promise of a call that was made before, and not one that waits for an event or for its turn. */
function wasStarted(ground: Ground, first: ts.Statement, site: Site): boolean {
  const begun = begunBefore(ground, first, site);
  const call = begun === undefined ? undefined : unwrap(withoutChain(begun));
  return call !== undefined && isCallExpression(call) && !/^(once|wait|on|until|when|next|defer|create|with|timeout|sleep|delay|promise|event|race|any)(?![a-z])/.test(methodName(call.expression) ?? 'on');
}

/** What the constant that is waited for was made with, before the statement. */
function begunBefore({ bound, unit }: Ground, statement: ts.Statement, { operand }: Site): ts.Expression | undefined {
  const binding = operand === undefined ? undefined : bound.useOf.get(unwrap(withoutChain(operand)))?.binding;
  const declaration = binding?.declarations[0]?.parent;
  if (binding?.kind !== 'const' || binding.scope.unit !== unit || declaration === undefined || !isVariableDeclaration(declaration) || declaration.end > statement.pos) return undefined;
  return declaration.initializer === undefined ? undefined : unwrap(declaration.initializer);
}
