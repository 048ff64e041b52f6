/** The self-check against real execution: rewrites of neighbours whatever the analysis says of them, and what it calls kept must be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../../../src/analysis/analyze.ts';
import { applyEdits } from '../../../../src/refactor/edits.ts';
import type { Shape } from '../../../../src/refactor/offer.ts';
import { offersFor } from '../../../../src/refactor/offers.ts';
import { planOf } from '../../../../src/refactor/plan.ts';
import { read } from '../../../../src/refactor/reading.ts';
import { limitersOf } from '../../../../src/refactor/limiters.ts';
import { roundsOf } from '../../../../src/refactor/rounds.ts';
import { selfCheck } from '../../../../src/refactor/self-check.ts';
import { boundedMap } from '../../../../src/refactor/shapes/bounded-map.ts';
import { allSettled } from '../../../../src/refactor/shapes/all-settled.ts';
import { promiseAll } from '../../../../src/refactor/shapes/promise-all.ts';
import { startEarly } from '../../../../src/refactor/shapes/start-early.ts';
import { isObstacle, slotOf } from '../../../../src/refactor/slot.ts';
import { difference, execute } from '../behaviour/execute.ts';
import { loopPrograms, type RandomProgram, randomPrograms, textOf } from '../behaviour/programs.ts';
import { drawing } from '../behaviour/drawing.ts';

const count = Number(process.env.OVERLAP_PROGRAMS ?? 150);
// What the changes put in is to be run as it is.
const path = 'program.js';
const writers = { 'start-early': startEarly, 'promise-all': promiseAll, 'all-settled': allSettled };

/** Every two neighbours of `main` overlapped in every shape that can be written, its loops with their rounds side by side, and its graphs: also where that changes what it does. */
function blindRewrites(text: string): readonly { readonly shape: Shape; readonly after: string }[] {
  const model = analyze({ path, text });
  const main = model.functions.find(({ id }) => id === 'main');
  const fn = read(path, text).functionOf('main');
  if (main === undefined || fn === undefined) return [];
  const graphs = offersFor({ path, text, model }, { type: 'function', functionId: 'main' }).flatMap((offer) => (offer.grade !== 'refused' && offer.shape === 'graph' ? [{ shape: offer.shape, after: applyEdits(text, offer.edits) }] : []));
  const loops = main.loops.flatMap(({ place }) => {
    const rounds = roundsOf(fn, place.start, () => undefined);
    return isObstacle(rounds) ? [] : limitersOf(rounds, undefined, { limit: 8 }).map((limiter) => ({ shape: 'bounded-map' as const, after: applyEdits(text, boundedMap(rounds, limiter)) }));
  });
  const pairs = main.pairs.flatMap(({ first, second }) => {
    const slots = [first, second].flatMap((id) => {
      const site = fn.sites.get(id);
      const described = main.awaits.find((known) => known.id === id);
      const slot = site && described && slotOf(fn, site, described, () => undefined);
      return slot === undefined || isObstacle(slot) ? [] : [slot];
    });
    const plan = slots.length === 2 ? planOf(fn, slots) : undefined;
    if (plan === undefined || isObstacle(plan)) return [];
    return (['start-early', 'promise-all', 'all-settled'] as const).map((shape) => ({ shape, after: applyEdits(text, writers[shape](plan)) }));
  });
  return [...pairs, ...loops, ...graphs];
}

async function differs(before: string, after: string, seed: number): Promise<string | undefined> {
  for (const argument of [0, 1, 2, 3]) {
    const was = await execute(before, argument, () => 0);
    for (let order = 0; order < 3; order++) {
      const found = difference(was, await execute(after, argument, drawing(seed + order)));
      if (found !== undefined) return `main(${argument}), order ${seed + order}: ${found}`;
    }
  }
  return undefined;
}

interface Counts {
  rewrites: number;
  differing: number;
  told: number;
  kept: number;
  unsettled: number;
}

/** Rewrites of random programs, each checked and really executed: fails where what was called kept is seen to differ. */
async function heldToExecution(programs: fc.Arbitrary<RandomProgram>, runs: number): Promise<Counts> {
  const seen: Counts = { rewrites: 0, differing: 0, told: 0, kept: 0, unsettled: 0 };
  await fc.assert(
    fc.asyncProperty(programs, fc.nat(), async (program, seed) => {
      const text = textOf(program);
      for (const { shape, after } of blindRewrites(text)) {
        const answer = selfCheck({ path, before: text, after, functionId: 'main' });
        const found = await differs(text, after, seed);
        seen.rewrites++;
        if (found !== undefined) {
          seen.differing++;
          if (answer.type === 'differs') seen.told++;
          if (answer.type === 'kept') expect.fail(`${shape}: called kept, but ${found}\n--- before\n${text}\n--- after\n${after}`);
        } else if (answer.type === 'kept') seen.kept++;
        else if (answer.type === 'not-settled') seen.unsettled++;
      }
    }),
    { numRuns: runs },
  );
  console.log(`${seen.rewrites} rewrites: ${seen.differing} seen to differ, of which ${seen.told} told with a counter-example; of the others ${seen.kept} kept, ${seen.unsettled} not settled`);
  return seen;
}

test(`what is really seen to differ is never called kept: ${count} random programs, rewritten blindly`, { timeout: 1_200_000 }, async () => {
  const { differing, told, kept } = await heldToExecution(randomPrograms, count);
  // Else nothing was shown.
  expect(differing).toBeGreaterThan(count / 4);
  expect(told).toBeGreaterThan(differing * 0.8);
  expect(kept).toBeGreaterThan(count / 8);
});

test(`the same of loops: ${count} random programs, their rounds run side by side`, { timeout: 1_200_000 }, async () => {
  const { differing, told, kept } = await heldToExecution(loopPrograms, count);
  expect(differing).toBeGreaterThan(count / 10);
  expect(told).toBeGreaterThan(differing * 0.8);
  expect(kept).toBeGreaterThan(count / 8);
});

test('what is offered as safe is mostly settled', { timeout: 600_000 }, () => {
  const seen = { kept: 0, differs: 0, 'not-settled': 0 };
  const reasons = new Map<string, number>();
  fc.assert(
    fc.property(randomPrograms, (program) => {
      const text = textOf(program);
      const model = analyze({ path, text });
      for (const offer of offersFor({ path, text, model }, { type: 'function', functionId: 'main' })) {
        if (offer.grade !== 'safe') continue;
        const answer = selfCheck({ path, before: text, after: applyEdits(text, offer.edits), functionId: 'main' });
        seen[answer.type]++;
        if (answer.type !== 'kept') reasons.set(answer.message, (reasons.get(answer.message) ?? 0) + 1);
      }
    }),
    { numRuns: count },
  );
  console.log(`safe changes: ${seen.kept} kept, ${seen.differs} said to differ, ${seen['not-settled']} not settled`, [...reasons]);
  expect(seen.kept).toBeGreaterThan(count / 8);
  expect(seen.kept).toBeGreaterThan((seen.differs + seen['not-settled']) * 9);
});
