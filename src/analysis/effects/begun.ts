/** Promises that were begun before they are waited for: by lines before, or elsewhere, where what their work touches cannot be seen. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { combinatorOf, withoutChain } from '../awaits.ts';
import { isPromiseType } from '../chains.ts';
import { isFunctionNode, type Binding, type Use } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Frame } from './keys.ts';
import type { Meanings } from './meanings.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isArrayTypeNode, isArrowFunction, isBinaryExpression, isBlock, isCallExpression, isConditionalExpression, isElementAccessExpression, isForOfStatement, isIdentifier, isNewExpression, isParameter, isPropertyAccessExpression, isSpreadElement, isTypeOperatorNode, isVariableDeclaration } = ts;

/** Methods of lists and maps that give something out of them, or the same in another form. */
const taking: ReadonlySet<string> = new Set(['get', 'at', 'shift', 'pop', 'find', 'values', 'slice', 'filter', 'concat', 'flat']);

const collections = /^(?:Readonly|Weak)?(?:Map|Set|Array)$/;

/** Calls that give what they are given. */
const passing = /^(?:Array\.from|Object\.values|Promise\.resolve)$/;

const plainTypes: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.StringKeyword, SyntaxKind.NumberKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword, SyntaxKind.VoidKeyword, SyntaxKind.UndefinedKeyword]);

/** Whether what is awaited may be there already, and is not begun by the call that stands there. */
export function mayBeHeld(expression: ts.Expression): boolean {
  const node = withoutChain(expression);
  if (!isCallExpression(node)) return true;
  const callee = unwrap(node.expression);
  return isPropertyAccessExpression(callee) && (taking.has(callee.name.text) || methodName(callee.expression) === 'Promise');
}

/** Whether what a function gives back is a promise for whoever calls it: `return this.ready;` where it is not `async`, and `return queue.then(next);`. */
export function isHandedOut(expression: ts.Expression): boolean {
  if (withoutChain(expression) !== unwrap(expression)) return true;
  let at: ts.Node = expression;
  while (!isFunctionNode(at) && (at.parent as ts.Node | undefined) !== undefined) at = at.parent;
  return isFunctionNode(at) && at.type !== undefined && isPromiseType(at.type) && at.modifiers?.some(({ kind }) => kind === SyntaxKind.AsyncKeyword) !== true;
}

interface Elsewhere {
  readonly node: ts.Expression;
  /** Of the frame's function, where that is what holds it. */
  readonly parameter?: number;
}

/** What is waited for, where that is an expression of the frame. */
export class Awaited {
  readonly #frame: Frame;
  readonly #meanings: Meanings;
  readonly #isLocal: (binding: Binding) => boolean;
  readonly #seen = new Set<Binding>();
  /** The first promise in it that the function did not begin itself, as far as can be seen. */
  readonly elsewhere: Elsewhere | undefined;
  /** The calls of lines before that began what it holds in variables of its own. */
  readonly before: readonly ts.Expression[];
  readonly #calls: ts.Expression[] = [];

  constructor(expression: ts.Expression, frame: Frame, meanings: Meanings, isLocal: (binding: Binding) => boolean) {
    this.#frame = frame;
    this.#meanings = meanings;
    this.#isLocal = isLocal;
    this.elsewhere = this.#in(expression);
    this.before = this.#calls.filter(({ end }) => end <= expression.pos);
  }

