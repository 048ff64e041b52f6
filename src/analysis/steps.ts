/** The skeleton of a function's body, as the Program builder needs it: computing, waiting and starting, in the order of evaluation. */
import ts from 'typescript';
import type { Annotations } from './annotations.ts';
import type { Site } from './awaits.ts';
import { combinatorOf, initializerOf, withoutChain } from './awaits.ts';
import { calleeUnit } from './callees.ts';
import type { Chained } from './chained.ts';
import type { ChainStep } from './chains.ts';
import { isThere, lengthOf, literalDuration, roundsOf } from './durations.ts';
import { declarationOf } from './functions.ts';
import type { Annotation, LoopCount, Operation, Place, Step } from './model.ts';
import type { Places } from './places.ts';
import type { Binding, Bound, LoopNode, Unit } from './scopes.ts';
import { isFunctionNode, isLoopNode } from './scopes.ts';
import { within } from './statements.ts';
import { dottedName, methodName, shortText, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, forEachChild, isArrayLiteralExpression, isAsExpression, isAwaitExpression, isBinaryExpression, isBlock, isBreakStatement, isCallExpression, isConditionalExpression, isContinueStatement, isDoStatement, isExpressionStatement, isForInStatement, isForOfStatement, isForStatement, isIdentifier, isIfStatement, isLabeledStatement, isNewExpression, isNonNullExpression, isParenthesizedExpression, isPropertyAccessExpression, isReturnStatement, isSourceFile, isSpreadElement, isSwitchStatement, isTaggedTemplateExpression, isThrowStatement, isTryStatement, isVariableDeclaration, isVariableDeclarationList, isVoidExpression, isWhileStatement } = ts;

export interface StepContext {
  readonly bound: Bound;
  readonly places: Places;
  readonly annotations: Annotations;
  readonly ids: ReadonlyMap<Unit, string>;
  readonly chained: Chained;
}

export function stepsOf(unit: Unit, sites: readonly Site[], context: StepContext): Step[] {
  return new Skeleton(unit, sites, context).run();
}

/** Functions that only return what another returns are followed this far. */
const deepestReturn = 3;

class Skeleton {
  readonly #unit: Unit;
  readonly #sites: readonly Site[];
  readonly #context: StepContext;
  readonly #siteOf: ReadonlyMap<ts.Node, Site>;
  /** Functions that are being looked into for what they return. */
  #depth = 0;
  /** Variables whose promises this function waits for later: what is put into them is a start. */
  readonly #promises = new Map<Binding, string>();
  /** Nodes on the way down to something that matters: an await, an exit or a start. All others are plain computing. */
  readonly #notable = new Set<ts.Node>();

