/** May the rounds of a loop overlap? What one round hands to the next is asked first, then what the loop is for. */
import ts from 'typescript';
import type { Access } from './access.ts';
import { accessOf, overlap } from './access.ts';
import type { Site } from './awaits.ts';
import { combinatorOf, withoutChain } from './awaits.ts';
import { clockIn } from './clocks.ts';
import { leavingIn } from './control.ts';
import type { Effect } from './effects/effect.ts';
import type { Effects } from './effects/effects.ts';
import { flagIn } from './flags.ts';
import { awaitsIn, firstTainted, isModuleState, needsOf, propagate, reachedUses, Taint, usesIn } from './flow.ts';
import { isOwnMethod } from './own-method.ts';
import { isReduction } from './reductions.ts';
import type { Binding, Bound, LoopNode, Unit, Use } from './scopes.ts';
import { isLoopNode } from './scopes.ts';
import { inRange, methodName, unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isAwaitExpression, isBinaryExpression, isBlock, isBreakStatement, isCallExpression, isContinueStatement, isDoStatement, isElementAccessExpression, isExpressionStatement, isForInStatement, isForOfStatement, isForStatement, isIdentifier, isIfStatement, isLabeledStatement, isLiteralExpression, isNewExpression, isNumericLiteral, isObjectLiteralExpression, isPostfixUnaryExpression, isPrefixUnaryExpression, isPropertyAccessExpression, isReturnStatement, isSourceFile, isStatement, isSwitchStatement, isThrowStatement, isVariableDeclaration, isVariableDeclarationList, isVariableStatement, isWhileStatement } = ts;

export interface Carried {
  readonly use: Use;
  readonly name: string;
}

/** A use by which a round needs what a former round made. `former`: the parameter that holds the promise of those rounds, in a reduction; to wait for it is no need. */
export function carriedInto(bound: Bound, unit: Unit, loop: LoopNode, effects: Effects, former?: Binding): Carried | undefined {
  const taint = new Taint(bound);
  if (former !== undefined) taint.add(former, [], former.name);
  for (const use of reachedUses(bound, loop.statement.pos, loop.statement.end)) {
    if (declaredWithin(use, loop) || use.binding.kind === 'global' || isModuleState(bound, loop.statement, use)) continue;
    const access = accessOf(use);
    if (access.flow !== 'read' && !isTally(use.binding, loop) && !isPlaceInList(unit, use, loop) && !isFreshEachRound(access, loop) && !isLastDeed(access, loop) && !isOwnEntry(bound, access, loop) && !isEmptied(access, loop)) taint.add(use.binding, access.path, use.binding.name);
  }
  // The variable of a counted loop is changed by its header; when the body changes it too, a round decides what the next one is.
  if (isForStatement(loop) && loop.initializer !== undefined && isVariableDeclarationList(loop.initializer)) {
    for (const use of reachedUses(bound, loop.statement.pos, loop.statement.end)) {
      if (use.flow !== 'read' && use.binding.scope.node === loop) taint.add(use.binding, [], use.binding.name);
    }
  }
  if (taint.empty) return undefined;
  for (const head of headsOf(loop)) {
    const found = firstTainted(head, taint);
    if (found !== undefined && !onlyCounts(bound, unit, found.use, loop)) return { use: found.use, name: found.origin };
  }
  const lastAwait = awaitsIn(unit, loop.statement).at(-1)?.pos ?? -1;
  const body = isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  for (const statement of body) {
    for (const need of needsOf(unit, statement)) {
      if (former !== undefined && isAwaitExpression(need.node) && bound.useOf.get(unwrap(need.node.expression))?.binding === former) continue;
      const found = firstTainted(need.node, taint, need.end, (use) => isOnlyFilled(effects, use) || isOwnMethod(effects, accessOf(use)));
      if (found !== undefined && !onlyCounts(bound, unit, found.use, loop)) return { use: found.use, name: found.origin };
    }
    // `if (seen.has(x)) continue;` before an await.
    if (statement.pos < lastAwait && awaitsIn(unit, statement).length === 0 && isIfStatement(statement) && leavingIn(unit, loop.statement, statement.pos, statement.end) !== undefined) {
      const found = firstTainted(statement.expression, taint);
      if (found !== undefined && !onlyCounts(bound, unit, found.use, loop)) return { use: found.use, name: found.origin };
    }
    propagate(bound, statement, taint);
  }
  return undefined;
}

