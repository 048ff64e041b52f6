/** `const b = g()` before the first, its rejection observed, and `await b` where it stood: nothing else moves, and errors come in the order of the text. */
import type { TextEdit } from '../edits.ts';
import { valueName } from '../names.ts';
import { Draft, type Plan } from '../plan.ts';
import { startOf } from '../start.ts';

export function startEarly(plan: Plan): readonly TextEdit[] {
  const draft = new Draft(plan);
  for (const slot of plan.slots.slice(1)) {
    const name = draft.names.name(`${valueName(slot.statement, slot.operand)}Promise`);
    draft.line(`const ${name} = ${startOf(plan.fn, slot)}${draft.semicolon}`);
    // Without a listener Node would end the process, should it reject while the first is still awaited.
    draft.line(`${name}.catch(() => undefined)${draft.semicolon}`);
    draft.replaceNode(slot.operand, name);
  }
  return draft.finish();
}
