/** What other code may change while a call is waited for: whoever reads it earlier than before may read another value. */
import ts from 'typescript';
import { accessOf, overlap, type Access, type Path } from './access.ts';
import { keyText } from './effects/collector.ts';
import type { Hole, Key, Summary } from './effects/effect.ts';
import type { Binding, Bound } from './scopes.ts';
import { dottedName, lowerBound } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isCallExpression, isConstructorDeclaration } = ts;

/**
 * Whether the second, in whatever file, reads of `this` or of a variable around the function what functions of that file change. What is only filled where it is empty is the same to all;
 * what the first reads alike, such as where a service is or as whom it is asked, both have as it was when they began.
 */
export function readsWhatOthersChange(ground: Ground, { reads }: Summary, before: Summary): boolean {
  const alike = new Set(before.reads.map(({ resource }) => keyText(resource.key)));
  return reads.some(({ resource: { kind, key = [] }, where, idempotent, shallow }) => {
    if (alike.has(keyText(key))) return false;
    const [root, ...parts] = key;
    if (kind !== 'state' || idempotent === true || typeof root !== 'object') return false;
    const path = pathOf(parts);
    // Of which object stands there nothing is another where something is put into it.
    const isChanged = (changed: readonly Path[]): boolean => changed.some((one) => overlap(one, path) && !(shallow === true && one.length > path.length));
    const bound = ground.effects.boundOf(where.path);
    const isMember = path[0] !== undefined && path[0] !== '*';
    if (bound !== undefined && isMember && isChanged(changesIn(bound).ofThis) && !isOfOwn(ground, root)) return true;
    const binding = bindingOf(ground, root);
    return binding !== undefined && isChanged(changesIn(binding.bound).ofVariables.get(binding.binding) ?? []);
  });
}

/** A value of the function's own: of an object that it made or was handed nobody is seen to change anything. */
function isOfOwn(ground: Ground, root: Hole): boolean {
  return !/:this\d*$/.test(root.id) && bindingOf(ground, root) === undefined;
}

/** The variable around the function that is the root of a place. */
function bindingOf({ effects, unit }: Ground, { id }: Hole): { readonly binding: Binding; readonly bound: Bound } | undefined {
  const [, path = '', name, at] = /^(.*)(?:#([\w$]+)|:(\d+))$/.exec(id) ?? [];
  const bound = effects.boundOf(path);
  const binding = bound === undefined ? undefined : name === undefined ? declaredAt(bound, Number(at)) : bound.moduleScope.bindings?.get(name);
  return bound === undefined || binding === undefined || binding.scope.unit === unit ? undefined : { binding, bound };
}

function declaredAt({ uses }: Bound, at: number): Binding | undefined {
  const use = uses[lowerBound(uses, at + 1, ({ node }) => node.end)];
  return use?.node.pos === at ? use.binding : undefined;
}

/** Members from the root on, as `accessOf` tells them; what stands under a key is any of them. */
function pathOf(parts: Key): Path {
  const path: string[] = [];
  for (const part of parts) {
    if (typeof part !== 'string' || !part.startsWith('.') || part === '.') return [...path, '*'];
    path.push(...part.slice(1).split('.'));
  }
  return path;
}

interface Changes {
  readonly ofVariables: ReadonlyMap<Binding, readonly Path[]>;
  readonly ofThis: readonly Path[];
}

const known = new WeakMap<Bound, Changes>();

/** What functions of the file change of what is declared around them, and methods of their own object, outside constructors. */
function changesIn(bound: Bound): Changes {
  let changes = known.get(bound);
  if (changes === undefined) {
    const ofVariables = new Map<Binding, Path[]>();
    const ofThis: Path[] = [];
    for (const use of bound.uses) {
      const { binding, unit, flow } = use;
      if (flow === 'declare' || (unit === binding.scope.unit && binding.kind !== 'this')) continue;
      const path = changedBy(accessOf(use));
      if (path === undefined) continue;
      if (binding.kind !== 'this') ofVariables.set(binding, [...(ofVariables.get(binding) ?? []), path]);
      // `this.add(x)` calls a method of its own.
      else if (path[0] !== '*' && !isConstructorDeclaration(unit.node)) ofThis.push(path);
    }
    known.set(bound, changes = { ofVariables, ofThis });
  }
  return changes;
}

/** Where it is given another value; with `*` behind, where something is put into it or taken out of it, or `Object.assign` fills it. */
function changedBy({ flow, path, whole, call }: Access): Path | undefined {
  const { parent } = whole;
  const isFilled = isCallExpression(parent) && parent.arguments[0] === whole && dottedName(parent.expression) === 'Object.assign';
  if (flow === 'read') return isFilled ? [...path, '*'] : undefined;
  if (isBinaryExpression(parent) && (parent.operatorToken.kind === SyntaxKind.QuestionQuestionEqualsToken || parent.operatorToken.kind === SyntaxKind.BarBarEqualsToken)) return undefined;
  return call === undefined ? path : [...path, '*'];
}
