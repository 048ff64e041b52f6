/** Lines that look at a clock: what they tell hangs on when they run. */
import ts from 'typescript';
import { unitOfBinding } from './callees.ts';
import type { Bound, CallNode, Unit } from './scopes.ts';
import { inRange, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isNewExpression, isTaggedTemplateExpression } = ts;

const clocks = /(?:^|\.)now$|^process\.(?:hrtime(?:\.bigint)?|uptime)$|^console\.time(?:End|Log)?$|^(?:Date|dayjs|moment)$/;
/** With a date in its hand it is no clock. */
const dates = /^(?:Date|dayjs|moment)$/;

/** The first call of the stretch, outside functions in it, that looks at a clock itself or in a function of the file that does not wait. */
export function clockIn(bound: Bound, unit: Unit, start: number, end: number, seen: ReadonlySet<Unit> = new Set([unit])): CallNode | undefined {
  return inRange(unit.calls, start, end).find((call) => {
    if (isTaggedTemplateExpression(call)) return false;
    const callee = unwrap(call.expression);
    const name = callee.getText();
    if (isNewExpression(call)) return name === 'Date' && (call.arguments ?? []).length === 0;
    if (clocks.test(name)) return !dates.test(name) || name === 'Date' || call.arguments.length === 0;
    const binding = isIdentifier(callee) ? bound.useOf.get(callee)?.binding : undefined;
    const called = binding && unitOfBinding(binding, bound);
    if (called === undefined || seen.has(called) || called.awaits.length > 0) return false;
    return clockIn(bound, called, called.node.pos, called.node.end, new Set([...seen, called])) !== undefined;
  });
}
