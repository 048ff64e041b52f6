/** From syntax to {@link Work}: what starts, what is waited for, and what each touches, by names that are the same before and after a change. */
import ts from 'typescript';
import type { Effects } from '../../analysis/effects/effects.ts';
import { isFunctionNode, isLoopNode } from '../../analysis/scopes.ts';
import { inRange, unwrap } from '../../analysis/syntax.ts';
import { Expressions, type Members } from './expressions.ts';
import { type LoopOptions, Loops } from './loops.ts';
import { isStarted, observedIn, rethrownIn, waits } from './patterns.ts';
import type { Region } from './region.ts';
import { Rounds } from './rounds.ts';
import { Touches } from './touches.ts';
import { Transcript } from './transcript.ts';
import { NotFollowed, type Task, type Work } from './work.ts';

export function lower({ fn, statements }: Region, effects: Effects, options: LoopOptions): readonly Work[] {
  const rounds = new Rounds();
  const transcript = new Transcript(fn, rounds);
  const touches = new Touches(transcript, rounds, effects, options.known);
  const works = new Statements(transcript, rounds, touches, options).list(statements);
  transcript.finish();
  return works;
}

class Statements {
  readonly #transcript: Transcript;
  readonly #touches: Touches;
  readonly #expressions: Expressions;
  readonly #loops: Loops;
  /** The names of the code before. */
  readonly #known: ReadonlySet<string>;

  constructor(transcript: Transcript, rounds: Rounds, touches: Touches, options: LoopOptions) {
    this.#transcript = transcript;
    this.#touches = touches;
    this.#expressions = new Expressions(transcript, touches);
    this.#loops = new Loops(transcript, rounds, this.#expressions, this, options);
    this.#known = options.known;
  }

  list(statements: readonly ts.Statement[]): Work[] {
    return this.#transcript.inside(() => statements.forEach((statement) => this.statement(statement)));
  }

  body(statement: ts.Statement | undefined): Work[] {
    return statement === undefined ? [] : this.list(ts.isBlock(statement) ? statement.statements : [statement]);
  }

  statement(statement: ts.Statement): void {
    if (isFunctionNode(statement) || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return;
    const rethrown = this.#rethrown(statement);
    if (rethrown !== undefined) {
      this.#transcript.keyOf(rethrown);
      this.#transcript.push({ type: 'raise', task: rethrown });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) this.#declaration(declaration);
    } else if (ts.isExpressionStatement(statement)) {
      this.#expressionStatement(statement);
    } else if (ts.isReturnStatement(statement)) {
      this.#transcript.push({ type: 'leave', key: `return ${this.#leaving(statement)}` });
    } else if (ts.isThrowStatement(statement)) {
      this.#transcript.push({ type: 'throw', key: `throw ${this.#leaving(statement)}` });
    } else if (!this.#isFollowed(statement)) {
      this.#expressions.line(statement);
    } else {
      this.#control(statement);
    }
  }

  #leaving({ expression }: ts.ReturnStatement | ts.ThrowStatement): string {
    return expression === undefined ? '' : this.#expressions.whole(expression);
  }

