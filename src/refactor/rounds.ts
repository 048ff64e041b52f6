/** A loop taken apart: what of a round can run beside other rounds, and what collects its results in the order of the rounds. */
import ts from 'typescript';
import { accessOf } from '../analysis/access.ts';
import { clockIn } from '../analysis/clocks.ts';
import { leavingIn } from '../analysis/control.ts';
import { flagIn } from '../analysis/flags.ts';
import { awaitsIn, isLogging, isPlain, usesIn } from '../analysis/flow.ts';
import type { Binding, Bound } from '../analysis/scopes.ts';
import { inRange, shortText, unwrap } from '../analysis/syntax.ts';
import { isInert } from './inert.ts';
import type { Declarations } from './inferred.ts';
import { endOf, hasSemicolon, nextLine } from './layout.ts';
import type { FunctionReading } from './reading.ts';
import { typeDoubts } from './round-types.ts';
import { isObstacle, isUsing, type Obstacle, type Slot, slotOf } from './slot.ts';
import { isWithin } from './spans.ts';

export interface Rounds {
  readonly fn: FunctionReading;
  readonly loop: ts.ForOfStatement;
  readonly variable: ts.VariableDeclaration;
  /** Where what waits ends and what collects begins: an offset between two statements of the body. */
  readonly split: number;
  /** Something collects after the last await. */
  readonly hasTail: boolean;
  /** The await whose value the first collecting statement takes in; absent where it takes names alone. */
  readonly taken?: ts.AwaitExpression;
  /** Names of the round that the collecting part uses. */
  readonly names: readonly string[];
  /** One of them may hold a promise, which a function that gives it back alone would wait for. */
  readonly areOpen: boolean;
  /** One of them has a type that the compiler makes wider where it is handed on. */
  readonly areLiteral: boolean;
  readonly semicolon: string;
  readonly doubts: readonly string[];
}

/** A loop of the form that can be rewritten. */
interface Form {
  readonly loop: ts.ForOfStatement;
  readonly variable: ts.VariableDeclaration;
  readonly body: ts.Block;
}

/** `at`: where its keyword stands. */
function formOf(fn: FunctionReading, at: number): Form | Obstacle {
  const { unit, file } = fn;
  const loop = unit.loops.find((one) => one.getStart(file) === at);
  if (loop === undefined) throw new Error('There is no loop here.');
  if (!ts.isForOfStatement(loop)) return { node: loop, message: 'Only loops over the elements of a list (`for … of`) are rewritten.' };
  if (loop.awaitModifier !== undefined) return { node: loop, message: 'A `for await` asks for one element after the other.' };
  const { initializer, statement: body } = loop;
  const variable = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
  if (variable === undefined || !ts.isVariableDeclarationList(initializer) || (initializer.flags & ts.NodeFlags.BlockScoped) === 0) return { node: initializer, message: 'The rounds share one variable.' };
  if ((initializer.flags & ts.NodeFlags.Using) !== 0) return { node: initializer, message: 'What is declared with `using` is disposed of at the end of each round.' };
  if (!ts.isBlock(body)) return { node: body, message: 'The body of the loop is no block.' };
  if (inRange(unit.yields, body.pos, body.end).length > 0) return { node: loop, message: 'The loop yields to whoever runs the generator.' };
  if (body.statements.some(isUsing)) return { node: body, message: 'What is declared with `using` is disposed of at the end of each round.' };
  return { loop, variable, body };
}

