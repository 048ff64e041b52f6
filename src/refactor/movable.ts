/** May a call start before the statements between its place and another? What must go with it, what forbids it, and what will be seen otherwise. */
import ts from 'typescript';
import { accessOf } from '../analysis/access.ts';
import { leavingIn } from '../analysis/control.ts';
import { awaitsIn, firstTainted, producedBy, reachedUses, usesIn } from '../analysis/flow.ts';
import { type Bound, isFunctionNode } from '../analysis/scopes.ts';
import { between } from '../analysis/statements.ts';
import { inRange, shortText } from '../analysis/syntax.ts';
import type { FunctionReading } from './reading.ts';
import { isInert } from './inert.ts';
import { isObstacle, type Obstacle, type Slot } from './slot.ts';
import { isWithin } from './spans.ts';
import { isThere } from './there.ts';

export interface Move {
  /** Declarations that stand between and must go before, since the call needs them. */
  readonly taken: readonly ts.VariableStatement[];
  /** What is not proven to stay as it is, one sentence each. */
  readonly doubts: readonly string[];
}

/** From the place of `slot` to right before the statement `anchor` of the same list. `together`: all that are to overlap; `needed`: those whose values it goes on waiting for. */
export function moveOf(fn: FunctionReading, slot: Slot, anchor: ts.Statement, together: readonly Slot[], needed: readonly Slot[] = []): Move | Obstacle {
  const { unit, file, places } = fn;
  const { list, statement, operand } = slot;
  const waiting = slot.before.flatMap((node) => awaitsIn(unit, node)).find((node) => !together.some((other) => other.node === node));
  if (waiting !== undefined) return { node: waiting, message: 'This is awaited before, in the same statement, and is not among what is to overlap.' };
  const beside = slot.before.find((node) => declaredIn(fn.bound, operand, node) !== undefined);
  if (beside !== undefined) return { node: beside, message: 'What the call needs is declared in the same statement.' };
  const leaving = leavingIn(unit, list, anchor.pos, statement.pos);
  if (leaving !== undefined) return { node: leaving.node, message: `The code may leave here before it comes to the call: it ${leaving.how}.` };
  const yielding = inRange(unit.yields, anchor.pos, statement.pos)[0];
  if (yielding !== undefined) return { node: yielding, message: 'Whoever takes the value that is given out here may end the function: what comes after must not have started.' };
  const middle = anchor === statement ? [] : [anchor, ...between(list, anchor, statement)];
  const behind = new Set<ts.Statement>(needed.map((other) => other.statement));
  const taken = takenAlong(fn, operand, middle.filter((line) => !behind.has(line)));
  if (isObstacle(taken)) return taken;
  const early = taken.find((line) => needed.some((other) => declaredIn(fn.bound, line, other.statement) !== undefined));
  if (early !== undefined) return { node: early, message: 'This line needs a value that is only there later.' };
  for (const line of middle.slice(1)) {
    if (taken.includes(line as ts.VariableStatement)) continue;
    const seen = seenByOthers(fn, line);
    if (seen !== undefined) return { node: seen, message: `Others see \`${shortText(seen, file)}\` set here, before the call starts.` };
    const [stale] = awaitsIn(unit, line).length > 0 ? [] : unsteadyIn(fn, line);
    if (stale !== undefined) return { node: stale, message: `\`${shortText(stale, file)}\` is looked at here again, as it may have changed during the await: the call starts only after that.` };
  }
  const doubts = [...unsteady(fn, operand), ...slot.before.flatMap((node) => (isInert(node) ? [] : [`\`${shortText(node, file)}\` on line ${places.of(node).line} runs after the start of \`${slot.label}\`, not before.`]))];
  for (const line of taken) if (!isThere(fn, line, anchor)) doubts.push(`If line ${places.of(line).line} throws, that error comes before any other.`);
  for (const line of middle) {
    if (line === anchor || taken.includes(line as ts.VariableStatement) || awaitsIn(unit, line).length > 0) continue;
    if (inRange(unit.calls, line.pos, line.end).length > 0 || !ts.isVariableStatement(line)) doubts.push(`Line ${places.of(line).line} runs after the start of \`${slot.label}\`, not before.`);
  }
  return { taken, doubts };
}

