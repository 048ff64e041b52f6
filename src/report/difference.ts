/** What a change could make differ, as a timeline: a run of the code as it is and one of the changed code, in which the same fails, one above the other. */
import { orderedSchedule, stepUs } from '../engine/interleavings/ordered.ts';
import { measure } from '../laws/measure.ts';
import type { Run } from '../protocol.ts';
import type { Offered } from '../refactor/offer.ts';
import type { Way } from '../refactor/self-check.ts';
import { machine } from '../refactor/self-check/outcomes.ts';
import type { Timeline } from './file-report.ts';
import { givenText, titleOf } from './offers.ts';

/** `name`: the function's. Null where the offer is not known to differ in any run. */
export function differenceTimeline(name: string, offer: Offered): Timeline | null {
  const { counterExample } = offer;
  if (counterExample === undefined) return null;
  const { before, after, message } = counterExample;
  return {
    title: `What could differ in ${name}`,
    runs: [runOf(before, 'As written'), runOf(after, 'Changed')],
    figures: [],
    speedup: null,
    warning: message,
    notes: [
      `The change: ${titleOf(offer)}.`,
      givenText(counterExample),
      `Nothing is run: the self-check has tried the orders in which the calls can go on, with what is known of each call’s effects. Only the order is meant; each step is drawn as ${stepUs / 1000} ms.`,
    ],
  };
}

function runOf({ program, replay, rejecting }: Way, title: string): Run {
  const schedule = orderedSchedule(program, machine, replay, rejecting);
  return { kind: 'order', title, schedule, metrics: measure(program, schedule), criticalPath: [] };
}
