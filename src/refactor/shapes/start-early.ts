/** `const b = g()` before the first, its rejection observed, and `await b` where it stood: nothing else moves, and errors come in the order of the text. */
import ts from 'typescript';
import type { TextEdit } from '../edits.ts';
import { lineIndent } from '../layout.ts';
import { valueName } from '../names.ts';
import { Draft, type Plan, startAt, typeAt } from '../plan.ts';
import type { Slot } from '../slot.ts';

export function startEarly(plan: Plan): readonly TextEdit[] {
  const draft = new Draft(plan);
  const { text, file } = plan.fn;
  const indent = lineIndent(text, plan.anchor.getStart(file));
  for (const [index, slot] of plan.slots.entries()) {
    if (index === 0 && !isFirstToStart(slot)) continue;
    const name = draft.names.name(`${valueName(slot)}Promise`);
    // Should the first throw before it gives a promise, nothing else has started: it may stay as it is written.
    const start = index === 0 && plan.starts[index]?.type === undefined ? text.slice(slot.operand.getStart(file), slot.operand.end) : startAt(plan, index, indent);
    draft.line(`const ${name}${typeAt(plan, index)} = ${start}${draft.semicolon}`);
    // Without a listener Node would end the process, should it reject while the first is still awaited. The first is awaited at once.
    if (index > 0) draft.line(`${name}.catch(() => undefined)${draft.semicolon}`);
    draft.replaceNode(slot.operand, name);
  }
  return draft.finish();
}

/** The first starts before the others, as it always did, where nothing can come between its start and its await: what answers in turn (a connection, a stub) goes on answering each its own. */
function isFirstToStart({ before, waits }: Slot): boolean {
  return !waits && before.every((node) => ts.isIdentifier(node));
}
