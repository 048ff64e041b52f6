import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Group } from '../../../src/analysis/model.ts';
import type { ReportOptions } from '../../../src/report/file-report.ts';
import { reportFile } from '../../../src/report/report.ts';
import { functionNamed, independentLoops, modelOf, withFindings } from '../program/model.ts';

/** The report of `f` in a text, with findings as given. */
function reportOf(text: string, groups: readonly Partial<Group>[], options?: ReportOptions) {
  const found = modelOf(text);
  const model = withFindings(found, 'f', groups, independentLoops(functionNamed(found, 'f')));
  const fn = reportFile(model, options).functions.find(({ name }) => name === 'f');
  if (!fn) throw new Error('no report of f');
  return fn;
}

const three = 'async function f() {\n  const a = await sleep(1000);\n  const b = await sleep(1000);\n  const c = await use(a, b);\n}';

describe('the lens', () => {
  test.each<[string, string, readonly Partial<Group>[], string | null]>([
    ['nothing found, nothing said', three, [], null],
    ['times written in the code', three.replace('use(a, b)', 'sleep(1000)'), [{ awaits: ['a1', 'a2', 'a3'] }], '3 awaits in sequence · 3 could overlap · 3.0 s → 1.0 s'],
    ['a default makes it an estimate that says so', three, [{ awaits: ['a1', 'a2'] }], '3 awaits in sequence · 2 could overlap · ≈ 2.1 s → 1.1 s'],
    ['a loop', 'async function f() { for (let i = 0; i < 16; i++) { await sleep(100); } }', [{ awaits: ['a1'], shape: 'bounded-map' }], '1 await in sequence · a loop could overlap · 1.6 s → 200 ms'],
    ['a loop of unknown length', 'async function f(xs) { for (const x of xs) { await sleep(100); } }', [{ awaits: ['a1'], shape: 'bounded-map' }], '1 await in sequence · a loop could overlap · ≈ 1.0 s → 200 ms'],
    ['statements and loops', 'async function f() { await sleep(50); await sleep(50); for (let i = 0; i < 8; i++) { await sleep(100); } for (let i = 0; i < 8; i++) { await sleep(100); } }',
      [{ awaits: ['a1', 'a2'] }, { awaits: ['a3'], shape: 'bounded-map' }, { awaits: ['a4'], shape: 'bounded-map' }], '4 awaits in sequence · 2 could overlap · 2 loops could overlap · 1.7 s → 250 ms'],
    ['a finding on a way that the run does not take has no times', 'async function f(x) { if (x) { await sleep(5); await sleep(5); } else { await sleep(900); } }', [{ awaits: ['a1', 'a2'] }], '3 awaits in sequence · 2 could overlap'],
    ['below the threshold nothing is said', 'async function f() { await sleep(0.5); await sleep(0.5); }', [{ awaits: ['a1', 'a2'] }], null],
  ])('%s', (_, text, groups, expected) => {
    expect(reportOf(text, groups).lens?.text ?? null).toBe(expected);
  });

  test('the threshold of the user', () => {
    const text = three.replace('use(a, b)', 'sleep(1)');
    expect(reportOf(text, [{ awaits: ['a1', 'a2'] }], { thresholdUs: 1_000_000 }).groups).toHaveLength(1);
    expect(reportOf(text, [{ awaits: ['a1', 'a2'] }], { thresholdUs: 1_000_001 })).toMatchObject({ groups: [], lens: null });
  });

  test('settings of the user are seen in the times and in their origin', () => {
    const { lens, awaits } = reportOf(three, [{ awaits: ['a1', 'a2'] }], { durations: { us: 5, 'us*': 500 } });
    expect(lens?.text).toBe('3 awaits in sequence · 2 could overlap · 2.5 s → 1.5 s');
    expect(awaits.map(({ durationUs, durationFrom }) => [durationUs, durationFrom])).toEqual([[1_000_000, 'literal'], [1_000_000, 'literal'], [500_000, 'setting']]);
  });

  test('the tooltip says what the times rest on', () => {
    expect(reportOf(three, [{ awaits: ['a1', 'a2'] }]).lens?.tooltip).toBe([
      'Line 2: The 2 calls of `sleep` need nothing from each other: 2.0 s → 1.0 s',
      'Estimated: 1.9 × as fast, counting waits only.',
      '1 of 3 durations is a default: set overlap.durations, or write // @overlap 120ms on the line.',
    ].join('\n'));
  });
});

describe('a finding', () => {
  test('names its statements and says what it would save', () => {
    const [group] = reportOf(three, [{ awaits: ['a1', 'a2'] }]).groups;
    expect(group).toMatchObject({ claim: 'The 2 calls of `sleep` need nothing from each other', gain: '2.0 s → 1.0 s', asWrittenUs: 2_000_000, overlappedUs: 1_000_000, place: { line: 2, column: 13 } });
  });

  test('of a loop stands at its keyword and says how many rounds it counts on', () => {
    const [group] = reportOf('async function f(xs) {\n  for (const x of xs) { await sleep(100); }\n}', [{ awaits: ['a1'], shape: 'bounded-map' }]).groups;
    expect(group).toMatchObject({ claim: 'The iterations of this loop (`sleep`) need nothing from one another', gain: '10 iterations assumed, 8 at a time, ≈ 1.0 s → 200 ms', place: { line: 2, column: 3 } });
  });

  test('two defaults are a hundred milliseconds each, as the contract has it', () => {
    const [group] = reportOf('async function f() { const a = await first(); const b = await second(); return [a, b]; }', [{ awaits: ['a1', 'a2'] }]).groups;
    expect(group).toMatchObject({ asWrittenUs: 200_000, overlappedUs: 100_000 });
  });

  test('of 2,000 awaits takes no longer than it should', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => `a${n + 1}`);
    const { groups, lens } = reportOf(`async function f() {\n${'  await sleep(1);\n'.repeat(2000)}}`, [{ awaits: ids }]);
    expect(groups[0]).toMatchObject({ asWrittenUs: 2_000_000, overlappedUs: 1000, claim: 'The 2,000 calls of `sleep` need nothing from one another' });
    expect(lens?.text).toBe('2,000 awaits in sequence · 2,000 could overlap · 2.0 s → 1.0 ms');
  });
});

test('whatever the durations: as written a sequence takes the sum, overlapped no longer, and no less than its longest', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 }), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), fc.constantFrom('promise-all', 'all-settled', 'start-early'), (ms, picks, shape) => {
    const text = `async function f() { ${ms.map((one) => `await sleep(${one});`).join(' ')} }`;
    const awaits = ms.flatMap((_, index) => (picks[index] ? [`a${index + 1}`] : []));
    const sum = ms.reduce((all, one) => all + one, 0);
    const fn = reportOf(text, awaits.length >= 2 ? [{ awaits, shape }] : [], { thresholdUs: 0 });
    expect(fn.awaits.reduce((all, site) => all + site.durationUs, 0)).toBe(sum * 1000);
    for (const group of fn.groups) {
      expect(group.overlappedUs).toBeLessThan(group.asWrittenUs);
      expect(group.asWrittenUs).toBeLessThanOrEqual(sum * 1000);
      expect(group.overlappedUs).toBeGreaterThanOrEqual(Math.max(...awaits.map((id) => (ms[Number(id.slice(1)) - 1] ?? 0) * 1000)));
    }
  }), { numRuns: 200 });
});
