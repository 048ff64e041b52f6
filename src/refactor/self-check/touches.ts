/** What a piece of code reads and writes: variables of the function, and what the effect summaries say of its calls. */
import ts from 'typescript';
import { accessOf } from '../../analysis/access.ts';
import { isForeignLocal, isQuiet, rootOf } from '../../analysis/clash.ts';
import { nameOf } from '../../analysis/effect-wording.ts';
import type { Effect, Hole, Summary } from '../../analysis/effects/effect.ts';
import type { Effects } from '../../analysis/effects/effects.ts';
import { reachedUses } from '../../analysis/flow.ts';
import { type Binding, isFunctionNode } from '../../analysis/scopes.ts';
import { unwrap } from '../../analysis/syntax.ts';
import { isWithin } from '../spans.ts';
import { isThere } from '../there.ts';
import type { Rounds } from './rounds.ts';
import type { Transcript } from './transcript.ts';
import type { Touch } from './work.ts';

const localKinds: ReadonlySet<Binding['kind']> = new Set(['var', 'let', 'const', 'parameter', 'catch']);

export class Touches {
  readonly #transcript: Transcript;
  readonly #rounds: Rounds;
  readonly #effects: Effects;
  /** The names of the code before. */
  readonly #known: ReadonlySet<string>;

  constructor(transcript: Transcript, rounds: Rounds, effects: Effects, known: ReadonlySet<string>) {
    this.#transcript = transcript;
    this.#rounds = rounds;
    this.#effects = effects;
    this.#known = known;
  }

  of(node: ts.Node): readonly Touch[] {
    const isClosure = ts.isVariableDeclaration(node) && node.initializer !== undefined && isFunctionNode(unwrap(node.initializer));
    return isClosure ? this.ofVariables(node.name) : [...this.#ofSummary(this.#effects.of(node)), ...this.ofVariables(node)];
  }

  mayThrow(node: ts.Node): boolean {
    const { guards, refusals, complete } = this.#effects.of(node);
    return guards.length > 0 || refusals.length > 0 || !complete;
  }

  /** Whether a call may throw before it gives a promise: what it calls, or what its arguments read. */
  mayThrowAtCall(operand: ts.Expression): boolean {
    const call = unwrap(operand);
    return !this.#effects.givesPromise(call) || !isThere(this.#transcript.fn, operand, operand) || (ts.isCallExpression(call) && call.arguments.some((argument) => this.mayThrow(argument)));
  }

  /** What is done with the names of a declaration, not with its initializer. */
  ofNames({ name, initializer }: ts.VariableDeclaration): readonly Touch[] {
    return [...this.ofVariables(name), ...(initializer === undefined || ts.isAwaitExpression(unwrap(initializer)) ? [] : this.ofRest(initializer))];
  }

  /** What an expression does besides its awaits, and its parts without awaits. */
  ofRest(node: ts.Expression): readonly Touch[] {
    const parts: ts.Node[] = [];
    const visit = (part: ts.Node): void => {
      if (ts.isAwaitExpression(part) || !this.#transcript.takes(part)) parts.push(part);
      else ts.forEachChild(part, visit);
    };
    visit(node);
    const done = new Set(parts.flatMap((part) => [...this.#effects.of(part).reads, ...this.#effects.of(part).writes].map(idOf)));
    return this.#ofSummary(this.#effects.of(node)).filter(({ of }) => !('effect' in of) || !done.has(idOf(of.effect)));
  }

  /** Of a call: what its arguments touch when it starts, and what it touches while it runs. `wrapper`: the function around it, in which it is written. */
  ofCall(operand: ts.Expression, wrapper?: ts.Node): { readonly given: readonly Touch[]; readonly run: readonly Touch[] } {
    const variables = this.#variablesIn(operand, wrapper);
    const touchesOf = (captured: boolean): readonly Touch[] => variables.filter((one) => one.captured === captured).map(({ touch }) => touch);
    return { given: touchesOf(false), run: [...this.#ofSummary(this.#effects.of(operand)), ...touchesOf(true)] };
  }

  ofVariables(node: ts.Node): readonly Touch[] {
    return this.#variablesIn(node).map(({ touch }) => touch);
  }

  /** `captured`: by a function in the node, which may run later. */
  #variablesIn(node: ts.Node, wrapper?: ts.Node): readonly { readonly touch: Touch; readonly captured: boolean }[] {
    const { bound, file, unit } = this.#transcript.fn;
    return reachedUses(bound, node.getStart(file), node.end).flatMap((use) => {
      const { binding } = use;
      if (!localKinds.has(binding.kind) || (binding.scope.unit === bound.module && unit !== bound.module) || !this.#known.has(binding.name)) return [];
      if (binding.scope.unit !== unit && binding.declarations.some((declaration) => isWithin(declaration, node))) return [];
      const { flow } = accessOf(use);
      const own = this.#rounds.bindingOf(binding);
      const touch = (access: Touch['access']) => ({ touch: { access, name: `\`${binding.name}\`${own === binding ? '' : this.#rounds.suffix}`, of: { binding: own } }, captured: use.unit !== unit && use.unit.node !== wrapper });
      return flow === 'update' ? [touch('read'), touch('write')] : [touch(flow)];
    });
  }

  #ofSummary({ reads, writes, gaps }: Summary): readonly Touch[] {
    const blind = gaps.filter(({ nameSays }) => nameSays !== 'pure').map(({ where, text, nameSays }): Effect => ({
      access: nameSays === 'read' ? 'read' : 'write', resource: { kind: 'unknown', serial: false }, where, text, source: 'none',
    }));
    return [...[...reads, ...writes].filter((effect) => this.#isNoticed(effect)), ...blind].flatMap((effect): Touch[] => {
      const own = this.#rounds.effectOf(effect);
      const touch = (access: Touch['access']): Touch => ({ access, name: `${nameOf(effect)}${own === effect ? '' : this.#rounds.suffix}`, of: { effect: own } });
      // Of what takes one user at a time even readers stand in a row.
      return effect.resource.serial || (effect.resource.kind === 'unknown' && effect.access === 'write') ? [touch('read'), touch('write')] : [touch(effect.access)];
    });
  }

  #isNoticed(effect: Effect): boolean {
    const root = rootOf(effect);
    if (isQuiet(effect) || this.#isOfVariable(effect, root) || (effect.access === 'write' && effect.idempotent === true)) return false;
    return effect.resource.kind !== 'state' || (root !== undefined && !isForeignLocal(this.#transcript.fn, root));
  }

  /** A variable of the function itself, or a value made on the spot, that is read, there or as a whole by a callee: told as a variable. */
  #isOfVariable({ access, where, resource: { kind, key } }: Effect, root: Hole | undefined): boolean {
    const { path, unit: { node } } = this.#transcript.fn;
    if (access !== 'read' || kind !== 'state' || root?.id.startsWith(`${path}:`) !== true) return false;
    const at = Number.parseInt(root.id.slice(path.length + 1), 10);
    // `getUser(id)`: what a call gives is handed on at once.
    if (Number.isNaN(at)) return true;
    const isParameter = isFunctionNode(node) && node.parameters.some(({ pos, end }) => at >= pos && at < end);
    const isHere = where.path === path && where.start >= node.pos && where.end <= node.end;
    return at >= node.pos && at < node.end && (key?.length === 1 || (isHere && !isParameter));
  }
}

function idOf({ where, access, text }: Effect): string {
  return `${where.path}:${where.start}:${access}:${text}`;
}