export function roundsOf(fn: FunctionReading, at: number, declarations: Declarations): Rounds | Obstacle {
  const form = formOf(fn, at);
  if (isObstacle(form)) return form;
  const { loop, variable, body } = form;
  const { unit, bound, file, text, places } = fn;
  const { statements } = body;
  const last = statements.findLastIndex((statement) => awaitsIn(unit, statement).length > 0);
  const final = statements[last];
  if (final === undefined) return { node: loop, message: 'The loop waits outside its body alone.' };
  const slot = collectedBy(fn, loop, final, declarations);
  if (slot !== undefined && isObstacle(slot)) return slot;
  const collected = slot?.node;
  const first = collected === undefined ? last + 1 : last;
  const split = first >= statements.length ? body.end - 1 : collected === undefined ? nextLine(text, endOf(text, final)) : final.getStart(file);
  const sharing = usesIn(bound, body.pos, split).find((use) => accessOf(use).flow !== 'read' && !isWithin(use.binding.scope.node, loop));
  if (sharing !== undefined) return { node: sharing.node, message: `\`${shortText(sharing.node, file)}\` is changed in each round before its last await.` };
  const leaving = statements.slice(0, first).flatMap((statement) => leavingIn(unit, body, statement.pos, statement.end) ?? []).find(({ how }) => how !== 'throws') ?? statements.slice(first).flatMap((statement) => leavingIn(unit, body, statement.pos, statement.end) ?? []).find(({ how }) => how !== 'continues');
  if (leaving !== undefined) return { node: leaving.node, message: `A round may leave the loop here: it ${leaving.how}, and the rounds after it would have started.` };
  const kept = usesIn(bound, split, body.end).filter(({ node, binding }) => isWithin(binding.scope.node, loop) && binding.declarations.some((declaration) => declaration.end <= split) && !(collected !== undefined && isWithin(node, collected)));
  const set = kept.find((use) => accessOf(use).path.length === 0 && accessOf(use).flow !== 'read');
  if (set !== undefined) return { node: set.node, message: `\`${shortText(set.node, file)}\` gets another value after the await.` };
  const handed = [...new Set(kept.map(({ binding }) => binding))];
  const names = [...new Set(handed.map(({ name }) => name))];
  const initializers = handed.map((binding) => initializerOf(binding));
  const words = new Set(text.slice(split, body.end).match(/[\p{ID_Continue}$]+/gu));
  const local = statements.slice(0, first).find((statement) => isTypeDeclared(statement) && statement.name !== undefined && words.has(statement.name.text));
  if (local !== undefined) return { node: local, message: 'What is declared here is a type, and what collects names it: it would not know it.' };
  const inList = usesIn(bound, loop.expression.pos, loop.expression.end).find(({ binding }) => names.includes(binding.name));
  if (inList !== undefined) return { node: inList.node, message: `A variable of the round is called \`${inList.binding.name}\` as well: it would hide this one.` };
  return {
    fn,
    loop,
    variable,
    split,
    hasTail: first < statements.length,
    ...(collected && { taken: collected }),
    names,
    areOpen: initializers.some((initializer) => initializer !== undefined && mayBePromise(initializer)),
    areLiteral: initializers.some((initializer) => initializer !== undefined && isLiteral(initializer)),
    semicolon: hasSemicolon(text, final) || ts.isBlock(final) || !isPlain(final) ? ';' : '',
    doubts: [
      ...(isList(bound, loop.expression) ? [] : [`\`${shortText(loop.expression, file)}\` is read to its end before the first round.`]),
      ...unlikeDoubts(fn, loop, split),
      ...typeDoubts(fn, loop, split, slot, handed),
      ...(first < statements.length && isSeenOnError(fn, loop, split) ? [`If a round fails, what the rounds before it would have collected (line ${places.of(statements[first] ?? loop).line}) is missing.`] : []),
    ],
  };
}

/** Lines of the round itself that tell something else where they run at another time. */
function unlikeDoubts({ bound, unit, file, places }: FunctionReading, { statement: { pos, end } }: ts.ForOfStatement, split: number): readonly string[] {
  const flag = flagIn(bound, pos, split);
  const clock = clockIn(bound, unit, pos, end);
  const printed = inRange(unit.calls, split, end).find(isPrinting);
  const announced = inRange(unit.calls, pos, split).find(isPrinting);
  return [
    ...(flag === undefined ? [] : [`\`${shortText(flag, file)}\` is looked at before the rounds before have ended, and other code may set it in between.`]),
    ...(clock === undefined ? [] : [`\`${shortText(clock, file)}\` looks at a clock at another time than in the loop.`]),
    ...(announced === undefined ? [] : [`What the rounds print on line ${places.of(announced).line} comes for several of them before the first has ended.`]),
    ...(printed === undefined ? [] : [`What the rounds print on line ${places.of(printed).line} comes when all have ended, and not at all if one fails.`]),
  ];
}

function isPrinting(call: ts.Node): boolean {
  return ts.isCallExpression(call) && ts.isExpressionStatement(call.parent) && isLogging(call);
}

