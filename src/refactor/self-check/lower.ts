/** From syntax to {@link Work}: what starts, what is waited for, and what each touches, by names that are the same before and after a change. */
import ts from 'typescript';
import { accessOf } from '../../analysis/access.ts';
import { combinatorOf } from '../../analysis/awaits.ts';
import { isForeignLocal, isQuiet, rootOf } from '../../analysis/clash.ts';
import type { Effect, Hole, Summary } from '../../analysis/effects/effect.ts';
import type { Effects } from '../../analysis/effects/effects.ts';
import { isConditional, reachedUses, usesIn } from '../../analysis/flow.ts';
import type { AwaitId } from '../../analysis/model.ts';
import { nameOf } from '../../analysis/effect-wording.ts';
import { type Binding, isFunctionNode, isLoopNode } from '../../analysis/scopes.ts';
import { inRange, shortText, unwrap } from '../../analysis/syntax.ts';
import type { FunctionReading } from '../reading.ts';
import type { Region } from './region.ts';
import { NotFollowed, type Task, type Touch, type Work } from './work.ts';

const { SyntaxKind } = ts;

export interface LowerOptions {
  /** The names of the code before; others are helpers of the change, and stand for what they were given. */
  readonly known: ReadonlySet<string>;
  /** Of each loop that waits so many rounds are looked at. */
  readonly rounds: number;
  /** The code is the changed one: a call with elements, a limit and a function of one element is what runs the rounds of a loop. */
  readonly isChanged: boolean;
}

export function lower({ fn, statements }: Region, effects: Effects, options: LowerOptions): readonly Work[] {
  return new Lowering(fn, effects, options).run(statements);
}

/** A round of a loop: where its variables are declared, and how the keys of resources name its element. */
interface Round {
  /** From 1. */
  readonly number: number;
  readonly pos: number;
  readonly end: number;
  readonly roots: readonly string[];
}

interface Mapped {
  readonly list: ts.Expression;
  readonly each: ts.ArrowFunction;
  readonly parameter: ts.BindingName;
}

/** What a name stands for. */
interface Held {
  readonly as: 'promise' | 'settled' | 'value';
  readonly task: Task;
}

class Lowering {
  /** Inside a function of one round, that function. */
  #fn: FunctionReading;
  readonly #effects: Effects;
  readonly #options: LowerOptions;
  readonly #known: ReadonlySet<string>;
  /** The round of a loop that is being lowered. */
  #round: Round | undefined;
  readonly #held = new Map<Binding, Held>();
  readonly #counts = new Map<string, number>();
  readonly #tasks: Task[] = [];
  #out: Work[] = [];

  constructor(fn: FunctionReading, effects: Effects, options: LowerOptions) {
    this.#fn = fn;
    this.#effects = effects;
    this.#options = options;
    this.#known = options.known;
  }

  run(statements: readonly ts.Statement[]): readonly Work[] {
    const works = this.#list(statements);
    for (const task of this.#tasks) this.#keyOf(task);
    return works;
  }

  #list(statements: readonly ts.Statement[]): Work[] {
    return this.#inside(() => statements.forEach((statement) => this.#statement(statement)));
  }

