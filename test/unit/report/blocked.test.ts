import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { modelsOfFunction } from '../../../src/report/function-models.ts';
import { timelineOf } from '../../../src/report/report.ts';

const text = `import { pbkdf2Sync } from 'node:crypto';
export async function login(name: string, password: string) {
  const user = await db.users.find(name); // @overlap 20ms
  const key = pbkdf2Sync(password, user.salt, 100_000, 32, 'sha512');
  return await save(key); // @overlap 10ms
}
`;
const model = analyze({ path: 'login.ts', text });

describe('a function that holds the loop', () => {
  test('is drawn computing, at its place, between its waits', () => {
    const { runs: [written] } = timelineOf(model, 'login') ?? { runs: [] };
    const { slices, sites, wallUs } = written?.schedule ?? {};
    const row = Array.from(slices?.site ?? []).findIndex((site) => sites?.[site]?.label === 'pbkdf2Sync');
    expect(sites?.[slices?.site[row] ?? -1]).toMatchObject({ durationUs: 80_000, durationFrom: 'default', place: { line: 4 } });
    expect(slices?.startUs[row]).toBeGreaterThanOrEqual(20_000);
    expect(wallUs).toBeGreaterThan(110_000);
    expect(wallUs).toBeLessThan(111_000);
  });

  test('is told so, with where the time comes from, and what a worker changes', () => {
    const timeline = timelineOf(model, 'login');
    expect(timeline?.notes).toContain('Line 4: `pbkdf2Sync` holds the event loop for about 80 ms (100,000 iterations, by default 800 ns each); nothing else runs meanwhile.');
    const figure = timeline?.figures.find(({ id }) => id === 'blocked');
    expect(figure).toMatchObject({ label: 'Loop blocked for', value: '≈ 80 ms' });
    expect(figure?.explanation).toMatch(/on line 4 .* Simulated with a worker for all that takes 5 ms or more, the loop is held for \d+ µs at a time, and the function takes 110 ms instead of 110 ms; handing over is taken to be free\.$/);
  });

  test('an annotation and the setting know better', () => {
    const annotated = analyze({ path: 'a.ts', text: text.replace("'sha512');", "'sha512'); // @overlap 7ms compute") });
    expect(timelineOf(annotated, 'login')?.figures.find(({ id }) => id === 'blocked')?.value).toBe('7.0 ms');
    expect(timelineOf(model, 'login', { durations: { 'pbkdf2*': 12 } })?.figures.find(({ id }) => id === 'blocked')?.value).toBe('12 ms');
  });

  test('a hundred at once: the worker pool wins over one loop, since the load computes', () => {
    const view = modelsOfFunction(model, 'login', {});
    const wall = (id: string) => view?.rows.find((row) => row.id === id)?.wallUs ?? Number.NaN;
    expect(wall('event-loop')).toBeGreaterThan(100 * 80_000);
    expect(wall('workers')).toBeLessThan(wall('event-loop') / 2.9);
    expect(view?.notes.join(' ')).toContain('hands 1 step that computes for 5 ms or more to workers');
    expect(view?.rows.find(({ best }) => best)?.id).not.toBe('event-loop');
  });

  test('nothing is said where nothing is long', () => {
    const plain = timelineOf(analyze({ path: 'a.ts', text: 'export async function f() { await one(); }' }), 'f');
    expect(plain?.figures.map(({ id }) => id)).not.toContain('blocked');
    expect(plain?.notes.join(' ')).not.toContain('holds the event loop');
  });
});
