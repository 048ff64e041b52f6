import { expect, test } from 'vitest';
import { choose, runStages } from '../../stages/run-stages.mjs';
import type { Stage } from '../../stages/stage.mjs';
import { judge as judgeVitest } from '../../stages/vitest.mjs';
import { judge as judgeSuite } from '../../stages/vscode.mjs';

const stage = (name: string, run: Stage['run'], needs: string[] = []): Stage => ({ name, title: name, timeoutMs: 1000, needs, run });
const passing = (name: string, needs?: string[]): Stage => stage(name, () => Promise.resolve({ passed: 2, failed: 0 }), needs);

async function outcome(...stages: Stage[]): Promise<string[]> {
  const lines: string[] = [];
  await runStages(stages, (line) => lines.push(line));
  return lines;
}

test('the last line sums over all stages', async () => {
  const lines = await outcome(passing('a'), stage('b', () => Promise.resolve({ passed: 1, failed: 3 })), passing('c'));
  expect(lines.at(-1)).toBe('5 passed, 3 failed');
});

test('a stage that cannot run is a failure that says why, and the others still run', async () => {
  const lines = await outcome(stage('a', () => Promise.reject(new Error('no browser'))), passing('b'));
  expect(lines.join('\n')).toContain('no browser');
  expect(lines.at(-1)).toBe('2 passed, 1 failed');
});

test('a stage that ran nothing is a failure', async () => {
  expect((await outcome(stage('a', () => Promise.resolve({ passed: 0, failed: 0 })))).at(-1)).toBe('0 passed, 1 failed');
});

test('a stage brings those that it needs, in their order', () => {
  const stages = [passing('build'), passing('unit'), passing('e2e', ['build'])];
  const names = (...wanted: string[]): string[] => choose(stages, wanted).map(({ name }) => name);
  expect(names('e2e')).toEqual(['build', 'e2e']);
  expect(names()).toEqual(['build', 'unit', 'e2e']);
  expect(() => names('nothing')).toThrow('There is no stage nothing. The stages are: build, unit, e2e.');
});

const silent = (): void => undefined;

test.each([
  ['passed', [{ status: 'passed', fullName: 'a' }], 0, { passed: 1, failed: 0 }],
  ['failed', [{ status: 'passed', fullName: 'a' }, { status: 'failed', fullName: 'b' }], 1, { passed: 1, failed: 1 }],
  ['skipped', [{ status: 'passed', fullName: 'a' }, { status: 'skipped', fullName: 'b' }], 0, { passed: 1, failed: 1 }],
  ['an error outside of the tests', [{ status: 'passed', fullName: 'a' }], 1, { passed: 1, failed: 1 }],
  ['no test', [], 0, { passed: 0, failed: 1 }],
])('vitest, %s', (_what, assertionResults, code, expected) => {
  const status = assertionResults.some((test) => test.status === 'failed') ? 'failed' : 'passed';
  expect(judgeVitest({ testResults: [{ name: 'a.test.ts', status, message: '', assertionResults }] }, code, silent)).toEqual(expected);
});

test('vitest, a file that could not be loaded, and a report that was never written', () => {
  const lines: string[] = [];
  const file = { name: 'a.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] };
  expect(judgeVitest({ testResults: [file] }, 1, (line) => lines.push(line))).toEqual({ passed: 0, failed: 1 });
  expect(lines.join('\n')).toContain('SyntaxError');
  expect(judgeVitest(undefined, null, silent)).toEqual({ passed: 0, failed: 1 });
});

test('the extension host: a skipped test, a host that ended early, and no test at all are failures', () => {
  const pass = { type: 'pass', title: 'a', ms: 1 } as const;
  expect(judgeSuite([pass, { type: 'end' }], '', silent)).toEqual({ passed: 1, failed: 0 });
  expect(judgeSuite([pass, { type: 'skip', title: 'b' }, { type: 'end' }], '', silent)).toEqual({ passed: 1, failed: 1 });
  const lines: string[] = [];
  expect(judgeSuite([pass], 'it crashed', (line) => lines.push(line))).toEqual({ passed: 1, failed: 1 });
  expect(lines.join('\n')).toContain('it crashed');
  expect(judgeSuite([{ type: 'end' }], '', silent)).toEqual({ passed: 0, failed: 1 });
});