  #inside(lowering: () => void): Work[] {
    const outer = this.#out;
    this.#out = [];
    lowering();
    const works = this.#out;
    this.#out = outer;
    return works;
  }

  #body(statement: ts.Statement | undefined): Work[] {
    return statement === undefined ? [] : this.#list(ts.isBlock(statement) ? statement.statements : [statement]);
  }

  #statement(statement: ts.Statement): void {
    if (isFunctionNode(statement) || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return;
    const raised = this.#raised(statement);
    if (raised !== undefined) {
      this.#keyOf(raised);
      this.#out.push({ type: 'raise', task: raised });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) this.#declaration(declaration);
    } else if (ts.isExpressionStatement(statement)) {
      this.#expressionStatement(statement);
    } else if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) {
      const value = statement.expression === undefined ? '' : this.#whole(statement.expression);
      this.#out.push({ type: ts.isThrowStatement(statement) ? 'throw' : 'leave', key: `${ts.isThrowStatement(statement) ? 'throw' : 'return'} ${value}` });
    } else if (!this.#isFollowed(statement)) {
      this.#line(statement);
    } else if (ts.isBlock(statement)) {
      this.#out.push(...this.#list(statement.statements));
    } else if (ts.isIfStatement(statement)) {
      const key = this.#whole(statement.expression);
      this.#out.push({ type: 'choice', key: this.#unique(`if ${key}`), then: this.#body(statement.thenStatement), else: this.#body(statement.elseStatement) });
    } else if (ts.isTryStatement(statement)) {
      const { tryBlock, catchClause, finallyBlock } = statement;
      this.#out.push({ type: 'try', body: this.#body(tryBlock), handler: catchClause === undefined ? null : this.#body(catchClause.block), finally: this.#body(finallyBlock) });
    } else if (ts.isBreakStatement(statement) || ts.isContinueStatement(statement)) {
      const way = statement.label !== undefined ? {} : { way: ts.isBreakStatement(statement) ? ('break' as const) : ('continue' as const) };
      this.#out.push({ type: 'leave', key: this.#text(statement), ...way });
    } else if (ts.isForOfStatement(statement) && statement.awaitModifier === undefined) {
      this.#loop(statement);
    } else {
      throw new NotFollowed(`${isLoopNode(statement) ? 'A loop' : 'What'} on line ${this.#fn.places.of(statement).line} ${isLoopNode(statement) ? 'that waits is' : 'stands there is'} not followed.`);
    }
  }

  /** Whether there is more to it than one line that is done at once. */
  #isFollowed(node: ts.Node): boolean {
    return waits(node) || inRange(this.#fn.unit.exits, node.pos, node.end).length > 0 || this.#holds(node);
  }

  #holds(node: ts.Node): boolean {
    return usesIn(this.#fn.bound, node.pos, node.end).some(({ binding }) => this.#held.has(binding));
  }

  #declaration(declaration: ts.VariableDeclaration): void {
    const { name, initializer } = declaration;
    if (initializer === undefined) return;
    const started = ts.isIdentifier(name) && !waits(initializer) && this.#bindingOf(name);
    if (started !== false && started !== undefined && isStarted(started) && ts.isCallExpression(unwrap(initializer))) {
      this.#held.set(started, { as: 'promise', task: this.#start(initializer) });
      return;
    }
    const members = this.#waitForAll(initializer);
    if (members !== undefined && ts.isArrayBindingPattern(name)) {
      name.elements.forEach((element, index) => {
        const task = members.tasks[index];
        if (task === undefined || ts.isOmittedExpression(element)) return;
        const binding = ts.isIdentifier(element.name) ? this.#bindingOf(element.name) : undefined;
        if (binding !== undefined && !this.#known.has(binding.name)) this.#held.set(binding, { as: members.how === 'all' ? 'value' : 'settled', task });
        else this.#assign(element.name, `${members.how === 'all' ? '' : 'settled '}${this.#keyOf(task)}`, element.name);
      });
      return;
    }
    if (members !== undefined) this.#assign(name, members.tasks.map((task) => this.#keyOf(task)).join(', '), name);
    else if (this.#awaited(initializer)) this.#assign(name, this.#value(initializer), declaration);
    else this.#line(declaration, `${this.#text(name)} = ${this.#text(initializer)}`);
  }

  #expressionStatement(statement: ts.ExpressionStatement): void {
    const expression = unwrap(statement.expression);
    const observed = ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression) && expression.expression.name.text === 'catch' && unwrap(expression.expression.expression);
    if (observed !== false && ts.isIdentifier(observed) && this.#heldBy(observed)?.as === 'promise') return;
    if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken) {
      const members = this.#waitForAll(expression.right);
      if (members !== undefined && ts.isArrayLiteralExpression(expression.left)) {
        expression.left.elements.forEach((element, index) => {
          const task = members.tasks[index];
          if (task !== undefined && !ts.isOmittedExpression(element)) this.#assign(element, this.#keyOf(task), element);
        });
        return;
      }
      if (members === undefined && this.#awaited(expression.right)) {
        const value = this.#value(expression.right);
        this.#assign(expression.left, value, expression.left);
        return;
      }
    }
    const mapped = this.#mappedBy(expression);
    if (mapped !== undefined) {
      this.#mapped(mapped, statement);
      return;
    }
    if (this.#waitForAll(expression) !== undefined) return;
    if (this.#awaited(expression)) this.#whole(expression);
    else this.#line(statement);
  }

  /** Rounds one after the other, or run beside each other first and gathered then. */
  #loop(loop: ts.ForOfStatement): void {
    const { initializer, expression, statement } = loop;
    const names = ts.isVariableDeclarationList(initializer) ? initializer.declarations.flatMap(({ name }) => namesIn(name)) : undefined;
    if (names === undefined) throw new NotFollowed(`The rounds of the loop on line ${this.#fn.places.of(loop).line} share one variable.`);
    const mapped = this.#mappedBy(unwrap(expression));
    if (mapped !== undefined) {
      const values = this.#mapped(mapped, loop);
      const parameters = new Set(namesIn(mapped.parameter).map(({ text }) => text));
      this.#rounds(loop, names.filter(({ text }) => parameters.has(text)), (index) => [
        ...this.#inside(() => this.#hand(names, values[index])),
        ...this.#body(statement),
      ]);
      return;
    }
    this.#whole(expression);
    this.#rounds(loop, names, () => this.#body(statement));
  }

  #rounds(loop: ts.Node, variables: readonly ts.Identifier[], lowering: (index: number) => readonly Work[]): void {
    const rounds = Array.from({ length: this.#options.rounds }, (_, index) => this.#inRound(loop, variables, index, () => lowering(index)));
    this.#out.push({ type: 'loop', rounds });
  }

  /** `variables`: names that stand for the element. */
  #inRound<T>(loop: ts.Node, variables: readonly ts.Identifier[], index: number, lowering: () => T): T {
    if (this.#round !== undefined) throw new NotFollowed('A loop in a loop is not followed.');
    const roots = variables.flatMap((name) => this.#bindingOf(name)?.declarations[0]?.pos ?? []).map((pos) => `${this.#fn.path}:${pos}`);
    this.#round = { number: index + 1, pos: loop.pos, end: loop.end, roots };
    const made = lowering();
    this.#round = undefined;
    return made;
  }

  /** `await mapInOrder(list, limit, async (x) => …)`, all rounds begun before the first has ended. */
  #mappedBy(expression: ts.Expression): Mapped | undefined {
    const call = ts.isAwaitExpression(expression) ? unwrap(expression.expression) : undefined;
    if (!this.#options.isChanged || call === undefined || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.arguments.length !== 3) return undefined;
    const [list, limit, each] = call.arguments;
    const [parameter, other] = each !== undefined && ts.isArrowFunction(each) ? each.parameters : [];
    if (list === undefined || limit === undefined || !ts.isNumericLiteral(limit) || each === undefined || !ts.isArrowFunction(each) || parameter === undefined || other !== undefined) return undefined;
    if (Number(limit.text) < this.#options.rounds) throw new NotFollowed(`No more than ${limit.text} rounds run at a time.`);
    return { list, each, parameter: parameter.name };
  }

  /** Gives for each round the values that its function hands out, by the names that they go to; '' where it is the value itself. */
  #mapped({ list, each, parameter }: Mapped, loop: ts.Node): readonly ReadonlyMap<string, Task>[] {
    this.#whole(list);
    const unit = this.#fn.bound.unitOf.get(each);
    if (unit === undefined) throw new NotFollowed('The function of a round is not found.');
    const outer = this.#fn;
    const values: ReadonlyMap<string, Task>[] = [];
    const tasks = Array.from({ length: this.#options.rounds }, (_, index): Task => {
      const handed = new Map<string, Task>();
      const before = this.#inRound(loop, namesIn(parameter), index, () => this.#inside(() => {
        this.#fn = { ...outer, unit };
        if (!ts.isBlock(each.body)) this.#handOut(each.body, handed);
        else for (const statement of each.body.statements) {
          if (!ts.isReturnStatement(statement)) this.#statement(statement);
          else if (statement.expression !== undefined) this.#handOut(statement.expression, handed);
        }
      }));
      this.#fn = outer;
      values.push(handed);
      return { key: '', label: `round ${index + 1}`, arguments: [], touches: [], onlyRejects: true, before, isRound: true };
    });
    for (const task of tasks) {
      textOfTask.set(task, task.label);
      this.#keyOf(task);
      this.#out.push({ type: 'start', task });
    }
    this.#out.push({ type: 'wait', how: 'allSettled', tasks }, ...tasks.map((task): Work => ({ type: 'raise', task })));
    return values;
  }

  /** What a round gives back: names as they are, and calls that the round waits for. */
  #handOut(value: ts.Expression, handed: Map<string, Task>): void {
    const taken = (expression: ts.Expression, name: string): void => {
      const task = this.#start(expression);
      this.#keyOf(task);
      this.#out.push({ type: 'wait', how: 'await', tasks: [task] }, { type: 'raise', task });
      handed.set(name, task);
    };
    const node = unwrap(value);
    if (ts.isIdentifier(node)) return;
    if (!ts.isObjectLiteralExpression(node)) {
      taken(ts.isAwaitExpression(node) ? node.expression : value, '');
      return;
    }
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property)) continue;
      const awaited = ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) ? unwrap(property.initializer) : undefined;
      if (awaited === undefined || !ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name) || !ts.isAwaitExpression(awaited)) throw new NotFollowed('What a round gives back is not followed.');
      taken(awaited.expression, property.name.text);
    }
  }

  /** The names that gather what a round has handed out. */
  #hand(names: readonly ts.Identifier[], handed: ReadonlyMap<string, Task> | undefined): void {
    for (const name of names) {
      const task = handed?.get(name.text) ?? (names.length === 1 ? handed?.get('') : undefined);
      const binding = this.#bindingOf(name);
      if (task === undefined || binding === undefined) continue;
      if (this.#known.has(name.text)) this.#assign(name, this.#keyOf(task), name);
      else this.#held.set(binding, { as: 'value', task });
    }
  }

  #awaited(node: ts.Node): boolean {
    return waits(node) || this.#holds(node);
  }

  /** `target = value`, where the value is there. */
  #assign(target: ts.Node, value: string, node: ts.Node): void {
    const text = `${this.#text(target)} = ${value}`;
    const own = ts.isVariableDeclaration(node) ? this.#own(node, node.initializer) : this.#touchesOf(node);
    this.#out.push({ type: 'line', key: this.#unique(text), label: this.#text(target), touches: own, mayThrow: false });
  }

  /** An expression with awaits in it: they first, in their order, and then what the rest of it does. Gives its text, with what is awaited by key. */
  #whole(node: ts.Expression): string {
    if (!this.#awaited(node)) {
      const text = this.#text(node);
      const touches = this.#touchesOf(node);
      if (touches.length > 0 || this.#mayThrow(node)) this.#line(node);
      return text;
    }
    const value = this.#value(node);
    const rest = ts.isAwaitExpression(unwrap(node)) ? [] : this.#rest(node);
    if (rest.length > 0) this.#out.push({ type: 'line', key: this.#unique(value), label: shortText(node, this.#fn.file), touches: rest, mayThrow: false });
    return value;
  }

  #value(node: ts.Node): string {
    if (ts.isIdentifier(node)) {
      const held = this.#heldBy(node);
      if (held?.as === 'value') return this.#keyOf(held.task);
      if (held?.as === 'promise') throw new NotFollowed(`The promise \`${node.text}\` is handed on.`);
    }
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && this.#heldBy(node.expression)?.as === 'settled' && node.name.text === 'value') {
      const task = this.#heldBy(node.expression)?.task;
      if (task !== undefined) return this.#keyOf(task);
    }
    if (ts.isAwaitExpression(node)) return this.#await(node);
    if (!this.#awaited(node)) {
      const touches = isFunctionNode(node) ? [] : this.#touchesOf(node);
      if (touches.length > 0 || (!isFunctionNode(node) && this.#mayThrow(node))) this.#line(node);
      return this.#text(node);
    }
    if (isFunctionNode(node)) throw new NotFollowed('A function in it uses what was started.');
    const { file, text } = this.#fn;
    let told = '';
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      const start = child.getStart(file);
      told += text.slice(at, start);
      at = child.end;
      if (ts.isPropertyAccessExpression(node) && child === node.name) {
        told += text.slice(start, child.end);
        return;
      }
      if (!isConditional(child)) {
        told += this.#value(child);
        return;
      }
      const key = this.#unique(`? ${this.#text(child)}`);
      let inner = '';
      const then = this.#inside(() => (inner = this.#value(child)));
      if (then.length > 0) this.#out.push({ type: 'choice', key, then, else: [] });
      told += inner;
    });
    return plainText(told + text.slice(at, node.end));
  }

  #await(node: ts.AwaitExpression): string {
    const operand = unwrap(node.expression);
    const members = this.#members(operand);
    if (members !== undefined) {
      this.#out.push({ type: 'wait', ...members });
      return `[${members.tasks.map((task) => this.#keyOf(task)).join(', ')}]`;
    }
    const held = ts.isIdentifier(operand) ? this.#heldBy(operand) : undefined;
    if (held !== undefined && held.as !== 'promise') throw new NotFollowed(`\`${this.#text(operand)}\` is awaited once more.`);
    const task = held?.task ?? this.#start(node.expression);
    const key = this.#keyOf(task);
    const id = this.#idOf(node);
    if (id !== undefined) task.await = id;
    this.#out.push({ type: 'wait', how: 'await', tasks: [task] }, { type: 'raise', task });
    return key;
  }

  /** `await Promise.all([…])` and `await Promise.allSettled([…])`, started and waited for. */
  #waitForAll(expression: ts.Expression): { readonly how: 'all' | 'allSettled'; readonly tasks: readonly Task[] } | undefined {
    const node = unwrap(expression);
    const members = ts.isAwaitExpression(node) ? this.#members(unwrap(node.expression)) : undefined;
    if (members !== undefined) this.#out.push({ type: 'wait', ...members });
    return members;
  }

  #members(operand: ts.Expression): { readonly how: 'all' | 'allSettled'; readonly tasks: readonly Task[] } | undefined {
    const combinator = combinatorOf(operand, this.#fn.bound);
    if (combinator === undefined) return undefined;
    const { form, members } = combinator;
    if ((form !== 'all' && form !== 'allSettled') || members === undefined || !ts.isArrayLiteralExpression(members) || members.elements.some(ts.isSpreadElement)) throw new NotFollowed(`\`Promise.${form}\` of what is not written out is not followed.`);
    const tasks = members.elements.map((element) => {
      const inner = unwrap(element);
      return (ts.isIdentifier(inner) && this.#heldBy(inner)?.as === 'promise' ? this.#heldBy(inner)?.task : undefined) ?? this.#start(element);
    });
    return { how: form, tasks };
  }

  #start(expression: ts.Expression): Task {
    const chain = chainOf(expression);
    if (chain !== undefined) return this.#startChain(chain);
    const wrapper = wrapperOf(expression);
    const wrapped = wrapper && unwrap(wrapper.body);
    const operand = wrapped ?? expression;
    let text = '';
    // The operand waits itself: of its own awaits the function around it is told, if there is one.
    const before = this.#inside(() => {
      text = waits(operand) ? this.#value(operand) : this.#text(operand);
    });
    if (wrapped === undefined) this.#out.push(...before);
    const summary = this.#effects.of(operand);
    const locals = this.#locals(operand, wrapper);
    const touches = [...this.#effectsOf(summary), ...locals.filter(({ captured }) => captured).map(({ touch }) => touch)];
    const given = locals.filter(({ captured }) => !captured).map(({ touch }) => touch);
    const inner = unwrap(operand);
    const task: Task = {
      key: '', label: shortText(ts.isCallExpression(inner) ? inner.expression : inner, this.#fn.file), arguments: given, touches, before: wrapped === undefined ? [] : before,
      onlyRejects: wrapped !== undefined || this.#effects.givesPromise(inner),
    };
    textOfTask.set(task, plainText(text));
    this.#tasks.push(task);
    this.#out.push({ type: 'start', task });
    return task;
  }

  #idOf(node: ts.AwaitExpression): AwaitId | undefined {
    return [...this.#fn.sites.values()].find((site) => site.node === node)?.id;
  }

  /** `(async () => { const a = await aPromise; return f(a); })()`: the call starts when what it needs is there. */
  #startChain({ wrapper, needs, operand }: Chain): Task {
    const before: Work[] = [];
    const settled = new Map<Binding, Binding>();
    for (const { pattern, promise } of needs) {
      const held = this.#heldBy(promise);
      if (held?.as !== 'promise') throw new NotFollowed(`\`${promise.text}\` is awaited in a function of its own.`);
      before.push({ type: 'need', task: held.task }, { type: 'raise', task: held.task });
      for (const name of namesIn(pattern)) {
        const inner = this.#bindingOf(name);
        const outer = this.#constantOf(name.text);
        if (inner === undefined || outer === undefined) throw new NotFollowed(`\`${name.text}\` is not kept outside.`);
        settled.set(inner, outer);
      }
    }
    const reads = reachedUses(this.#fn.bound, operand.pos, operand.end).flatMap(({ binding, flow }): Touch[] => {
      const outer = settled.get(binding);
      if (outer !== undefined && flow !== 'read') throw new NotFollowed(`\`${binding.name}\` is changed.`);
      return outer === undefined ? [] : [{ access: 'read', settled: true, name: `\`${outer.name}\``, of: { binding: outer } }];
    });
    const others = this.#locals(operand, wrapper).map(({ touch }) => touch).filter(({ of }) => !('binding' in of) || !settled.has(of.binding));
    const task: Task = {
      key: '', label: shortText(ts.isCallExpression(unwrap(operand)) ? (unwrap(operand) as ts.CallExpression).expression : operand, this.#fn.file), arguments: [],
      touches: [...reads, ...others, ...this.#effectsOf(this.#effects.of(operand))], before, onlyRejects: true,
    };
    textOfTask.set(task, this.#text(operand));
    this.#tasks.push(task);
    this.#out.push({ type: 'start', task });
    return task;
  }

  /** The constant of this name among the function's own. */
  #constantOf(name: string): Binding | undefined {
    const { bound, unit } = this.#fn;
    return usesIn(bound, unit.node.pos, unit.node.end).find(({ binding }) => binding.name === name && binding.kind === 'const' && binding.scope.unit === unit)?.binding;
  }

  /** A name that does not hang on when it starts, but on when its value is taken, which a change keeps. */
  #keyOf(task: Task): string {
    if (task.key === '') task.key = `⟦${this.#unique(textOfTask.get(task) ?? '')}⟧`;
    return task.key;
  }

  #unique(written: string): string {
    // Parentheses around an `await` go with it: `(await load()).rows` becomes `loaded.rows`.
    const plain = written.replace(/(^|[^\w$)\]])\((⟦[^⟧]*⟧)\)/g, '$1$2');
    const text = this.#round === undefined ? plain : `${plain} (round ${this.#round.number})`;
    const count = (this.#counts.get(text) ?? 0) + 1;
    this.#counts.set(text, count);
    return count === 1 ? text : `${text} #${count}`;
  }

  #line(node: ts.Node, text = this.#text(node)): void {
    this.#out.push({ type: 'line', key: this.#unique(text), label: shortText(node, this.#fn.file), touches: this.#touchesOf(node), mayThrow: this.#mayThrow(node) });
  }

  #mayThrow(node: ts.Node): boolean {
    const { guards, complete } = this.#effects.of(node);
    return guards.length > 0 || !complete;
  }

  #text(node: ts.Node): string {
    return plainText(this.#fn.text.slice(node.getStart(this.#fn.file), node.end));
  }

  #bindingOf(name: ts.Identifier): Binding | undefined {
    return this.#fn.bound.useOf.get(name)?.binding;
  }

  #heldBy(name: ts.Identifier): Held | undefined {
    const binding = this.#bindingOf(name);
    return binding && this.#held.get(binding);
  }

  /** `if (r.status === 'rejected') throw r.reason`: the task that `r` tells of. */
  #raised(statement: ts.Statement): Task | undefined {
    if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return undefined;
    const match = /^if \(([\p{ID_Continue}$]+)\.status === 'rejected'\) throw ([\p{ID_Continue}$]+)\.reason;?$/u.exec(this.#text(statement));
    const [use] = usesIn(this.#fn.bound, statement.pos, statement.end);
    if (match === null || match[1] !== match[2] || use === undefined) return undefined;
    const held = this.#held.get(use.binding);
    return held?.as === 'settled' ? held.task : undefined;
  }

  #touchesOf(node: ts.Node): readonly Touch[] {
    const isClosure = (ts.isVariableDeclaration(node) && node.initializer !== undefined && isFunctionNode(unwrap(node.initializer)));
    const locals = isClosure ? this.#locals(node.name) : this.#locals(node);
    return [...(isClosure ? [] : this.#effectsOf(this.#effects.of(node))), ...locals.map(({ touch }) => touch)];
  }

  /** What is done with the names of a declaration, not with its initializer. */
  #own(node: ts.VariableDeclaration, initializer: ts.Expression | undefined): readonly Touch[] {
    return [...this.#locals(node.name).map(({ touch }) => touch), ...(initializer === undefined || ts.isAwaitExpression(unwrap(initializer)) ? [] : this.#rest(initializer))];
  }

  /** What an expression does besides its awaits, and its parts without awaits. */
  #rest(node: ts.Expression): readonly Touch[] {
    const parts: ts.Node[] = [];
    const visit = (part: ts.Node): void => {
      if (ts.isAwaitExpression(part) || !this.#awaited(part)) parts.push(part);
      else ts.forEachChild(part, visit);
    };
    visit(node);
    const done = new Set(parts.flatMap((part) => [...this.#effects.of(part).reads, ...this.#effects.of(part).writes].map(idOf)));
    return this.#effectsOf(this.#effects.of(node)).filter(({ of }) => !('effect' in of) || !done.has(idOf(of.effect)));
  }

  #locals(node: ts.Node, wrapper?: ts.Node): readonly { readonly touch: Touch; readonly captured: boolean }[] {
    const { bound, file, unit } = this.#fn;
    return reachedUses(bound, node.getStart(file), node.end).flatMap((use) => {
      const { binding } = use;
      if (!locals.has(binding.kind) || (binding.scope.unit === bound.module && unit !== bound.module) || !this.#known.has(binding.name)) return [];
      if (binding.scope.unit !== unit && binding.declarations.some((declaration) => declaration.pos >= node.pos && declaration.end <= node.end)) return [];
      const { flow } = accessOf(use);
      const own = this.#ofRound(binding);
      const touch = (access: Touch['access']) => ({ touch: { access, name: `\`${binding.name}\`${own === binding ? '' : this.#suffix()}`, of: { binding: own } }, captured: use.unit !== unit && use.unit.node !== wrapper });
      return flow === 'update' ? [touch('read'), touch('write')] : [touch(flow)];
    });
  }

  #suffix(): string {
    return this.#round === undefined ? '' : ` of round ${this.#round.number}`;
  }

  readonly #roundBindings = new Map<string, Binding>();

  /** A variable of the loop's body is another one in each round, and the same in the parts into which a change divides the body. */
  #ofRound(binding: Binding): Binding {
    const round = this.#round;
    if (round === undefined || binding.declarations.length === 0 || !binding.declarations.every(({ pos, end }) => pos >= round.pos && end <= round.end)) return binding;
    const name = `${binding.name} ${round.number}`;
    const known = this.#roundBindings.get(name) ?? binding.twin();
    this.#roundBindings.set(name, known);
    return known;
  }

  readonly #roundEffects = new Map<Effect, Map<number, Effect>>();

  /** What is named by the round's element is another thing in each round. */
  #effectOfRound(effect: Effect): Effect {
    const round = this.#round;
    const key = effect.resource.key ?? [];
    const isElement = (part: string | Hole): part is Hole => typeof part === 'object' && part.stable && round?.roots.some((root) => part.id === root || part.id.startsWith(`${root}.`)) === true;
    if (round === undefined || !key.some(isElement)) return effect;
    const known = this.#roundEffects.get(effect) ?? new Map<number, Effect>();
    this.#roundEffects.set(effect, known);
    const made = known.get(round.number) ?? { ...effect, resource: { ...effect.resource, key: key.map((part, index) => (!isElement(part) ? part : index === 0 && effect.resource.kind === 'state' ? { ...part, id: `${part.id} of ${round.number}` } : `⟨${part.text} ${round.number}⟩`)) } };
    known.set(round.number, made);
    return made;
  }

  /** A variable of the function itself, or a value made on the spot, that is read, there or as a whole by a callee: told as a variable. */
  #isOfVariable({ access, where, resource: { kind, key } }: Effect, root: Hole | undefined): boolean {
    const { path, unit: { node } } = this.#fn;
    if (access !== 'read' || kind !== 'state' || root?.id.startsWith(`${path}:`) !== true) return false;
    const at = Number.parseInt(root.id.slice(path.length + 1), 10);
    // `getUser(id)`: what a call gives is handed on at once.
    if (Number.isNaN(at)) return true;
    const isParameter = isFunctionNode(node) && node.parameters.some(({ pos, end }) => at >= pos && at < end);
    const isHere = where.path === path && where.start >= node.pos && where.end <= node.end;
    return at >= node.pos && at < node.end && (key?.length === 1 || (isHere && !isParameter));
  }

  #effectsOf({ reads, writes, gaps }: Summary): readonly Touch[] {
    const { path, unit } = this.#fn;
    const seen = [...reads, ...writes].filter((effect) => {
      const root = rootOf(effect);
      return !isQuiet(effect) && !this.#isOfVariable(effect, root) && !(effect.access === 'write' && effect.idempotent === true) && !(effect.resource.kind === 'state' && (root === undefined || isForeignLocal({ path, unit } as Parameters<typeof isForeignLocal>[0], root)));
    });
    const blind = gaps.filter(({ nameSays }) => nameSays !== 'pure').map(({ where, text, nameSays }): Effect => ({
      access: nameSays === 'read' ? 'read' : 'write', resource: { kind: 'unknown', serial: false }, where, text, source: 'none',
    }));
    return [...seen, ...blind].flatMap((effect): Touch[] => {
      const own = this.#effectOfRound(effect);
      const touch = (access: Touch['access']): Touch => ({ access, name: `${nameOf(effect)}${own === effect ? '' : this.#suffix()}`, of: { effect: own } });
      // Of what takes one user at a time even readers stand in a row.
      return effect.resource.serial || effect.resource.kind === 'unknown' && effect.access === 'write' ? [touch('read'), touch('write')] : [touch(effect.access)];
    });
  }
}

