/** A lesson held against the engine: which answer is right is read off the runs, never written by hand. */
import type { LessonView } from '../protocol.ts';
import { bundledScenario, bundledScenarios } from '../scenarios/bundled.ts';
import { groups } from '../scenarios/groups.ts';
import type { Case, Check, Comparison, Lesson, LessonAnswer, Quantity, Settings, Term } from '../scenarios/lessons/lesson.ts';
import { readScenario, type Scenario } from '../scenarios/load.ts';
import { withSettings } from '../scenarios/settings.ts';
import { labelOf, Measured } from './quantities.ts';
import { overridesOf } from './scenario-overrides.ts';

/** The runs of one lesson, each made when it is first asked for. */
export class LessonRuns {
  readonly lesson: Lesson;
  readonly #runs = new Map<string | null, Measured>();

  /** `asItStands`: the scenario's own run, where it was made already. */
  constructor(lesson: Lesson, asItStands?: Measured) {
    this.lesson = lesson;
    if (asItStands) this.#runs.set(null, asItStands);
  }

  /** null: the scenario as it stands. @throws {RangeError} where the lesson has no such case */
  of(id: string | null): Measured {
    let run = this.#runs.get(id);
    if (run === undefined) this.#runs.set(id, (run = new Measured(scenarioWith(this.lesson.id, id === null ? {} : caseOf(this.lesson, id).set))));
    return run;
  }

  isRight(answer: LessonAnswer): boolean {
    return answer.when.every(([left, is, right]) => holds(this.#value(left), is, this.#value(right)));
  }

  /** What an answer says of each figure, and what the run gives. */
  against({ when }: LessonAnswer): LessonView['answers'][number]['against'] {
    return when.flatMap(([left, is, right]) => {
      if (typeof left === 'number') return [];
      const { of, run, where } = this.#place(left);
      const said = this.#value(right);
      const value = run.value(of);
      return [{ label: labelOf(of) + where, said: (of.startsWith('outcome ') ? yesOrNo : (number: number) => comparisonWords[is] + run.text(of, number))(said), is: of.startsWith('outcome ') ? yesOrNo(value) : run.text(of, value), holds: holds(value, is, said) }];
    });
  }

  #place(term: Exclude<Term, number>): { readonly of: Quantity; readonly run: Measured; readonly where: string } {
    if (typeof term === 'string') return { of: term, run: this.of(null), where: '' };
    const { id } = caseOf(this.lesson, term.in);
    return { of: term.of, run: this.of(id), where: ` (${id})` };
  }

  #value(term: Term): number {
    if (typeof term === 'number') return term;
    const { of, run } = this.#place(term);
    return run.value(of);
  }
}

/** @throws {RangeError} where there is no such scenario */
export function scenarioWith(id: string, settings: Settings): Scenario {
  const bundled = bundledScenario(id);
  if (bundled === undefined) throw new RangeError(`There is no scenario ${id}.`);
  return readScenario(withSettings(bundled.document, textsOf(settings)));
}

/** Settings as {@link withSettings} takes them. */
export function textsOf(settings: Settings): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
}

export function caseOf(lesson: Lesson, id: string): Case {
  const found = [...lesson.next, ...(lesson.also ?? [])].find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`The lesson ${lesson.id} has no case ${id}.`);
  return found;
}

export function lessonView(runs: LessonRuns): LessonView {
  const { lesson } = runs;
  const { tickUs } = runs.of(null).scenario;
  const at = bundledScenarios.findIndex(({ id }) => id === lesson.id);
  const group = bundledScenarios[at]?.group;
  const following = bundledScenarios[at + 1];
  return {
    id: lesson.id,
    group: groups.find(({ id }) => id === group)?.title ?? '',
    question: lesson.question,
    answers: lesson.answers.map((answer) => ({ text: answer.text, why: answer.why, right: runs.isRight(answer), against: runs.against(answer) })),
    text: lesson.text,
    next: lesson.next.map(({ id, label, see, set }) => ({ id, label, see, overrides: overridesOf(set, tickUs) })),
    following: following ? { id: following.id, title: following.document.title } : null,
  };
}

/** Equal to nine digits: shares and ratios are not exact in binary. */
export function same(one: number, other: number): boolean {
  return one === other || Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

function holds(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case '==': return same(left, right);
    case '!=': return !same(left, right);
    case '<': return left < right && !same(left, right);
    case '<=': return left <= right || same(left, right);
    case '>': return left > right && !same(left, right);
    case '>=': return left >= right || same(left, right);
  }
}

const comparisonWords: Readonly<Record<Check[1], string>> = { '==': '', '!=': 'not ', '<': 'less than ', '<=': 'at most ', '>': 'more than ', '>=': 'at least ' };

function yesOrNo(value: number): string {
  return value === 1 ? 'yes' : 'no';
}