/** What is looked at between the rounds, or once before them. */
function headsOf(loop: LoopNode): readonly ts.Expression[] {
  return isForStatement(loop) ? [loop.condition, loop.incrementor].filter((head) => head !== undefined) : [loop.expression];
}

/** `await walk(folder, found)`: a list handed to a call that only adds to it, as the rounds themselves do. */
function isOnlyFilled(effects: Effects, { node }: Use): boolean {
  const call = node.parent;
  if (!isCallExpression(call) || !call.arguments.some((argument) => argument === node)) return false;
  const root = effects.placeOf(node as ts.Expression)?.[0];
  if (typeof root !== 'object') return false;
  const { reads, writes, gaps } = effects.of(call);
  const isOfList = ({ resource: { kind, key } }: Effect): boolean => kind === 'state' && typeof key?.[0] === 'object' && key[0].id === root.id;
  const filled = writes.filter(isOfList);
  return gaps.every(({ nameSays }) => nameSays === 'pure' || nameSays === 'read') && filled.length > 0 && filled.every(({ text }) => /\.(push|add)$/.test(text)) && !reads.some(isOfList);
}

/** A list of outside that one branch of a round replaces and another one adds to. */
export function replacedAndFilled(bound: Bound, loop: LoopNode): Use | undefined {
  const added = new Set<Use['binding']>();
  const replaced = new Map<Use['binding'], Use>();
  for (const use of usesIn(bound, loop.statement.pos, loop.statement.end)) {
    if (declaredWithin(use, loop) || use.binding.kind === 'global') continue;
    const access = accessOf(use);
    const { flow, call } = access;
    if (use.flow === 'write' && !isFreshEachRound(access, loop)) replaced.set(use.binding, use);
    else if (flow === 'write' && call !== undefined) added.add(use.binding);
  }
  for (const [binding, use] of replaced) if (added.has(binding)) return use;
  return undefined;
}

function declaredWithin(use: Pick<Use, 'binding'>, loop: LoopNode): boolean {
  const { node } = use.binding.scope;
  return node.pos >= loop.pos && node.end <= loop.end;
}

const logical: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken]);

/**
 * A variable that a round replaces after it has looked at what a former one left there, whether or not anything is awaited with it: `buffer += chunk; lines = buffer.split('\\n'); buffer = lines.pop()`.
 * So is a map that a round asks and then puts something in: `const known = sums.get(key); sums.set(key, known + await sizeOf(x))`.
 */
export function handedOn(bound: Bound, unit: Unit, loop: LoopNode): Carried | undefined {
  const { pos, end } = loop.statement;
  const seen = new Set<Binding>();
  for (const { binding } of usesIn(bound, pos, end)) {
    if (seen.has(binding) || binding.scope.unit !== unit || declaredWithin({ binding }, loop)) continue;
    seen.add(binding);
    const accesses = binding.uses.filter((use) => use.node.pos >= pos && use.node.end <= end).map(accessOf);
    if (binding.kind === 'const') {
      const put = accesses.find((access) => isAdded(access) && /\.(set|add)$/.test(access.whole.getText()));
      if (put !== undefined && accesses.some(({ call, whole, use }) => call !== undefined && use.node.pos < put.whole.parent.end && /\.(get|has)$/.test(whole.getText()))) return { use: put.use, name: binding.name };
      continue;
    }
    if (binding.kind !== 'let' && binding.kind !== 'var') continue;
    // Whether `found ??= await find(x)` asks at all, a former round decides.
    const filled = accesses.find(({ whole: { parent } }) => isBinaryExpression(parent) && logical.has(parent.operatorToken.kind) && awaitsIn(unit, parent.right).length > 0);
    if (filled !== undefined) return { use: filled.use, name: binding.name };
    const replaced = accesses.filter((access) => isReplaced(access, binding));
    const [first] = replaced;
    if (first === undefined || isFreshEachRound(first, loop)) continue;
    if (accesses.some((access) => !replaced.includes(access) && access.use.node.pos < first.whole.parent.end)) return { use: first.use, name: binding.name };
  }
  return undefined;
}

