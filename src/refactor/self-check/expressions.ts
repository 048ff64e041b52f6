/** From expressions to {@link Work}: their awaits and what they start, in order, and then what the rest of them does. */
import ts from 'typescript';
import { combinatorOf } from '../../analysis/awaits.ts';
import { isConditional, reachedUses, usesIn } from '../../analysis/flow.ts';
import type { AwaitId } from '../../analysis/model.ts';
import { type Binding, isFunctionNode } from '../../analysis/scopes.ts';
import { shortText, unwrap } from '../../analysis/syntax.ts';
import { type Chain, chainOf, namesIn, waits, wrapperOf } from './patterns.ts';
import type { Touches } from './touches.ts';
import { plainText, type Transcript } from './transcript.ts';
import { NotFollowed, type Task, type Touch, type Work } from './work.ts';

/** What is waited for as a whole. */
export interface Members {
  readonly how: 'all' | 'allSettled';
  readonly tasks: readonly Task[];
}

export class Expressions {
  readonly #transcript: Transcript;
  readonly #touches: Touches;

  constructor(transcript: Transcript, touches: Touches) {
    this.#transcript = transcript;
    this.#touches = touches;
  }

  /** What is done at once, without an await in it. */
  line(node: ts.Node, text = this.#transcript.textOf(node)): void {
    this.#transcript.push({ type: 'line', key: this.#transcript.unique(text), label: this.#short(node), touches: this.#touches.of(node), mayThrow: this.#touches.mayThrow(node) });
  }

  /** `target = value`, where the value is there. */
  assign(target: ts.Node, value: string, touches = this.#touches.of(target)): void {
    const name = this.#transcript.textOf(target);
    this.#transcript.push({ type: 'line', key: this.#transcript.unique(`${name} = ${value}`), label: name, touches, mayThrow: false });
  }

