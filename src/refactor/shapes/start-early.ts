/** `const b = g()` before the first, its rejection observed, and `await b` where it stood: nothing else moves, and errors come in the order of the text. */
import type { TextEdit } from '../edits.ts';
import { lineIndent } from '../layout.ts';
import { valueName } from '../names.ts';
import { Draft, type Plan, startAt } from '../plan.ts';

export function startEarly(plan: Plan): readonly TextEdit[] {
  const draft = new Draft(plan);
  const indent = lineIndent(plan.fn.text, plan.anchor.getStart(plan.fn.file));
  for (const [index, slot] of plan.slots.slice(1).entries()) {
    const name = draft.names.name(`${valueName(slot)}Promise`);
    draft.line(`const ${name} = ${startAt(plan, index + 1, indent)}${draft.semicolon}`);
    // Without a listener Node would end the process, should it reject while the first is still awaited.
    draft.line(`${name}.catch(() => undefined)${draft.semicolon}`);
    draft.replaceNode(slot.operand, name);
  }
  return draft.finish();
}