/** `const parent = byId.get(node.parentId); const text = await read(parent.path); node.path = text;`: where a round looks, before it has waited, at a member of another element that each round sets of its own. */
export function linkedInto(bound: Bound, unit: Unit, loop: LoopNode): ts.Node | undefined {
  const last = awaitsIn(unit, loop.statement).at(-1);
  const list = isForOfStatement(loop) ? rootsIn(bound, loop.expression) : [];
  if (last === undefined || list.length === 0) return undefined;
  const uses = usesIn(bound, loop.statement.pos, loop.statement.end);
  const set = new Set(uses.flatMap((use) => {
    const { flow, path, call } = accessOf(use);
    return flow !== 'read' && call === undefined && path.length === 1 && use.binding.scope.node === loop ? path : [];
  }));
  if (set.size === 0) return undefined;
  const found = uses.find((use) => {
    const { flow, path, call } = accessOf(use);
    if (use.node.pos >= last.end || flow === 'write' || call !== undefined || !set.has(path.at(-1) ?? '')) return false;
    // `nodes[i - 1].size`, or `before.size` of what was taken from there, or from a map that was made of it.
    return path.length === 2 && path[0] === '*' ? list.includes(use.binding) : path.length === 1 && isTakenFrom(bound, use.binding, loop, list);
  });
  return found === undefined ? undefined : accessOf(found).whole;
}

