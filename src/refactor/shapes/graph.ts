/** Every call before the first await: what needs others waits for them in a function of its own, so that nothing waits for what it does not need. */
import ts from 'typescript';
import { usesIn } from '../../analysis/flow.ts';
import type { TextEdit } from '../edits.ts';
import { endOf, indentOf, lineIndent, reindented } from '../layout.ts';
import { valueName } from '../names.ts';
import { Draft, type Plan, startAt, typeAt } from '../plan.ts';
import type { FunctionReading } from '../reading.ts';
import type { Obstacle, Slot } from '../slot.ts';
import { isWithin } from '../spans.ts';

/** What of the slots a call needs must be constants that hold nothing but what was awaited, so that their promises can stand for them. */
export function obstacleToGraph(fn: FunctionReading, needs: readonly (readonly Slot[])[]): Obstacle | undefined {
  const odd = needs.flat().find((slot) => patternOf(fn, slot) === undefined);
  return odd && { node: odd.statement, message: 'What is awaited here is not kept as it is in a constant.' };
}

/** `needs`: for each slot those before it whose values it needs. */
export function graph(plan: Plan, needs: readonly (readonly Slot[])[]): readonly TextEdit[] {
  const { fn, slots, anchor } = plan;
  const { text, file, bound, layout } = fn;
  const draft = new Draft(plan);
  const end = draft.semicolon;
  const names = new Map<Slot, string>();
  const indent = indentOf(text, anchor.getStart(file));
  for (const [index, slot] of slots.entries()) {
    const name = draft.names.name(`${valueName(slot)}Promise`);
    names.set(slot, name);
    const used = (needs[index] ?? []).filter((other) => usesIn(bound, slot.operand.pos, slot.operand.end).some(({ binding }) => binding.declarations.some((declaration) => isWithin(declaration, other.statement))));
    if (used.length === 0) draft.line(`const ${name}${typeAt(plan, index)} = ${startAt(plan, index, lineIndent(text, anchor.getStart(file)))}${end}`);
    else {
      const start = slot.operand.getStart(file);
      const operand = reindented(text.slice(start, slot.operand.end), lineIndent(text, start), (indent ?? '') + layout.step, slot.operand);
      const lines = [...used.map((other) => `const ${patternOf(fn, other) ?? ''} = await ${names.get(other) ?? ''}${end}`), `return ${operand}${end}`];
      const body = indent === undefined ? ` ${lines.join(' ')} ` : `${lines.map((line) => layout.newline + indent + layout.step + line).join('')}${layout.newline}${indent}`;
      draft.line(`const ${name}${typeAt(plan, index)} = (async () => {${body}})()${end}`);
    }
    // The first is awaited at once; of the others a rejection would find nobody listening.
    if (index > 0) draft.line(`${name}.catch(() => undefined)${end}`);
    if (isUsedUp(fn, slots, index)) draft.replace(slot.statement.getStart(file), endOf(text, slot.statement), `await ${name}${end}`);
    else draft.replaceNode(slot.operand, name);
  }
  return draft.finish();
}

/** Whether nobody needs the names of a slot but calls that now take them from its promise: a declaration of them would be an unused one. */
function isUsedUp({ bound }: FunctionReading, slots: readonly Slot[], index: number): boolean {
  const slot = slots[index];
  if (slot === undefined) return false;
  const uses = usesIn(bound, slot.statement.pos, slot.statement.end).filter(({ flow }) => flow === 'declare').flatMap(({ binding }) => binding.uses.filter((use) => use.flow !== 'declare'));
  const takers = slots.flatMap(({ operand }, at) => (uses.some(({ node }) => isWithin(node, operand)) ? [{ operand, at }] : []));
  if (uses.length === 0 || !uses.every(({ node }) => takers.some(({ operand }) => isWithin(node, operand)))) return false;
  // What takes a value apart may throw, and then before anything else that stands behind it.
  const [only] = ts.isVariableStatement(slot.statement) ? slot.statement.declarationList.declarations : [];
  return only !== undefined && (ts.isIdentifier(only.name) || takers[0]?.at === index + 1);
}

function patternOf({ text, file }: FunctionReading, { statement, node }: Slot): string | undefined {
  if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) return undefined;
  const [only, other] = statement.declarationList.declarations;
  return only?.initializer === node && other === undefined ? text.slice(only.name.getStart(file), only.type?.end ?? only.name.end) : undefined;
}