/** The declarations between that the node needs, with those that they need; in the order of the text. */
function takenAlong({ bound, unit, file, places }: FunctionReading, node: ts.Node, middle: readonly ts.Statement[]): readonly ts.VariableStatement[] | Obstacle {
  const taken = new Set<ts.VariableStatement>();
  const open: ts.Node[] = [node];
  for (let needing = open.pop(); needing !== undefined; needing = open.pop()) {
    for (const line of middle) {
      if (line === needing || taken.has(line as ts.VariableStatement) || line.pos > needing.pos) continue;
      const declared = declaredIn(bound, needing, line);
      const use = declared ?? firstTainted(needing, producedBy(bound, line))?.use;
      if (use === undefined) continue;
      const isDeclaration = ts.isVariableStatement(line) && awaitsIn(unit, line).length === 0 && inRange(unit.calls, line.pos, line.end).every((call) => isQuiet(call, bound));
      if (!isDeclaration) return { node: use.node, message: declared === undefined ? `\`${shortText(use.node, file)}\` has another value before line ${places.of(line).line} than after it.` : `\`${shortText(use.node, file)}\` is not there before line ${places.of(line).line}.` };
      taken.add(line);
      open.push(line);
    }
  }
  // What goes before must not be read or changed, in its new place, by what it now stands before.
  for (const line of taken) {
    const changed = producedBy(bound, line);
    const passed = middle.find((other) => other.pos < line.pos && !taken.has(other as ts.VariableStatement) && firstTainted(other, changed) !== undefined);
    if (passed !== undefined) return { node: line, message: 'What this line sets is used by a line before it.' };
  }
  return middle.filter((line): line is ts.VariableStatement => taken.has(line as ts.VariableStatement));
}

/** A name that the node uses, in whatever function it reaches, and that is declared only in the line: before it nothing may touch it. */
function declaredIn(bound: Bound, node: ts.Node, line: ts.Node) {
  if (ts.isFunctionDeclaration(line)) return undefined;
  return reachedUses(bound, node.pos, node.end).find(({ binding }) => binding.kind !== 'var' && binding.kind !== 'function' && binding.declarations.some((declaration) => isWithin(declaration, line)));
}

/** `id.trim()`: a method of a value, without a callback. */
function isQuiet(call: ts.Node, bound: Bound): boolean {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  let root: ts.Expression = call.expression;
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root)) root = root.expression;
  return ts.isIdentifier(root) && bound.useOf.get(root)?.binding.kind !== 'global' && call.arguments.every((argument) => !isFunctionNode(argument));
}

/** What the line sets that code outside the function can look at: a member of `this` or of what was handed in, a variable declared around. */
function seenByOthers({ bound, unit }: FunctionReading, line: ts.Statement): ts.Node | undefined {
  return usesIn(bound, line.pos, line.end).map(accessOf).find(({ use: { binding }, path, flow, call }) => flow !== 'read' && call === undefined && (binding.kind === 'this' || binding.scope.unit !== unit || (binding.kind === 'parameter' && path.length > 0)))?.whole;
}

/** What the node reads that somebody else may change while the function waits: read earlier, it may have another value. */
function unsteady(fn: FunctionReading, node: ts.Node): readonly string[] {
  return [...new Set(unsteadyIn(fn, node).map((part) => `\`${shortText(part, fn.file)}\` is read earlier than before, and other code may set it in between.`))];
}

function unsteadyIn({ bound, unit, file }: FunctionReading, node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  for (const use of usesIn(bound, node.getStart(file), node.end)) {
    const { binding } = use;
    const replaced = binding.uses.some((other) => (other.flow === 'write' || other.flow === 'update') && (other.unit !== unit || binding.scope.unit !== unit));
    const { path, whole } = accessOf(use);
    const member = path.find((name) => assignedMembers(bound).has(name));
    if (replaced || member !== undefined) found.push(replaced ? use.node : whole);
  }
  return found;
}

const membersOf = new WeakMap<Bound, ReadonlySet<string>>();

/** Names of members that are set anywhere in the file, outside constructors. */
function assignedMembers(bound: Bound): ReadonlySet<string> {
  let members = membersOf.get(bound);
  if (members === undefined) {
    const found = new Set<string>();
    for (const use of bound.uses) {
      const { path, flow, call } = accessOf(use);
      const name = path.at(-1);
      if (name !== undefined && flow !== 'read' && call === undefined && !(use.binding.kind === 'this' && ts.isConstructorDeclaration(use.unit.node))) found.add(name);
    }
    membersOf.set(bound, members = found);
  }
  return members;
}