const locals: ReadonlySet<Binding['kind']> = new Set(['var', 'let', 'const', 'parameter', 'catch']);
const textOfTask = new WeakMap<Task, string>();

function idOf({ where, access, text }: Effect): string {
  return `${where.path}:${where.start}:${access}:${text}`;
}

function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether a promise that it holds is awaited later, alone or with others. */
function isStarted({ uses }: Binding): boolean {
  return uses.some(({ node, flow }) => {
    if (flow !== 'read') return false;
    let at: ts.Node = node;
    while (ts.isParenthesizedExpression(at.parent) || ts.isArrayLiteralExpression(at.parent) || (ts.isCallExpression(at.parent) && ts.isArrayLiteralExpression(at) && ts.isAwaitExpression(at.parent.parent))) at = at.parent;
    return ts.isAwaitExpression(at.parent);
  });
}

/** Whether it holds an await of the function that it stands in. */
function waits(node: ts.Node): boolean {
  return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined) || (!isFunctionNode(node) && ts.forEachChild(node, (child) => waits(child) || undefined) === true);
}

/** The function of `(async () => f())()`. */
function wrapperOf(expression: ts.Expression): (ts.ArrowFunction & { readonly body: ts.Expression }) | undefined {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call) || call.arguments.length > 0) return undefined;
  const callee = unwrap(call.expression);
  const isWrapper = ts.isArrowFunction(callee) && callee.parameters.length === 0 && !ts.isBlock(callee.body) && callee.modifiers?.some(({ kind }) => kind === SyntaxKind.AsyncKeyword) === true;
  return isWrapper ? (callee as ts.ArrowFunction & { readonly body: ts.Expression }) : undefined;
}