  constructor(unit: Unit, sites: readonly Site[], context: StepContext) {
    this.#unit = unit;
    this.#sites = sites;
    this.#context = context;
    this.#siteOf = new Map(sites.map((site) => [site.node, site]));
    for (const site of sites) this.#notePromises(site);
    for (const node of [...unit.awaits, ...unit.exits]) this.#note(node);
    for (const call of unit.calls) if (this.#startOf(call) !== undefined) this.#note(call);
  }

  run(): Step[] {
    const { node } = this.#unit;
    if (isSourceFile(node)) return this.#statements(node.statements);
    if (!isFunctionNode(node) || node.body === undefined) return [];
    if (isBlock(node.body)) return this.#statements(node.body.statements);
    const steps: Step[] = [];
    this.#expression(node.body, steps);
    const first = within(this.#sites, node.body)[0];
    const end: Step = { type: 'exit', place: this.#place(node.body), how: 'return', ...this.#handedOn(node.body) };
    return first === undefined ? [this.#compute(node.body, 1), ...steps, end] : [{ type: 'statement', place: this.#place(node.body), first: first.id, steps }, end];
  }

  #note(node: ts.Node): void {
    for (let at = node; at !== this.#unit.node && !this.#notable.has(at); at = at.parent) this.#notable.add(at);
  }

  #notePromises(site: Site): void {
    if (site.operand === undefined) return;
    const base = withoutChain(site.operand);
    const combinator = combinatorOf(base, this.#context.bound);
    const members = combinator?.members;
    const held = members === undefined ? [base] : isArrayLiteralExpression(members) ? members.elements : [members];
    for (const expression of held) {
      const inner = unwrap(isSpreadElement(expression) ? expression.expression : expression);
      const binding = isIdentifier(inner) ? this.#context.bound.useOf.get(inner)?.binding : undefined;
      if (binding?.scope.unit !== this.#unit || binding.kind === 'parameter') continue;
      const initializer = initializerOf(binding);
      if (initializer === undefined || isAwaitExpression(initializer)) continue;
      if (isCallExpression(initializer) || isNewExpression(initializer) || isArrayLiteralExpression(initializer)) this.#promises.set(binding, `${binding.name}@${(binding.declarations[0]?.pos ?? 0) - this.#unit.node.pos}`);
    }
  }

  /** Whether this call starts something here that is not waited for here, and under which name it is kept. */
  #startOf(call: ts.Expression): { readonly promise?: string } | undefined {
    let node: ts.Node = call;
    while (isParenthesizedExpression(node.parent) || isAsExpression(node.parent) || isNonNullExpression(node.parent) || isArrayLiteralExpression(node.parent)) node = node.parent;
    const { parent } = node;
    if (isVariableDeclaration(parent) && isIdentifier(parent.name)) {
      const promise = this.#promiseOf(parent.name);
      // An empty list of promises starts nothing itself.
      return promise === undefined ? undefined : { promise };
    }
    if (isCallExpression(parent) && parent.expression !== node) {
      const callee = unwrap(parent.expression);
      if (isPropertyAccessExpression(callee) && callee.name.text === 'push' && isIdentifier(callee.expression)) {
        const promise = this.#promiseOf(callee.expression);
        return promise === undefined ? undefined : { promise };
      }
      return undefined;
    }
    const floating = isExpressionStatement(parent) || isVoidExpression(parent);
    return floating && isCallExpression(call) && (this.#localAsync(call) !== undefined || this.#context.chained.at(this.#unit, call) !== undefined) ? {} : undefined;
  }

  #promiseOf(id: ts.Identifier): string | undefined {
    const binding = this.#context.bound.useOf.get(id)?.binding;
    return binding === undefined ? undefined : this.#promises.get(binding);
  }

  #localAsync(call: ts.CallExpression): string | undefined {
    const unit = calleeUnit(call.expression, this.#context.bound);
    if (unit === undefined || !isFunctionNode(unit.node)) return undefined;
    const async = (unit.node.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword);
    return async || this.#context.chained.isHandedOn(unit) ? this.#context.ids.get(unit) : undefined;
  }

  #place(node: ts.Node): Place {
    return this.#context.places.of(node);
  }

  #compute(node: ts.Node, statements: number): Step {
    return { type: 'compute', place: this.#place(node), statements };
  }

  #statements(statements: readonly ts.Statement[]): Step[] {
    const steps: Step[] = [];
    let plain: { first: ts.Statement; last: ts.Statement; count: number } | undefined;
    const flush = (): void => {
      if (plain === undefined) return;
      const start = this.#context.places.start(plain.first);
      steps.push({ type: 'compute', place: this.#context.places.span(start, plain.last.end), statements: plain.count });
      plain = undefined;
    };
    for (const statement of statements) {
      if (this.#notable.has(statement)) {
        flush();
        this.#statement(statement, steps);
      } else if (runs(statement)) {
        plain = plain === undefined ? { first: statement, last: statement, count: 1 } : { first: plain.first, last: statement, count: plain.count + 1 };
      }
    }
    flush();
    return steps;
  }

  /** A statement that stands in a list, wrapped so that groups can be found in it. */
  #statement(statement: ts.Statement, out: Step[]): void {
    const first = within(this.#sites, statement)[0];
    const steps: Step[] = [];
    this.#inner(statement, steps);
    if (first === undefined) out.push(...steps);
    else out.push({ type: 'statement', place: this.#place(statement), first: first.id, steps });
  }

  #body(statement: ts.Statement | undefined): Step[] {
    if (statement === undefined) return [];
    if (isBlock(statement)) return this.#statements(statement.statements);
    return this.#statements([statement]);
  }

  #inner(statement: ts.Statement, out: Step[]): void {
    const place = (): Place => this.#place(statement);
    if (isLoopNode(statement)) {
      this.#loop(statement, out);
    } else if (isBlock(statement)) {
      out.push(...this.#statements(statement.statements));
    } else if (isIfStatement(statement)) {
      this.#expression(statement.expression, out);
      out.push({ type: 'if', place: place(), then: this.#body(statement.thenStatement), else: this.#body(statement.elseStatement) });
    } else if (isTryStatement(statement)) {
      out.push({ type: 'try', place: place(), body: this.#body(statement.tryBlock), catch: statement.catchClause ? this.#body(statement.catchClause.block) : null, finally: this.#body(statement.finallyBlock) });
    } else if (isSwitchStatement(statement)) {
      this.#expression(statement.expression, out);
      out.push(...this.#clauses(statement.caseBlock.clauses, place()));
    } else if (isLabeledStatement(statement)) {
      this.#inner(statement.statement, out);
    } else if (isReturnStatement(statement) || isThrowStatement(statement)) {
      if (statement.expression !== undefined) this.#expression(statement.expression, out);
      out.push(isReturnStatement(statement) ? { type: 'exit', place: place(), how: 'return', ...this.#handedOn(statement.expression) } : { type: 'exit', place: place(), how: 'throw' });
    } else if (isBreakStatement(statement) || isContinueStatement(statement)) {
      out.push({ type: 'exit', place: place(), how: isBreakStatement(statement) ? 'break' : 'continue' });
    } else {
      this.#expression(statement, out);
    }
  }

  /** The clauses of a switch as a chain of alternatives. */
  #clauses(clauses: readonly ts.CaseOrDefaultClause[], place: Place): Step[] {
    const [clause, ...rest] = clauses;
    if (clause === undefined) return [];
    const steps = this.#statements(clause.statements);
    const last = steps.at(-1);
    // The `break` that ends a clause leaves only the switch.
    const then = last?.type === 'exit' && last.how === 'break' ? steps.slice(0, -1) : steps;
    const others = this.#clauses(rest, place);
    return then.length === 0 && others.length === 0 ? [] : [{ type: 'if', place, then, else: others }];
  }

  #loop(loop: LoopNode, out: Step[]): void {
    const { bound } = this.#context;
    const sites = within(this.#sites, loop);
    const first = this.#siteOf.get(loop) ?? sites[0];
    const body: Step[] = [];
    if (isForOfStatement(loop) || isForInStatement(loop)) {
      this.#expression(loop.expression, out);
    } else if (isForStatement(loop)) {
      if (loop.initializer !== undefined) this.#expression(loop.initializer, out);
      if (loop.condition !== undefined) this.#expression(loop.condition, body);
    } else if (isWhileStatement(loop)) {
      this.#expression(loop.expression, body);
    }
    const own = this.#siteOf.get(loop);
    if (own !== undefined && isForOfStatement(loop)) body.push({ type: 'await', await: own.id, operation: { type: 'value', place: this.#place(loop.expression), text: shortText(loop.expression, bound.file) } });
    body.push(...this.#body(loop.statement));
    if (isForStatement(loop) && loop.incrementor !== undefined) this.#expression(loop.incrementor, body);
    if (isDoStatement(loop)) this.#expression(loop.expression, body);
    if (first === undefined) {
      // A loop with an exit or a start but no await computes; what it starts is started once here.
      out.push(this.#compute(loop, 1), ...body.filter((step) => step.type === 'start'));
      return;
    }
    const place = this.#place(loop);
    const annotated = this.#context.annotations.onLine(place.line)?.count;
    const count: LoopCount | undefined = annotated === undefined ? roundsOf(loop, bound) : { value: annotated, from: 'annotation' };
    out.push({ type: 'loop', place, first: first.id, ...(count === undefined ? {} : { count }), body });
  }

  /** The awaits and starts of an expression (or of a simple statement), in the order in which they happen. */
  #expression(node: ts.Node, out: Step[]): void {
    if (!this.#notable.has(node)) return;
    if (isFunctionNode(node) && node !== this.#unit.node) return;
    if (isAwaitExpression(node)) {
      this.#await(node, out);
      return;
    }
    if (isConditionalExpression(node)) {
      this.#expression(node.condition, out);
      const then: Step[] = [];
      const otherwise: Step[] = [];
      this.#expression(node.whenTrue, then);
      this.#expression(node.whenFalse, otherwise);
      if (then.length + otherwise.length > 0) out.push({ type: 'if', place: this.#place(node), then, else: otherwise });
      return;
    }
    if (isBinaryExpression(node) && isShortCircuit(node.operatorToken.kind)) {
      this.#expression(node.left, out);
      const then: Step[] = [];
      this.#expression(node.right, then);
      if (then.length > 0) out.push({ type: 'if', place: this.#place(node), then, else: [] });
      return;
    }
    if (isBinaryExpression(node)) {
      this.#chain(node, out);
      return;
    }
    forEachChild(node, (child) => this.#expression(child, out));
    if (isVariableDeclarationList(node) && this.#siteOf.has(node)) {
      const site = this.#siteOf.get(node);
      if (site?.operand !== undefined) out.push({ type: 'await', await: site.id, operation: this.#operation(site.operand) });
    }
    if (isCallExpression(node) || isNewExpression(node)) {
      const start = this.#startOf(node);
      if (start !== undefined) out.push({ type: 'start', ...start, operation: this.#operation(node), ...this.#annotation(node) });
    }
  }

  /** Long chains of one operator lean left, thousands deep in generated code: walked without recursion. */
  #chain(node: ts.BinaryExpression, out: Step[]): void {
    const rights: ts.Expression[] = [];
    let left: ts.Expression = node;
    for (; isBinaryExpression(left) && !isShortCircuit(left.operatorToken.kind); left = left.left) rights.push(left.right);
    this.#expression(left, out);
    for (const right of rights.reverse()) this.#expression(right, out);
  }

  #await(node: ts.AwaitExpression, out: Step[]): void {
    this.#expression(node.expression, out);
    const site = this.#siteOf.get(node);
    if (site?.operand === undefined) return;
    out.push({ type: 'await', await: site.id, operation: this.#operation(site.operand), ...this.#annotation(node) });
  }

  /** `return query()` in an async function waits for what `query` gives, as `return await query()` does. */
  #handedOn(expression: ts.Expression | undefined): { readonly operation?: Operation } {
    if (expression === undefined || isSourceFile(this.#unit.node)) return {};
    if (this.#context.chained.at(this.#unit, unwrap(expression)) !== undefined) return { operation: this.#operation(expression) };
    const node = withoutChain(unwrap(expression));
    return (isCallExpression(node) || isTaggedTemplateExpression(node)) && within(this.#sites, isCallExpression(node) ? node.expression : node).length === 0 ? { operation: this.#operation(node) } : {};
  }

  #annotation(node: ts.Node): Pick<Extract<Step, { type: 'await' }>, 'annotation'> {
    const { annotations, places } = this.#context;
    if (!annotations.any) return {};
    const annotation = annotations.onLine(places.position(places.start(node)).line);
    return annotation === undefined ? {} : { annotation };
  }

  #operation(expression: ts.Expression): Operation {
    const { bound, chained } = this.#context;
    const whole = unwrap(expression);
    const chain = chained.at(this.#unit, whole);
    if (chain !== undefined) return { type: 'chain', place: this.#place(whole), steps: chain.flatMap((step) => this.#chainStep(step)) };
    const rounds = chained.reductionAt(this.#unit, whole);
    if (rounds !== undefined) {
      const { step, word, call, steps, callback } = rounds;
      const annotated = this.#context.annotations.onLine(this.#place(word).line)?.count;
      const length = isPropertyAccessExpression(call.expression) ? lengthOf(call.expression.expression, bound) : undefined;
      const count: LoopCount | undefined = annotated !== undefined ? { value: annotated, from: 'annotation' } : length !== undefined ? { value: length, from: 'literal' } : undefined;
      const body: Step[] = steps.length > 0 ? steps.flatMap((one) => this.#chainStep(one)) : [{ type: 'await', await: step, operation: { type: 'inline', place: this.#place(callback), functionId: this.#idOf(callback) } }];
      return { type: 'chain', place: this.#place(whole), steps: [{ type: 'loop', place: this.#place(word), first: step, ...(count === undefined ? {} : { count }), body }] };
    }
    const node = withoutChain(whole);
    const place = this.#place(node);
    if (isIdentifier(node) && chained.isFormerRound(node)) return { type: 'all', place, members: [] };
    if (isThere(node, bound)) return { type: 'call', place, callee: shortText(node, bound.file), literalUs: 0 };
    const combinator = combinatorOf(node, bound);
    if (combinator !== undefined) return this.#combined(combinator.form, combinator.members, place);
    if (isCallExpression(node)) {
      const callee = unwrap(node.expression);
      const text = dottedName(callee) ?? shortText(callee, bound.file);
      if (isFunctionNode(callee)) return { type: 'inline', place, functionId: this.#idOf(callee) };
      const unit = calleeUnit(callee, bound);
      const local = unit !== undefined && unit !== this.#unit ? this.#localAsync(node) : undefined;
      if (local !== undefined) return { type: 'local', place, callee: text, functionId: local };
      const literalUs = literalDuration(node, bound);
      return { type: 'call', place, callee: text, ...(literalUs === undefined ? {} : { literalUs }), ...this.#standsFor(unit) };
    }
    if (isNewExpression(node)) {
      const literalUs = literalDuration(node, bound);
      return { type: 'call', place, callee: literalUs === undefined ? `new ${shortText(node.expression, bound.file)}` : 'setTimeout', ...(literalUs === undefined ? {} : { literalUs }) };
    }
    if (isTaggedTemplateExpression(node)) return { type: 'call', place, callee: dottedName(node.tag) ?? shortText(node.tag, bound.file) };
    if (isIdentifier(node)) {
      const promise = this.#promiseOf(node);
      if (promise !== undefined) return { type: 'promise', place, promise };
    }
    return { type: 'value', place, text: shortText(node, bound.file) };
  }

  /** What runs before a step of a chain, and the waiting itself. */
  #chainStep({ id, operand, callback, between, node }: ChainStep): Step[] {
    const count = between.reduce((sum, { lines }) => sum + lines.length, 0);
    const [first] = between.flatMap(({ lines }) => lines);
    const before: Step[] = first === undefined ? [] : [this.#compute(first, count)];
    const operation: Operation = callback === undefined ? this.#operation(isConditionalExpression(node) ? longer(node) : (operand ?? (node as ts.Expression))) : { type: 'inline', place: this.#place(node), functionId: this.#idOf(callback) };
    return [...before, { type: 'statement', place: this.#place(node), first: id, steps: [{ type: 'await', await: id, operation, ...this.#annotation(node) }] }];
  }

  /** Of a call of a function of this file that is not async: its annotation, and the call that it does nothing but return in the end. */
  #standsFor(unit: Unit | undefined): { readonly declared?: Annotation; readonly returns?: Operation } {
    if (unit === undefined || !isFunctionNode(unit.node) || unit === this.#unit || this.#depth >= deepestReturn) return {};
    const { annotations, places } = this.#context;
    const declaration = declarationOf(unit.node);
    const declared = annotations.any ? annotations.before(declaration.pos, places.start(declaration)) : undefined;
    const returned = unit.node.asteriskToken === undefined ? returnedBy(unit) : undefined;
    this.#depth++;
    const returns = returned === undefined ? undefined : this.#operation(returned);
    this.#depth--;
    return { ...(declared && { declared }), ...(returns && { returns }) };
  }

  #idOf(node: ts.Node): string {
    const unit = this.#context.bound.unitOf.get(node);
    return (unit === undefined ? undefined : this.#context.ids.get(unit)) ?? '';
  }

  #combined(how: 'all' | 'allSettled' | 'race' | 'any', members: ts.Expression | undefined, place: Place): Operation {
    if (members === undefined) return { type: how, place, members: [] };
    if (isArrayLiteralExpression(members)) {
      const operations = members.elements.map((element) => (isSpreadElement(element) ? this.#combined(how, unwrap(element.expression), this.#place(element)) : this.#operation(element)));
      return { type: how, place, members: operations };
    }
    const mapped = this.#mapped(how, members, place);
    return mapped ?? { type: how, place, members: [this.#operation(members)] };
  }

  /** `list.map(async (x) => …)`: once for each element. */
  #mapped(how: 'all' | 'allSettled' | 'race' | 'any', members: ts.Expression, place: Place): Operation | undefined {
    const { bound } = this.#context;
    if (!isCallExpression(members)) return undefined;
    const callee = unwrap(members.expression);
    if (!isPropertyAccessExpression(callee)) return undefined;
    const callback = members.arguments.find((argument) => isFunctionNode(unwrap(argument))) ?? members.arguments[0];
    if (callback === undefined || !/^(map|flatMap|from)$/.test(callee.name.text)) return undefined;
    const length = callee.name.text === 'from' ? undefined : lengthOf(callee.expression, bound);
    const annotated = this.#context.annotations.onLine(place.line)?.count;
    const count: LoopCount | undefined = annotated !== undefined ? { value: annotated, from: 'annotation' } : length !== undefined ? { value: length, from: 'literal' } : undefined;
    return { type: 'map', place, how, each: this.#callbackOperation(unwrap(callback)), ...(count === undefined ? {} : { count }) };
  }

  #callbackOperation(callback: ts.Expression): Operation {
    const place = this.#place(callback);
    if (isFunctionNode(callback)) {
      const unit = this.#context.bound.unitOf.get(callback);
      const async = (callback.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword);
      if (unit !== undefined && (async || this.#context.chained.isHandedOn(unit))) return { type: 'inline', place, functionId: this.#idOf(callback) };
      // `(x) => load(x)`: each round is that call.
      const { body } = callback;
      if (!isBlock(body)) return this.#operation(body);
      const only = body.statements.length === 1 ? body.statements[0] : undefined;
      if (only !== undefined && isReturnStatement(only) && only.expression !== undefined) return this.#operation(only.expression);
      return { type: 'value', place, text: shortText(callback, this.#context.bound.file) };
    }
    const unit = calleeUnit(callback, this.#context.bound);
    const text = dottedName(callback) ?? methodName(callback) ?? shortText(callback, this.#context.bound.file);
    if (unit !== undefined && isFunctionNode(unit.node)) return { type: 'local', place, callee: text, functionId: this.#context.ids.get(unit) ?? '' };
    return { type: 'call', place, callee: text };
  }
}

/** The side of a choice that waits. */
function longer({ whenTrue, whenFalse }: ts.ConditionalExpression): ts.Expression {
  const node = unwrap(whenTrue);
  return isCallExpression(node) || isNewExpression(node) ? node : unwrap(whenFalse);
}

/** Declarations of types, functions and imports do nothing when control passes them. */
function runs(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ExportDeclaration:
    case SyntaxKind.EmptyStatement:
      return false;
    default:
      return true;
  }
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
}

/** The call that a function returns at its end, where it returns nowhere else: what an `await` of it waits for. */
function returnedBy(unit: Unit): ts.Expression | undefined {
  if (!isFunctionNode(unit.node) || unit.node.body === undefined) return undefined;
  const { body } = unit.node;
  const last = isBlock(body) ? body.statements.at(-1) : undefined;
  const returns = unit.exits.filter(isReturnStatement);
  const expression = isBlock(body) ? (last !== undefined && isReturnStatement(last) && returns.length === 1 ? last.expression : undefined) : body;
  if (expression === undefined) return undefined;
  const node = withoutChain(unwrap(expression));
  return isCallExpression(node) || isNewExpression(node) || isTaggedTemplateExpression(node) ? node : undefined;
}