  /** Whether there is more to it than one line that is done at once. */
  #isFollowed(node: ts.Node): boolean {
    return this.#transcript.takes(node) || inRange(this.#transcript.fn.unit.exits, node.pos, node.end).length > 0;
  }

  #control(statement: ts.Statement): void {
    if (ts.isBlock(statement)) {
      this.#transcript.push(...this.list(statement.statements));
    } else if (ts.isIfStatement(statement)) {
      const key = this.#expressions.whole(statement.expression);
      this.#transcript.push({ type: 'choice', key: this.#transcript.unique(`if ${key}`), then: this.body(statement.thenStatement), else: this.body(statement.elseStatement) });
    } else if (ts.isTryStatement(statement)) {
      const { tryBlock, catchClause, finallyBlock } = statement;
      this.#transcript.push({ type: 'try', body: this.body(tryBlock), handler: catchClause === undefined ? null : this.body(catchClause.block), finally: this.body(finallyBlock) });
    } else if (ts.isBreakStatement(statement) || ts.isContinueStatement(statement)) {
      const way = statement.label !== undefined ? {} : { way: ts.isBreakStatement(statement) ? ('break' as const) : ('continue' as const) };
      this.#transcript.push({ type: 'leave', key: this.#transcript.textOf(statement), ...way });
    } else if (ts.isForOfStatement(statement) && statement.awaitModifier === undefined) {
      this.#loops.loop(statement);
    } else {
      throw new NotFollowed(`${isLoopNode(statement) ? 'A loop' : 'What'} on line ${this.#transcript.fn.places.of(statement).line} ${isLoopNode(statement) ? 'that waits is' : 'stands there is'} not followed.`);
    }
  }

  #declaration(declaration: ts.VariableDeclaration): void {
    const { name, initializer } = declaration;
    if (initializer === undefined) return;
    const binding = ts.isIdentifier(name) ? this.#transcript.bindingOf(name) : undefined;
    if (binding !== undefined && !waits(initializer) && isStarted(binding) && ts.isCallExpression(unwrap(initializer))) {
      this.#transcript.hold(binding, { as: 'promise', task: this.#expressions.start(initializer) });
      return;
    }
    const members = ts.isArrayBindingPattern(name) ? this.#expressions.waitForAll(initializer) : undefined;
    if (members !== undefined && ts.isArrayBindingPattern(name)) this.#takeApart(name, members);
    else if (this.#transcript.takes(initializer)) this.#expressions.assign(name, this.#expressions.value(initializer), this.#touches.ofNames(declaration));
    else this.#expressions.line(declaration, `${this.#transcript.textOf(name)} = ${this.#transcript.textOf(initializer)}`);
  }

  /** `const [a, b] = await Promise.all([…])`: names that the code before has are set, others stand for what they hold. */
  #takeApart({ elements }: ts.ArrayBindingPattern, { how, tasks }: Members): void {
    for (const [index, element] of elements.entries()) {
      const task = tasks[index];
      if (task === undefined || ts.isOmittedExpression(element)) continue;
      const binding = ts.isIdentifier(element.name) ? this.#transcript.bindingOf(element.name) : undefined;
      if (binding !== undefined && !this.#known.has(binding.name)) this.#transcript.hold(binding, { as: how === 'all' ? 'value' : 'settled', task });
      else this.#expressions.assign(element.name, `${how === 'all' ? '' : 'settled '}${this.#transcript.keyOf(task)}`);
    }
  }

  #expressionStatement(statement: ts.ExpressionStatement): void {
    const expression = unwrap(statement.expression);
    const observed = observedIn(expression);
    if (observed !== undefined && this.#transcript.promisedBy(observed) !== undefined) return;
    if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken && this.#assignment(expression)) return;
    const map = this.#loops.mapOf(expression);
    if (map !== undefined) this.#loops.map(map, statement);
    else if (this.#expressions.waitForAll(expression) !== undefined) return;
    else if (this.#transcript.takes(expression)) this.#expressions.whole(expression);
    else this.#expressions.line(statement);
  }

  /** Whether it is one of something that is awaited. */
  #assignment({ left, right }: ts.BinaryExpression): boolean {
    const members = ts.isArrayLiteralExpression(left) ? this.#expressions.waitForAll(right) : undefined;
    if (members !== undefined && ts.isArrayLiteralExpression(left)) {
      for (const [index, element] of left.elements.entries()) {
        const task = members.tasks[index];
        if (task !== undefined && !ts.isOmittedExpression(element)) this.#expressions.assign(element, this.#transcript.keyOf(task));
      }
      return true;
    }
    if (!this.#transcript.takes(right)) return false;
    this.#expressions.assign(left, this.#expressions.value(right));
    return true;
  }

  /** The task of which `if (aResult.status === 'rejected') throw aResult.reason` tells. */
  #rethrown(statement: ts.Statement): Task | undefined {
    const result = rethrownIn(statement);
    const held = result && this.#transcript.heldBy(result);
    return held?.as === 'settled' ? held.task : undefined;
  }
}