interface Chain {
  readonly wrapper: ts.ArrowFunction;
  /** In source order: what is awaited, and the names that its value goes to. */
  readonly needs: readonly { readonly pattern: ts.BindingName; readonly promise: ts.Identifier }[];
  readonly operand: ts.Expression;
}

/** The parts of `(async () => { const a = await aPromise; return f(a); })()`. */
function chainOf(expression: ts.Expression): Chain | undefined {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call) || call.arguments.length > 0) return undefined;
  const wrapper = unwrap(call.expression);
  if (!ts.isArrowFunction(wrapper) || wrapper.parameters.length > 0 || !ts.isBlock(wrapper.body)) return undefined;
  const { statements } = wrapper.body;
  const last = statements.at(-1);
  if (last === undefined || !ts.isReturnStatement(last)) return undefined;
  const operand = last.expression;
  if (operand === undefined) return undefined;
  const needs = statements.slice(0, -1).flatMap((statement) => {
    const [only, other] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const awaited = only?.initializer && unwrap(only.initializer);
    const promise = awaited && ts.isAwaitExpression(awaited) ? unwrap(awaited.expression) : undefined;
    return only !== undefined && other === undefined && promise !== undefined && ts.isIdentifier(promise) ? [{ pattern: only.name, promise }] : [];
  });
  return needs.length === statements.length - 1 ? { wrapper, needs, operand } : undefined;
}

function namesIn(pattern: ts.BindingName): readonly ts.Identifier[] {
  return ts.isIdentifier(pattern) ? [pattern] : pattern.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