/** Whether the round takes what the name holds from the list, or from what was made of the list. */
function isTakenFrom(bound: Bound, binding: Binding, loop: LoopNode, list: readonly Binding[]): boolean {
  const declaration = binding.declarations[0]?.parent;
  if (!declaredWithin({ binding }, loop) || declaration === undefined || !isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
  const value = unwrap(declaration.initializer);
  const callee = isCallExpression(value) ? unwrap(value.expression) : value;
  const isTaking = isElementAccessExpression(callee) || (isCallExpression(value) && isPropertyAccessExpression(callee) && /^(get|find|at)$/.test(callee.name.text));
  const from = isTaking ? bound.useOf.get(unwrap(callee.expression))?.binding : undefined;
  if (from === undefined) return false;
  const made = from.declarations[0]?.parent;
  return list.includes(from) || (made !== undefined && isVariableDeclaration(made) && made.initializer !== undefined && rootsIn(bound, made.initializer).some((root) => list.includes(root)));
}

function rootsIn(bound: Bound, expression: ts.Expression): readonly Binding[] {
  return usesIn(bound, expression.pos, expression.end).flatMap(({ binding }) => (binding.kind === 'global' || binding.kind === 'import' ? [] : [binding]));
}

/** `x = …`, but not what only sets a flag, counts or gathers. */
function isReplaced({ whole, path }: Access, binding: Binding): boolean {
  const assignment = whole.parent;
  if (path.length > 0 || !isBinaryExpression(assignment) || assignment.operatorToken.kind !== SyntaxKind.EqualsToken || assignment.left !== whole) return false;
  let value = unwrap(assignment.right);
  // `lines.pop() ?? ''`
  while (isBinaryExpression(value) && (value.operatorToken.kind === SyntaxKind.BarBarToken || value.operatorToken.kind === SyntaxKind.QuestionQuestionToken)) value = unwrap(value.left);
  if (isIdentifier(value) || isLiteralExpression(value) || isWord(value) || isBinaryExpression(value) || isArrayLiteralExpression(value) || isObjectLiteralExpression(value)) return false;
  const callee = isCallExpression(value) ? unwrap(value.expression) : undefined;
  // `list = list.concat(more)`, `most = Math.max(most, one)`.
  return !(callee !== undefined && isPropertyAccessExpression(callee) && (/^(concat|max|min)$/.test(callee.name.text) || binding.name === callee.expression.getText()));
}

function isWord({ kind }: ts.Node): boolean {
  return kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword || kind === SyntaxKind.NullKeyword;
}

function isAdded({ flow, call }: Access): boolean {
  return flow === 'write' && call !== undefined;
}

/** A number that rounds only count up or down, in lines of its own, and that nothing else in the loop looks at: the sum is the same in every order. */
function isTally(binding: Binding, loop: LoopNode): boolean {
  if (isWhileStatement(loop) || isDoStatement(loop)) return false;
  return binding.uses.every(({ node }) => {
    if (node.pos < loop.pos || node.end > loop.end) return true;
    if (isJoined(node)) return true;
    const step = node.parent;
    if (!isExpressionStatement(step.parent)) return false;
    if (isPostfixUnaryExpression(step) || isPrefixUnaryExpression(step)) return true;
    // What is added does not hang on the sum, as no other use is there: `total += await priceOf(item)` may be added up in order once all is there.
    return isBinaryExpression(step) && step.left === node && (step.operatorToken.kind === SyntaxKind.PlusEqualsToken || step.operatorToken.kind === SyntaxKind.MinusEqualsToken);
  });
}

/** `const { text } = requests[i++];` before anything is waited for, and nowhere else: rounds begin in their order, and so each has the place in the list that it always had. */
function isPlaceInList(unit: Unit, { binding, node }: Use, loop: LoopNode): boolean {
  const wait = awaitsIn(unit, loop.statement)[0];
  if (wait === undefined || node.pos >= wait.pos || !isPostfixUnaryExpression(node.parent) || !isElementAccessExpression(node.parent.parent)) return false;
  const statement = isBlock(loop.statement) ? loop.statement.statements.find(({ pos, end }) => pos <= node.pos && node.end <= end) : undefined;
  return statement !== undefined && isVariableStatement(statement) && binding.uses.filter((use) => use.node.pos >= loop.pos && use.node.end <= loop.end).length === 1;
}

/** `list = list.concat(await more(x))`, either use of it: what is joined does not hang on the list. */
function isJoined(node: ts.Node): boolean {
  const name = node.getText();
  const access = isPropertyAccessExpression(node.parent) && node.parent.name.text === 'concat' ? node.parent : undefined;
  const assignment = access === undefined ? node.parent : access.parent.parent;
  if (!isBinaryExpression(assignment) || assignment.operatorToken.kind !== SyntaxKind.EqualsToken || !isExpressionStatement(assignment.parent) || assignment.left.getText() !== name) return false;
  const value = unwrap(assignment.right);
  const callee = isCallExpression(value) ? unwrap(value.expression) : undefined;
  return callee !== undefined && isPropertyAccessExpression(callee) && callee.name.text === 'concat' && callee.expression.getText() === name && (access === undefined ? assignment.left === node : callee === access);
}

/** Every round that reads it has given it a value of its own before: `this.lock = await take(); use(this.lock);`. */
function isFreshEachRound({ use, path }: Access, loop: LoopNode): boolean {
  const { pos, end } = loop.statement;
  const accesses = use.binding.uses.filter(({ node }) => node.pos >= pos && node.end <= end).map(accessOf).filter((access) => overlap(access.path, path));
  const [first] = accesses;
  const assignment = first?.whole.parent;
  // What decides whether there is another round is looked at before that round gives it a value.
  const heads = isForOfStatement(loop) || isForInStatement(loop) ? [] : headsOf(loop);
  if (use.binding.uses.some(({ node }) => heads.some((head) => node.pos >= head.pos && node.end <= head.end))) return false;
  if (first === undefined || assignment === undefined || first.path.length > path.length || first.path.includes('*')) return false;
  if (!isBinaryExpression(assignment) || assignment.operatorToken.kind !== SyntaxKind.EqualsToken || assignment.left !== first.whole || !isExpressionStatement(assignment.parent)) return false;
  // `x = f(x)` reads the former value first.
  const block = assignment.parent.parent;
  return isBlock(block) && accesses.every(({ use: { node } }) => node === first.use.node || (node.pos >= assignment.end && node.end <= block.end));
}

/** `this.rules = found; break;`: no round comes after it. */
function isLastDeed({ whole }: Access, loop: LoopNode): boolean {
  const statement = whole.parent.parent;
  if (!isBinaryExpression(whole.parent) || !isExpressionStatement(statement) || !isBlock(statement.parent)) return false;
  const { statements } = statement.parent;
  const last = statements.at(-1);
  if (last === undefined || !(isBreakStatement(last) || isReturnStatement(last)) || !leavesLoop(last, loop)) return false;
  return statements.slice(statements.indexOf(statement), -1).every((one) => isExpressionStatement(one));
}

/** `for (const [id] of this.open) this.open.delete(id)`: a round takes out its own entry, which no other asks for. */
function isOwnEntry(bound: Bound, { call, whole }: Access, loop: LoopNode): boolean {
  if (call === undefined || !isForOfStatement(loop) || !isPropertyAccessExpression(whole) || whole.name.text !== 'delete') return false;
  const [key, ...more] = call.arguments;
  const list = whole.expression.getText();
  let header = unwrap(loop.expression);
  if (isCallExpression(header) && isPropertyAccessExpression(header.expression) && /^(keys|entries|values)$/.test(header.expression.name.text)) header = header.expression.expression;
  const binding = key === undefined || more.length > 0 ? undefined : bound.useOf.get(unwrap(key))?.binding;
  return header.getText() === list && binding?.scope.node === loop;
}

/** `while (queue.length > 0) { const job = queue.shift(); … }`: the rounds go through a list that none of them adds to. */
function isEmptied({ use, path }: Access, loop: LoopNode): boolean {
  if (!isWhileStatement(loop)) return false;
  const accesses = use.binding.uses.filter(({ node }) => node.pos >= loop.pos && node.end <= loop.end).map(accessOf).filter((access) => overlap(access.path, path));
  return accesses.every((access) => (access.call === undefined ? access.path.at(-1) === 'length' && access.path.length === path.length + 1 : access.path.length === path.length && /\.(shift|pop|splice)$/.test(access.whole.getText()) && access.call.arguments.length < 3));
}

/** The same, each round beginning with what it takes: as good as going through the list. */
function isDrain(bound: Bound, unit: Unit, loop: LoopNode): boolean {
  if (!isWhileStatement(loop)) return false;
  let list = unwrap(loop.expression);
  if (isBinaryExpression(list) && list.operatorToken.kind === SyntaxKind.GreaterThanToken && list.right.getText() === '0') list = unwrap(list.left);
  const binding = isPropertyAccessExpression(list) && list.name.text === 'length' ? bound.useOf.get(unwrap(list.expression))?.binding : undefined;
  // Whoever else has the list may add to it meanwhile.
  const isOwn = binding?.kind === 'const' && binding.scope.unit === unit && binding.uses.every((one) => one.unit === unit);
  const use = isOwn ? binding.uses.find(({ node }) => node.pos >= loop.statement.pos && node.end <= loop.statement.end) : undefined;
  if (use === undefined || !isEmptied(accessOf(use), loop)) return false;
  const [first] = isBlock(loop.statement) ? loop.statement.statements : [];
  return first !== undefined && isVariableStatement(first) && use.node.pos >= first.pos && use.node.end <= first.end && awaitsIn(unit, first).length === 0;
}

/** The variable is only counted up or down: a number of rounds, not a result of one. */
function onlyCounts(bound: Bound, unit: Unit, use: Use, loop: LoopNode): boolean {
  return (isWhileStatement(loop) || isDoStatement(loop)) && isCounted(bound, use, loop) && !isPage(unit, use.binding, loop);
}

/** Whether what is carried is a number of rounds in a loop that may end early or pauses, such as the attempts of a retry, or only says whether and when to look again: then the loop is known by that. */
export function isAttempt(bound: Bound, unit: Unit, { name }: Carried, loop: LoopNode): boolean {
  const use = usesIn(bound, loop.pos, loop.end).find(({ binding }) => binding.name === name);
  return use !== undefined && ((isCounted(bound, use, loop) && !isPage(unit, use.binding, loop)) || isPolled(bound, unit, use.binding, loop));
}

/** `while (!found && waited < limit) { await sleep(step); found = look(); step *= 2; }`: nothing of it is what a round has waited for. */
function isPolled(bound: Bound, unit: Unit, { uses }: Binding, loop: LoopNode): boolean {
  const pauses = inRange(unit.calls, loop.statement.pos, loop.statement.end).filter(isPause);
  return pauses.length > 0 && uses.filter(({ node }) => node.pos >= loop.pos && node.end <= loop.end).every(({ node, flow }) => {
    if (flow !== 'read') return !isBinaryExpression(node.parent) || !isOfWait(bound, unit, node.parent.right);
    return pauses.some((pause) => node.pos >= pause.pos && node.end <= pause.end) || isInCondition(node, loop);
  });
}

/** What was waited for, or is made of it by name. */
function isOfWait(bound: Bound, unit: Unit, value: ts.Expression): boolean {
  return awaitsIn(unit, value).length > 0 || usesIn(bound, value.pos, value.end).some(({ binding }) => binding.uses.some(({ node, flow }) => flow !== 'read' && awaitsIn(unit, node.parent).length > 0));
}

function isInCondition(node: ts.Node, loop: LoopNode): boolean {
  let [child, at] = [node, node.parent];
  for (; !isStatement(at); [child, at] = [at, at.parent]);
  return (isIfStatement(at) || ((isWhileStatement(at) || isDoStatement(at)) && at === loop)) && at.expression === child;
}

/** `while (true) { const rows = await find({ skip }); …; skip += 100; }`: what is waited for is the next part, though the number is known. */
function isPage(unit: Unit, binding: Binding, loop: LoopNode): boolean {
  return isWhileStatement(loop) && /page|skip|offset|cursor|batch/i.test(binding.name) && awaitsIn(unit, loop.statement).some((wait) => binding.uses.some(({ node }) => node.pos >= wait.pos && node.end <= wait.end));
}

function isCounted(bound: Bound, use: Use, loop: LoopNode): boolean {
  const writes = use.binding.uses.filter(({ flow, node }) => flow !== 'read' && flow !== 'declare' && node.pos >= loop.pos && node.end <= loop.end);
  return writes.length > 0 && writes.every(({ node }) => {
    const { parent } = node;
    if (isPostfixUnaryExpression(parent) || isPrefixUnaryExpression(parent)) return true;
    return isBinaryExpression(parent) && isNumericLiteral(unwrap(parent.right)) && bound.useOf.get(node) !== undefined;
  });
}

export type LoopShape =
  | { readonly type: 'stream' | 'yield' | 'leaves' | 'pause' | 'open' | 'chunked'; readonly node: ts.Node }
  | { readonly type: 'over'; readonly node: ts.Node };

/** What the loop is for, by its form: only an `over` loop goes through finished data, one round for each element. */
export function shapeOf({ bound, unit, effects }: Pick<Ground, 'bound' | 'unit' | 'effects'>, loop: LoopNode, sites: readonly Site[]): LoopShape {
  if (isForOfStatement(loop) && loop.awaitModifier !== undefined && effects.listBy(loop.expression) === undefined) return { type: 'stream', node: loop };
  const { pos, end } = loop.statement;
  const yielded = inRange(unit.yields, pos, end)[0];
  if (yielded !== undefined) return { type: 'yield', node: yielded };
  for (const exit of inRange(unit.exits, pos, end)) {
    if (!isThrowStatement(exit) && !(isReduction(loop) && isReturnStatement(exit)) && leavesLoop(exit, loop)) return { type: 'leaves', node: exit };
  }
  const condition = isForStatement(loop) ? loop.condition : undefined;
  const asked = condition && (flagIn(bound, condition.pos, condition.end) ?? clockIn(bound, unit, condition.pos, condition.end));
  if (asked !== undefined) return { type: 'leaves', node: asked };
  const pause = inRange(unit.calls, pos, end).find((call) => isAwaitExpression(call.parent) && isPause(call));
  if (pause !== undefined) return { type: 'pause', node: pause };
  const [site] = sites;
  if (site !== undefined && sites.every(({ form }) => form === 'all' || form === 'allSettled' || form === 'limited') && takesFromRound(bound, site.operand, loop)) return { type: 'chunked', node: site.node };
  if (isDrain(bound, unit, loop)) return { type: 'over', node: loop };
  if (isWhileStatement(loop) || isDoStatement(loop) || (isForStatement(loop) && loop.incrementor === undefined)) return { type: 'open', node: loop };
  return { type: 'over', node: loop };
}

/** `Promise.all(chunk.map(…))`: the list that is mapped belongs to the round. */
function takesFromRound(bound: Bound, operand: ts.Expression | undefined, loop: LoopNode): boolean {
  const members = operand === undefined ? undefined : combinatorOf(withoutChain(operand), bound)?.members;
  if (members === undefined) return false;
  let list = members;
  if (isCallExpression(list) && isPropertyAccessExpression(unwrap(list.expression))) list = (unwrap(list.expression) as ts.PropertyAccessExpression).expression;
  return reachedUses(bound, list.pos, list.end).some((use) => declaredWithin(use, loop));
}

const sleeps = /^(sleep|delay|wait|pause|timeout|setTimeout|backoff|waitFor|waitForTimeout)(?![a-z])/;

function isPause(call: ts.Node): boolean {
  if (isCallExpression(call)) return sleeps.test(methodName(call.expression) ?? '');
  return isNewExpression(call) && isIdentifier(call.expression) && call.expression.text === 'Promise' && call.getText().slice(0, 200).includes('setTimeout');
}

/** Whether a `break`, `return` or `continue` ends this loop (and not only a round of it, or a loop inside). */
function leavesLoop(exit: ts.Node, loop: LoopNode): boolean {
  if (isReturnStatement(exit)) return true;
  if (isContinueStatement(exit) && exit.label === undefined) return false;
  if (!isBreakStatement(exit) && !isContinueStatement(exit)) return false;
  for (let node: ts.Node = exit.parent; ; node = node.parent) {
    if (exit.label !== undefined) {
      if (isLabeledStatement(node) && node.label.text === exit.label.text) {
        // The label of this loop, or of one around it.
        return node.pos < loop.pos ? !(isContinueStatement(exit) && node.statement === loop) : node.statement === loop && isBreakStatement(exit);
      }
    } else {
      if (node === loop) return true;
      if (isLoopNode(node) || isSwitchStatement(node)) return false;
    }
    if (isSourceFile(node)) return true;
  }
}
