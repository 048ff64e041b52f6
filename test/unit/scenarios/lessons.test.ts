/** Every lesson against the engine: its exact results, and exactly one right answer, read off the run. */
import { describe, expect, test } from 'vitest';
import { caseOf, LessonRuns, lessonView, same } from '../../../src/report/lesson.ts';
import type { Measured } from '../../../src/report/quantities.ts';
import { overridesOf } from '../../../src/report/scenario-overrides.ts';
import { scenarioTimeline } from '../../../src/report/scenario-timeline.ts';
import { bundledScenario, bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { groups } from '../../../src/scenarios/groups.ts';
import type { Exact, Quantity } from '../../../src/scenarios/lessons/lesson.ts';
import { lessons } from '../../../src/scenarios/lessons/lessons.ts';

function gives(measured: Measured, exact: Exact): void {
  const stated = Object.entries(exact) as [Quantity, number][];
  expect(stated.flatMap(([quantity, value]) => (same(measured.value(quantity), value) ? [] : [`${quantity}: ${measured.value(quantity)} and not ${value}`]))).toEqual([]);
}

test('each scenario has a lesson, in the same order, and each group has scenarios', () => {
  expect(lessons.map(({ id }) => id)).toEqual(bundledScenarios.map(({ id }) => id));
  expect([...new Set(bundledScenarios.map(({ group }) => group))]).toEqual(groups.map(({ id }) => id));
});

describe.each(lessons)('$id', (lesson) => {
  const runs = new LessonRuns(lesson);

  test('the engine gives exactly what it states', () => {
    expect(Object.keys(lesson.gives).length).toBeGreaterThan(0);
    gives(runs.of(null), lesson.gives);
  });

  test.each([...lesson.next, ...(lesson.also ?? [])])('and $id', ({ id, gives: exact }) => {
    expect(Object.keys(exact).length).toBeGreaterThan(0);
    gives(runs.of(id), exact);
  });

  test('exactly one answer is right', () => {
    expect(lesson.answers.length).toBeGreaterThanOrEqual(2);
    expect(lesson.answers.length).toBeLessThanOrEqual(4);
    expect(lesson.answers.filter((answer) => runs.isRight(answer)).map(({ text }) => text)).toHaveLength(1);
    for (const answer of lesson.answers) expect(answer.when.length).toBeGreaterThan(0);
  });

  test('what an answer says is in its words', () => {
    for (const { text, when } of lesson.answers) {
      for (const [left, is, right] of when) {
        if (is !== '==' || typeof right !== 'number' || typeof left === 'number') continue;
        const of = typeof left === 'string' ? left : left.of;
        if (of.startsWith('outcome ') || right < 0) continue;
        const said = runs.of(typeof left === 'string' ? null : left.in).text(of, right);
        expect(text).toContain(said === '0' ? 'none' : said);
      }
    }
  });

  test('three to six sentences, and something to try next', () => {
    const sentences = lesson.text.join(' ').match(/[.!?](?= [A-Z“`0-9]|$)/g) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(3);
    expect(sentences.length).toBeLessThanOrEqual(6);
    expect(lesson.next.length).toBeGreaterThan(0);
    const ids = [...lesson.next, ...(lesson.also ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    if (lesson.beside !== undefined) expect(() => caseOf(lesson, lesson.beside ?? '')).not.toThrow();
  });

  test('its words are whole sentences', () => {
    const { question, answers, text, next } = lesson;
    expect(question).toMatch(/\?$/);
    for (const one of [...answers.map(({ text: words }) => words), ...answers.map(({ why }) => why), ...text, ...next.map(({ see }) => see)]) expect(one).toMatch(/^[A-Z“`0-9⌈].*[.”]$/);
  });

  // Those with very many tasks are the same code, and slow.
  const few = runs.of(null).schedule.tasks.count < 10_000;
  test.each(few ? lesson.next : [])('pressed in the panel, $id is the same run', ({ id, set }) => {
    const { scenario: { tickUs }, schedule } = runs.of(id);
    const [shown] = scenarioTimeline(bundledScenario(lesson.id)?.document, { overrides: overridesOf(set, tickUs) }).runs;
    expect(shown?.title).toBe('Changed');
    expect(shown?.metrics).toEqual(runs.of(id).metrics);
    expect(shown?.schedule.outcome).toEqual(schedule.outcome);
  });

  test('is made ready for the panel', () => {
    const view = lessonView(runs);
    expect(view.answers.filter(({ right }) => right)).toHaveLength(1);
    for (const { against } of view.answers) expect(against.length).toBeGreaterThan(0);
    expect(view.group).not.toBe('');
  });
});