/** Where the statement puts what it awaits into something of outside, such as `out.push(await f(x))`: the await. */
function collectedBy(fn: FunctionReading, loop: ts.ForOfStatement, statement: ts.Statement, declarations: Declarations): Slot | Obstacle | undefined {
  const changed = usesIn(fn.bound, statement.pos, statement.end).find((use) => accessOf(use).flow !== 'read' && !isWithin(use.binding.scope.node, loop));
  if (changed === undefined) return undefined;
  const waits = [...fn.sites.values()].filter(({ node }) => isWithin(node, statement));
  const [only, other] = waits;
  if (only === undefined || !isPlain(statement)) return { node: changed.node, message: `\`${shortText(changed.node, fn.file)}\` is changed in each round before its last await.` };
  const slot = slotOf(fn, only, { label: '' }, declarations);
  if (isObstacle(slot)) return slot;
  if (other !== undefined || slot.waits || !slot.before.every(isInert)) return { node: statement, message: 'The statement that collects does more than to wait and to collect.' };
  return slot;
}

function isTypeDeclared(statement: ts.Statement): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.EnumDeclaration {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
}

/** Of `const x = f()`, without a type of its own, `f()`. */
function initializerOf({ declarations }: Binding): ts.Expression | undefined {
  const declaration = declarations[0]?.parent;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.type === undefined ? declaration.initializer && unwrap(declaration.initializer) : undefined;
}

/** A call that is not waited for. */
function mayBePromise(initializer: ts.Expression): boolean {
  return ts.isCallExpression(initializer) || ts.isNewExpression(initializer);
}

/** `isFile ? 'file' : 'folder'`, `Kind.File`: a constant of it has the type of these very values. */
function isLiteral(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node)) return isLiteral(node.whenTrue) || isLiteral(node.whenFalse);
  if (ts.isBinaryExpression(node)) return /^(?:\|\||\?\?|&&)$/.test(node.operatorToken.getText()) && (isLiteral(node.left) || isLiteral(node.right));
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.expression) && /^\p{Lu}/u.test(node.expression.text);
  return ts.isLiteralExpression(node) || ts.isPrefixUnaryExpression(node) || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
}

/** Whether the expression is seen to be a list: what only gives its elements one by one may do something for each. */
function isList(bound: Bound, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isArrayLiteralExpression(node)) return true;
  if (ts.isCallExpression(node)) return ts.isPropertyAccessExpression(node.expression) && /^(?:filter|map|slice|concat|flatMap|toSorted|sort|split|findAll)$/.test(node.expression.name.text) || (ts.isPropertyAccessExpression(node.expression) && ts.isIdentifier(node.expression.expression) && node.expression.expression.text === 'Object');
  const binding = ts.isIdentifier(node) ? bound.useOf.get(node)?.binding : undefined;
  const declared = binding?.declarations[0]?.parent;
  if (declared === undefined || (!ts.isParameter(declared) && !ts.isVariableDeclaration(declared))) return false;
  if (declared.type !== undefined) return isListType(declared.type);
  return ts.isVariableDeclaration(declared) && binding?.kind === 'const' && declared.initializer !== undefined && declared.initializer !== node && isList(bound, declared.initializer);
}

function isListType(type: ts.TypeNode): boolean {
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return true;
  if (ts.isTypeOperatorNode(type)) return isListType(type.type);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && /^(?:Array|ReadonlyArray|Set|ReadonlySet|Map|ReadonlyMap)$/.test(type.typeName.text);
}

/** Whether what is collected lives on after an error: it was declared outside the function, a closure has it, or a `try` around the loop goes on. */
function isSeenOnError({ bound, unit }: FunctionReading, loop: ts.ForOfStatement, split: number): boolean {
  for (let node: ts.Node = loop; node !== unit.node; node = node.parent) if (ts.isTryStatement(node.parent) && node.parent.tryBlock === node) return true;
  return usesIn(bound, split, loop.statement.end).some((use) => {
    const { binding } = use;
    if (isWithin(binding.scope.node, loop) || accessOf(use).flow === 'read') return false;
    return binding.scope.unit !== unit || binding.kind === 'parameter' || binding.kind === 'this' || binding.uses.some((other) => other.unit !== unit);
  });
}
