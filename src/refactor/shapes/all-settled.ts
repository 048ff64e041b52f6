/** `Promise.allSettled`, then the errors in the order of the text: nothing is left running when the function ends. */
import ts from 'typescript';
import type { TextEdit } from '../edits.ts';
import { valueName } from '../names.ts';
import { Draft, type Plan } from '../plan.ts';

export function allSettled(plan: Plan): readonly TextEdit[] {
  const { slots } = plan;
  const draft = new Draft(plan);
  const end = draft.semicolon;
  const names = slots.map((slot) => draft.names.name(`${valueName(slot)}Result`));
  draft.line(draft.listed(`const [${names.join(', ')}] = await Promise.allSettled(`));
  for (const name of names) draft.line(`if (${name}.status === 'rejected') throw ${name}.reason${end}`);
  slots.forEach(({ node, statement }, index) => {
    if (ts.isExpressionStatement(statement) && statement.expression === node) draft.remove(statement);
    else draft.replaceValue(node, `${names[index] ?? ''}.value`);
  });
  return draft.finish();
}