  #in(expression: ts.Expression): Elsewhere | undefined {
    const node = withoutChain(expression);
    if (isIdentifier(node)) return this.#ofName(node, node);
    if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) return this.#ofMember(node);
    if (isConditionalExpression(node)) return this.#first([node.whenTrue, node.whenFalse]);
    if (isBinaryExpression(node)) return this.#first(isChoice(node.operatorToken.kind) ? [node.left, node.right] : [node.right]);
    if (isArrayLiteralExpression(node)) return this.#first(node.elements.map((element) => (isSpreadElement(element) ? element.expression : element)));
    if (isCallExpression(node)) return this.#ofCall(node);
    if (isNewExpression(node)) this.#calls.push(node);
    return undefined;
  }

  #first(expressions: readonly ts.Expression[]): Elsewhere | undefined {
    return expressions.map((expression) => this.#in(expression)).find((found) => found !== undefined);
  }

  /** A call begins what it gives, unless it takes that out of what holds it. */
  #ofCall(call: ts.CallExpression): Elsewhere | undefined {
    const members = combinatorOf(call, this.#frame.source.bound)?.members;
    if (members !== undefined) return this.#in(members);
    const callee = unwrap(call.expression);
    const [first] = call.arguments;
    if (isPropertyAccessExpression(callee)) {
      if (first !== undefined && passing.test(callee.getText())) return this.#in(first);
      // `jobs.map((job) => job.done)`
      if (callee.name.text === 'map' && first !== undefined && isArrowFunction(first) && !isBlock(first.body)) {
        const found = this.#in(first.body);
        if (found !== undefined) return found;
      } else if (taking.has(callee.name.text) && this.#isCollection(callee.expression)) {
        const found = this.#in(callee.expression);
        return found && { ...found, node: call };
      }
    }
    this.#calls.push(call);
    return undefined;
  }

  #isCollection(expression: ts.Expression): boolean {
    const meaning = this.#meanings.of(expression, this.#frame.source);
    return meaning?.type === 'instance' && meaning.module === 'global' && collections.test(meaning.name);
  }

  #ofMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Elsewhere | undefined {
    let root: ts.Expression = node;
    while (isPropertyAccessExpression(root) || isElementAccessExpression(root)) root = unwrap(root.expression);
    if (root.kind === SyntaxKind.ThisKeyword) return { node };
    return isIdentifier(root) ? this.#ofName(root, node) : undefined;
  }

  /** `whole`: the name, or what is taken of it. */
  #ofName(name: ts.Identifier, whole: ts.Expression): Elsewhere | undefined {
    const binding = this.#frame.source.bound.useOf.get(name)?.binding;
    const declared = binding?.declarations[0];
    if (binding === undefined || declared === undefined || this.#seen.has(binding)) return undefined;
    this.#seen.add(binding);
    const type = (declared.parent as { readonly type?: ts.TypeNode }).type;
    if (type !== undefined && isPlain(type)) return undefined;
    switch (binding.kind) {
      case 'import':
        return { node: whole };
      case 'parameter': {
        if (isOfFormerRounds(declared.parent)) return undefined;
        const { node } = this.#frame.unit;
        const parameter = this.#frame.open && isFunctionNode(node) && isParameter(declared.parent) ? node.parameters.indexOf(declared.parent) : -1;
        return { node: whole, ...(parameter >= 0 && whole === name && { parameter }) };
      }
      case 'const':
      case 'let':
      case 'var':
        return this.#isLocal(binding) ? this.#ofLocal(binding, declared) : isLiteral(declared) ? undefined : { node: whole };
      default:
        return undefined;
    }
  }

  /** What the function puts into a variable of its own. */
  #ofLocal({ uses }: Binding, declared: ts.Identifier): Elsewhere | undefined {
    let at: ts.Node = declared;
    while (!isVariableDeclaration(at)) at = at.parent;
    const loop = at.parent.parent;
    // Rounds that wait for one of many after the other: the many run beside each other.
    if (isForOfStatement(loop) && loop.initializer === at.parent) return this.#in(loop.expression);
    return this.#first([...(at.initializer === undefined ? [] : [at.initializer]), ...uses.flatMap(putBy)]);
  }
}

/** `job = begin()`, `jobs.push(begin())`, `jobs.set(id, begin())`. */
export function putBy(use: Use): readonly ts.Expression[] {
  const { flow, whole, call } = accessOf(use);
  if (flow !== 'write' || use.flow === 'declare') return [];
  if (call !== undefined) return call.arguments.slice(-1).map((argument) => (isSpreadElement(argument) ? argument.expression : argument));
  const { parent } = whole;
  return isBinaryExpression(parent) && parent.left === whole ? [parent.right] : [];
}

/** `async (sofar, id) => { const list = await sofar; … }` of a `reduce`: what the rounds before began, which are held against each other anyway. */
function isOfFormerRounds(node: ts.Node): boolean {
  const call = isParameter(node) && node.parent.parameters[0] === node ? node.parent.parent : undefined;
  return call !== undefined && isCallExpression(call) && /^reduce(?:Right)?$/.test(methodName(call.expression) ?? '');
}

function isChoice(kind: ts.SyntaxKind): boolean {
  return kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionEqualsToken || kind === SyntaxKind.BarBarEqualsToken;
}

/** Text, numbers and the like, or lists of them. */
function isPlain(type: ts.TypeNode): boolean {
  if (isTypeOperatorNode(type)) return isPlain(type.type);
  return isArrayTypeNode(type) ? isPlain(type.elementType) : plainTypes.has(type.kind);
}

function isLiteral({ parent }: ts.Identifier): boolean {
  const initial = isVariableDeclaration(parent) && parent.initializer !== undefined ? unwrap(parent.initializer) : undefined;
  return initial !== undefined && ((initial.kind >= SyntaxKind.FirstLiteralToken && initial.kind <= SyntaxKind.LastTemplateToken) || initial.kind === SyntaxKind.TrueKeyword || initial.kind === SyntaxKind.FalseKeyword);
}
