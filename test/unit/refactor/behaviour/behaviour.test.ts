/**
 * What a safe fix must keep, shown by running: random programs before and after their fixes, with real promises and timers in drawn orders.
 * `OVERLAP_PROGRAMS=5000` looks at more of them; `OVERLAP_SEED` starts elsewhere.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixAll, type FixOptions } from '../../../../src/refactor/fix-all.ts';
import { drawing } from './drawing.ts';
import { difference, execute } from './execute.ts';
import { randomPrograms, textOf } from './programs.ts';

const count = Number(process.env.OVERLAP_PROGRAMS ?? 500);
const path = 'program.js';

async function firstDifference(text: string, fixed: string, seed: number): Promise<string | undefined> {
  for (const argument of [0, 1, 2, 3]) {
    const before = await execute(text, argument, () => 0);
    for (let order = 0; order < 4; order++) {
      const found = difference(before, await execute(fixed, argument, drawing(seed + order)));
      if (found !== undefined) return `main(${argument}), order ${seed + order}: ${found}`;
    }
  }
  return undefined;
}

/** How many programs were changed, and what was seen of each that came to behave otherwise. */
async function look(grades: FixOptions['grades'], programs: number): Promise<{ changed: number; fixes: number; differences: string[] }> {
  const seen = { changed: 0, fixes: 0, differences: [] as string[] };
  await fc.assert(
    fc.asyncProperty(randomPrograms, fc.nat(), async (program, seed) => {
      const text = textOf(program);
      const { text: fixed, applied } = fixAll(path, text, { grades });
      if (applied.length === 0) return;
      seen.changed++;
      seen.fixes += applied.length;
      const found = await firstDifference(text, fixed, seed);
      if (found === undefined) return;
      if (grades === 'safe') expect.fail(`${found}\n--- before\n${text}\n--- after\n${fixed}`);
      seen.differences.push(found);
    }),
    { numRuns: programs },
  );
  return seen;
}

test(`safe fixes keep results, effects, their order and the first error: ${count} random programs`, { timeout: 1_200_000 }, async () => {
  const { changed, fixes } = await look('safe', count);
  console.log(`${count} programs: ${changed} changed by ${fixes} safe fixes, 0 differences`);
  // Else nothing was shown.
  expect(changed).toBeGreaterThan(count / 8);
});

test('the same eye sees what fixes that are to be checked first may change', { timeout: 120_000 }, async () => {
  const { changed, differences } = await look('all', 150);
  expect(changed).toBeGreaterThan(40);
  expect(differences.length).toBeGreaterThan(0);
});