  /** An expression with awaits in it: they first, in their order, and then what the rest of it does. Gives its text, with what is awaited by key. */
  whole(node: ts.Expression): string {
    if (!this.#transcript.takes(node)) return this.#atOnce(node);
    const value = this.value(node);
    const rest = ts.isAwaitExpression(unwrap(node)) ? [] : this.#touches.ofRest(node);
    if (rest.length > 0) this.#transcript.push({ type: 'line', key: this.#transcript.unique(value), label: this.#short(node), touches: rest, mayThrow: false });
    return value;
  }

  /** The same without the rest. */
  value(node: ts.Node): string {
    const held = this.#held(node);
    if (held !== undefined) return this.#transcript.keyOf(held);
    if (ts.isAwaitExpression(node)) return this.#await(node);
    if (!this.#transcript.takes(node)) return isFunctionNode(node) ? this.#transcript.textOf(node) : this.#atOnce(node);
    if (isFunctionNode(node)) throw new NotFollowed('A function in it uses what was started.');
    return this.#parts(node);
  }

  #atOnce(node: ts.Node): string {
    if (this.#touches.of(node).length > 0 || this.#touches.mayThrow(node)) this.line(node);
    return this.#transcript.textOf(node);
  }

  /** The task whose value the node is: a name of it, or `aResult.value`. */
  #held(node: ts.Node): Task | undefined {
    const name = ts.isPropertyAccessExpression(node) && node.name.text === 'value' ? node.expression : node;
    const held = ts.isIdentifier(name) ? this.#transcript.heldBy(name) : undefined;
    if (held?.as === 'promise' && name === node) throw new NotFollowed(`The promise \`${this.#transcript.textOf(node)}\` is handed on.`);
    return held?.as === (name === node ? 'value' : 'settled') ? held.task : undefined;
  }

  #parts(node: ts.Node): string {
    const { file, text } = this.#transcript.fn;
    let told = '';
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      const start = child.getStart(file);
      const isName = ts.isPropertyAccessExpression(node) && child === node.name;
      told += text.slice(at, start) + (isName ? text.slice(start, child.end) : isConditional(child) ? this.#conditional(child) : this.value(child));
      at = child.end;
    });
    return plainText(told + text.slice(at, node.end));
  }

  #conditional(node: ts.Node): string {
    const key = this.#transcript.unique(`? ${this.#transcript.textOf(node)}`);
    let value = '';
    const then = this.#transcript.inside(() => (value = this.value(node)));
    if (then.length > 0) this.#transcript.push({ type: 'choice', key, then, else: [] });
    return value;
  }

  #await(node: ts.AwaitExpression): string {
    const members = this.waitForAll(node);
    if (members !== undefined) return `[${members.tasks.map((task) => this.#transcript.keyOf(task)).join(', ')}]`;
    const operand = unwrap(node.expression);
    const held = ts.isIdentifier(operand) ? this.#transcript.heldBy(operand) : undefined;
    if (held !== undefined && held.as !== 'promise') throw new NotFollowed(`\`${this.#transcript.textOf(operand)}\` is awaited once more.`);
    const task = held?.task ?? this.start(node.expression);
    const id = this.#idOf(node);
    if (id !== undefined) task.await = id;
    return this.#transcript.take(task);
  }

  #idOf(node: ts.AwaitExpression): AwaitId | undefined {
    return [...this.#transcript.fn.sites.values()].find((site) => site.node === node)?.id;
  }

  /** `await Promise.all([…])` and `await Promise.allSettled([…])`, started and waited for. */
  waitForAll(expression: ts.Expression): Members | undefined {
    const node = unwrap(expression);
    const members = ts.isAwaitExpression(node) ? this.#members(unwrap(node.expression)) : undefined;
    if (members !== undefined) this.#transcript.push({ type: 'wait', ...members });
    return members;
  }

  #members(operand: ts.Expression): Members | undefined {
    const combinator = combinatorOf(operand, this.#transcript.fn.bound);
    if (combinator === undefined) return undefined;
    const { form, members } = combinator;
    if ((form !== 'all' && form !== 'allSettled') || members === undefined || !ts.isArrayLiteralExpression(members) || members.elements.some(ts.isSpreadElement)) throw new NotFollowed(`\`Promise.${form}\` of what is not written out is not followed.`);
    return { how: form, tasks: members.elements.map((element) => this.#transcript.promisedBy(unwrap(element)) ?? this.start(element)) };
  }

  start(expression: ts.Expression): Task {
    const chain = chainOf(expression);
    if (chain !== undefined) return this.#startChain(chain);
    const wrapper = wrapperOf(expression);
    const operand = wrapper === undefined ? expression : unwrap(wrapper.body);
    let text = '';
    // The operand waits itself: of its own awaits the function around it is told, if there is one.
    const before = this.#transcript.inside(() => {
      text = waits(operand) ? this.value(operand) : this.#transcript.textOf(operand);
    });
    if (wrapper === undefined) this.#transcript.push(...before);
    const { given, run } = this.#touches.ofCall(operand, wrapper);
    const onlyRejects = wrapper !== undefined || !this.#touches.mayThrowAtCall(operand);
    return this.#transcript.start({ key: '', label: this.#called(operand), arguments: given, touches: run, before: wrapper === undefined ? [] : before, onlyRejects }, plainText(text));
  }

  /** `(async () => { const a = await aPromise; return f(a); })()`: the call starts when what it needs is there. */
  #startChain({ wrapper, needs, operand }: Chain): Task {
    const before: Work[] = [];
    const settled = new Map<Binding, Binding>();
    for (const { pattern, promise } of needs) {
      const task = this.#transcript.promisedBy(promise);
      if (task === undefined) throw new NotFollowed(`\`${promise.text}\` is awaited in a function of its own.`);
      before.push({ type: 'need', task }, { type: 'raise', task });
      for (const name of namesIn(pattern)) {
        const inner = this.#transcript.bindingOf(name);
        const outer = this.#constantOf(name.text);
        if (inner === undefined || outer === undefined) throw new NotFollowed(`\`${name.text}\` is not kept outside.`);
        settled.set(inner, outer);
      }
    }
    const reads = reachedUses(this.#transcript.fn.bound, operand.pos, operand.end).flatMap(({ binding, flow }): Touch[] => {
      const outer = settled.get(binding);
      if (outer !== undefined && flow !== 'read') throw new NotFollowed(`\`${binding.name}\` is changed.`);
      return outer === undefined ? [] : [{ access: 'read', settled: true, name: `\`${outer.name}\``, of: { binding: outer } }];
    });
    const { given, run } = this.#touches.ofCall(operand, wrapper);
    const others = [...given, ...run].filter(({ of }) => !('binding' in of) || !settled.has(of.binding));
    return this.#transcript.start({ key: '', label: this.#called(operand), arguments: [], touches: [...reads, ...others], before, onlyRejects: true }, this.#transcript.textOf(operand));
  }

  /** The constant of this name among the function's own. */
  #constantOf(name: string): Binding | undefined {
    const { bound, unit } = this.#transcript.fn;
    return usesIn(bound, unit.node.pos, unit.node.end).find(({ binding }) => binding.name === name && binding.kind === 'const' && binding.scope.unit === unit)?.binding;
  }

  #called(operand: ts.Expression): string {
    const node = unwrap(operand);
    return this.#short(ts.isCallExpression(node) ? node.expression : node);
  }

  #short(node: ts.Node): string {
    return shortText(node, this.#transcript.fn.file);
  }
}
