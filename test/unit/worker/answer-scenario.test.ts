import { describe, expect, test } from 'vitest';
import { wholeDocument } from '../../../src/protocol.ts';
import { answerScenarioRequest } from '../../../src/worker/answer-scenario.ts';
import { bundledPrefix, type ScenarioAnswer } from '../../../src/worker/messages.ts';

function ask(path: string, text = '', overrides: Readonly<Record<string, number | string>> = {}): ScenarioAnswer {
  return answerScenarioRequest({ id: 1, type: 'scenario', ask: { source: { path, text }, overrides } }) as ScenarioAnswer;
}

function shown(path: string, text = '', overrides: Readonly<Record<string, number | string>> = {}): Extract<ScenarioAnswer, { type: 'scenario' }>['timeline'] {
  const answer = ask(path, text, overrides);
  if (answer.type !== 'scenario') throw new Error(answer.problem.message);
  return answer.timeline;
}

const figure = ({ figures }: ReturnType<typeof shown>, id: string): string | undefined => figures.find((one) => one.id === id)?.value;

describe('a bundled scenario', () => {
  test('comes with its question, its run and its controls', () => {
    const timeline = shown(`${bundledPrefix}take-turns`);
    expect(timeline.lesson?.answers.map(({ right }) => right)).toEqual([false, true, false]);
    expect(timeline.runs.map(({ title }) => title)).toEqual(['Two tasks take turns']);
    expect(figure(timeline, 'wall')).toBe('6.0 ms');
    expect(timeline.controls?.map(({ id }) => id)).toEqual(['model', 'cores', 'quantum', 'switchCost', 'tasks[0].do[0].compute', 'tasks[1].do[0].compute']);
  });

  test('what is moved is shown above what it was; times are microseconds', () => {
    const timeline = shown(`${bundledPrefix}take-turns`, '', { cores: 2, 'tasks[0].do[0].compute': 5000 });
    expect(timeline.runs.map(({ title, schedule }) => [title, schedule.wallUs])).toEqual([['Changed', 5000], ['As it was', 6000]]);
    expect(timeline.controls?.filter(({ origin }) => origin === null).map(({ id }) => id)).toEqual(['cores', 'tasks[0].do[0].compute']);
  });

  test('each next thing to try is one that can be run as it is', () => {
    const { lesson } = shown(`${bundledPrefix}work-stealing`);
    for (const { overrides } of lesson?.next ?? []) expect(ask(`${bundledPrefix}work-stealing`, '', overrides).type).toBe('scenario');
  });

  test('that does not exist is said to be none', () => {
    expect(ask(`${bundledPrefix}nothing`)).toMatchObject({ type: 'unusable', problem: { message: 'There is no scenario nothing: this version of Overlap does not have it.' } });
  });
});

describe('a scenario of the user’s own', () => {
  const text = (count: number): string => JSON.stringify({ title: 'Mine', tasks: [{ name: 't', count, do: [{ io: 1 }] }] });

  test('is run', () => {
    expect(figure(shown('/mine.scenario.json', text(2)), 'wall')).toBe('1.0 ms');
  });

  test('with 10^9 tasks is refused, with the place', () => {
    expect(ask('/mine.scenario.json', text(1e9))).toEqual({ type: 'unusable', problem: { message: 'tasks[0].count: 1000000000 tasks are too many: a scenario may have 4000000 in all', span: { start: text(1e9).indexOf('1000000000'), end: text(1e9).indexOf('1000000000') + 10 } } });
  });

  test('a million tasks are run; the first 2,000 are drawn, and that is said', () => {
    const { runs: [run], notes } = shown('/mine.scenario.json', text(1e6));
    expect(run?.schedule.waits.count).toBe(2000);
    expect(run?.schedule.waits.startUs.buffer.byteLength).toBeLessThanOrEqual(2000 * 100);
    expect(run?.metrics.throughputPerS).toBe(1e9);
    expect(notes).toContain('The picture shows the first 2,000 of 1,000,000 tasks; the figures are of all.');
  });

  test.each(['{', '[]', '{"tasks": [{"name": "t", "do": [{"compote": 1}]}]}'])('%s is refused', (broken) => {
    expect(ask('/mine.scenario.json', broken).type).toBe('unusable');
  });

  test.each([{ 'tasks[9].count': 2 }, { cores: 'many' }, { model: 'fibres' }, { 'a.__proto__': 1 }, { cores: -4 }] as const)('moved, %j is left out, since the text may be another by now; the rest counts', (overrides) => {
    const timeline = shown('/mine.scenario.json', text(1), { 'tasks[0].do[0].io': 5000, ...overrides });
    expect(timeline.runs.map(({ schedule }) => schedule.wallUs)).toEqual([5000, 1000]);
  });

  test('each slice and wait points to its step in the text', () => {
    const written = text(1);
    const answer = ask('/mine.scenario.json', written);
    if (answer.type !== 'scenario') throw new Error(answer.problem.message);
    const { waits, sites } = answer.timeline.runs[0]?.schedule ?? {};
    const ref = sites?.[waits?.site[0] ?? -1]?.await;
    expect(ref).toEqual({ functionId: wholeDocument, id: 'tasks[0].do[0]' });
    const span = answer.steps.find(({ ref: { awaitId } }) => awaitId === ref?.id)?.span;
    expect(written.slice(span?.start, span?.end)).toBe('{"io":1}');
  });

  test('that nobody waits for any more stops', () => {
    const endless = JSON.stringify({ tasks: [{ name: 'A', do: [{ loop: 100_000, do: [{ compute: 1 }, { yield: true }] }] }] });
    const request = { id: 1, type: 'scenario', ask: { source: { path: '/a.scenario.json', text: endless }, overrides: {} } } as const;
    expect(answerScenarioRequest(request, () => true)).toMatchObject({ timeline: { runs: [{ schedule: { outcome: { type: 'limited' } } }] } });
  });

  test('has its problem told by itself', () => {
    expect(answerScenarioRequest({ id: 1, type: 'problem', ask: { source: { path: '/a.scenario.json', text: text(1) } } })).toBeNull();
    expect(answerScenarioRequest({ id: 1, type: 'problem', ask: { source: { path: '/a.scenario.json', text: '[]' } } })).toEqual({ message: 'the scenario must be an object, but is a list', span: { start: 0, end: 2 } });
  });

  test('that goes on for ever is cut off, and says so', () => {
    const timeline = shown('/mine.scenario.json', JSON.stringify({ tasks: [{ name: 't', do: [{ while: ['r', '==', 0], do: [{ compute: 1 }] }] }] }));
    expect(figure(timeline, 'outcome')).toBe('Cut off');
  });
});

test('the list says what each teaches', () => {
  expect(answerScenarioRequest({ id: 1, type: 'list', ask: {} })).toContainEqual({ id: 'take-turns', group: 'turns', title: 'Two tasks take turns', teaches: expect.any(String) as string });
});
