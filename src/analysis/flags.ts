/** Flags that others set to stop somebody who waits: whoever looks at one earlier than before does not see it set. */
import ts from 'typescript';
import { accessOf } from './access.ts';
import type { Effect, Guard, Summary } from './effects/effect.ts';
import { lastName } from './effects/names.ts';
import { usesIn } from './flow.ts';
import type { Binding, Bound } from './scopes.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isConstructorDeclaration } = ts;

/** What is set elsewhere, for nothing but this: `signal.aborted`, `token.isCancellationRequested`. */
const stops = /^(?:is|has|was|should|throwIf|check)?_?(?:abort(?:ed|ing)?|cancel(?:l?ed|l?ation|l?ing)?(?:requested)?|stop(?:ped|ping|requested)?|interrupted)$/i;

/** Where the code of the stretch itself looks at one. */
export function flagIn(bound: Bound, start: number, end: number): ts.Node | undefined {
  const { bindings, members } = flagsOf(bound);
  return usesIn(bound, start, end).map(accessOf).find(({ use, path, flow, whole, call }) => flow !== 'write' && (bindings.has(use.binding) || path.some((name) => members.has(name) || stops.test(name)) || (call?.expression === whole && stops.test(lastName(whole.getText())))))?.whole;
}

/** Whether what runs, in whatever file, looks at one. */
export function readsFlag({ effects }: Ground, { reads, guards, refusals }: Summary): boolean {
  const isStop = ({ text }: Effect | Guard): boolean => stops.test(lastName(text));
  return [...reads, ...guards, ...refusals].some(isStop) || reads.some(({ resource: { kind, key = [] }, where }) => {
    const bound = kind === 'state' ? effects.boundOf(where.path) : undefined;
    if (bound === undefined) return false;
    const { bindings, members } = flagsOf(bound);
    const [root, ...parts] = key;
    const isVariable = typeof root === 'object' && parts.length === 0 && !root.stable;
    return isVariable ? [...bindings].some(({ name }) => name === root.text) : parts.some((part) => typeof part === 'string' && part.split('.').some((name) => members.has(name)));
  });
}

interface Flags {
  readonly bindings: ReadonlySet<Binding>;
  readonly members: ReadonlySet<string>;
}

const found = new WeakMap<Bound, Flags>();

/** Variables of modules and names of members that the file sets to `true` or `false`, outside constructors. */
function flagsOf(bound: Bound): Flags {
  const known = found.get(bound);
  if (known !== undefined) return known;
  const bindings = new Set<Binding>();
  const members = new Set<string>();
  for (const use of bound.uses) {
    const { path, flow, whole } = accessOf(use);
    if (flow !== 'write' || use.flow === 'declare' || !isSetToBoolean(whole)) continue;
    const name = path.at(-1);
    if (name === undefined) {
      if (use.unit !== use.binding.scope.unit) bindings.add(use.binding);
    } else if (!(use.binding.kind === 'this' && isConstructorDeclaration(use.unit.node))) members.add(name);
  }
  const flags = { bindings, members };
  found.set(bound, flags);
  return flags;
}

function isSetToBoolean({ parent }: ts.Node): boolean {
  return isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken && (parent.right.kind === SyntaxKind.TrueKeyword || parent.right.kind === SyntaxKind.FalseKeyword);
}
