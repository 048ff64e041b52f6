/** A scenario's question before its run, and the run's answer to each answer after it. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { LessonView, Overrides, Prediction } from '../../src/protocol.ts';
import type { PanelModel } from '../model.ts';
import { sentence } from './plain-text.ts';

export interface LessonHandlers {
  /** null: the question is skipped. */
  readonly predict: (prediction: Prediction) => void;
  readonly tryNext: (overrides: Overrides) => void;
  /** null: a list to choose from. */
  readonly openScenario: (id: string | null) => void;
}

/** The whole page until it is answered or skipped: nothing of the run is to be seen. */
export function questionView({ id, question, answers }: LessonView, on: LessonHandlers): unknown {
  const run = (event: SubmitEvent): void => {
    event.preventDefault();
    // Read off the form: Enter may come right after the arrow key.
    const answer = new FormData(event.currentTarget as HTMLFormElement).get('answer');
    if (answer !== null) on.predict(Number(answer));
  };
  return keyed(id, html`<form class="question" @submit=${run}>
    <fieldset>
      <legend>${sentence(question)}</legend>
      ${answers.map(({ text }, index) => html`<label class="answer">
        <input type="radio" name="answer" value=${index} required>
        <span>${sentence(text)}</span>
      </label>`)}
    </fieldset>
    <div class="actions">
      <button type="submit" class="primary">Run it</button>
      <button type="button" class="link" @click=${() => on.predict(null)}>Run without an answer</button>
      <button type="button" class="link" @click=${() => on.openScenario(null)}>Other scenarios…</button>
    </div>
  </form>`);
}

/** What was predicted against what ran, and what to try next. */
export function verdictView(lesson: LessonView, model: PanelModel, on: LessonHandlers): TemplateResult {
  const { prediction = null } = model;
  const predicted = prediction === null ? undefined : lesson.answers[prediction];
  const outcome = predicted === undefined ? 'skipped' : predicted.right ? 'right' : 'wrong';
  return html`<section class="lesson" aria-labelledby="verdict">
    <p class="asked">${sentence(lesson.question)}</p>
    <h2 id="verdict" tabindex="-1" class=${outcome}><span class="codicon codicon-${verdictIcons[outcome]}" aria-hidden="true"></span>${verdicts[outcome]}</h2>
    ${predicted && !predicted.right ? againstView(predicted.against) : nothing}
    <ul class="answers">${[...lesson.answers.entries()].sort(([, one], [, other]) => Number(other.right) - Number(one.right)).map(([index, answer]) => answerView(answer, index === prediction))}</ul>
    ${nextView(lesson, model.overrides, on)}
  </section>`;
}

const verdicts = { right: 'The run gives what you predicted', wrong: 'The run gives something else than you predicted', skipped: 'What the run gives' } as const;
const verdictIcons = { right: 'pass', wrong: 'error', skipped: 'play-circle' } as const;

function answerView({ text, why, right }: LessonView['answers'][number], chosen: boolean): TemplateResult {
  return html`<li class=${right ? 'right' : 'wrong'}>
    <span class="codicon codicon-${right ? 'pass' : 'circle-slash'}" aria-hidden="true"></span>
    <div>
      <p class="said"><span class="visually-hidden">${right ? 'Right: ' : 'Wrong: '}</span>${sentence(text)}${chosen ? html` <span class="yours">your prediction</span>` : nothing}</p>
      <p class="why">${sentence(why)}</p>
    </div>
  </li>`;
}

function againstView(against: LessonView['answers'][number]['against']): TemplateResult {
  return html`<table class="against">
    <thead><tr><th scope="col">Figure</th><th scope="col">You predicted</th><th scope="col">The run gives</th></tr></thead>
    <tbody>${against.map(({ label, said, is, holds }) => html`<tr class=${holds ? 'holds' : 'fails'}><th scope="row">${label}</th><td>${said}</td><td>${is}</td></tr>`)}</tbody>
  </table>`;
}

function nextView({ next }: LessonView, overrides: Overrides, on: LessonHandlers): TemplateResult {
  const tried = next.find((one) => sameOverrides(one.overrides, overrides));
  return html`<div class="next">
    <h3>Next thing to try</h3>
    <div class="actions">
      ${next.map((one) => html`<button type="button" class="secondary" aria-pressed=${one === tried} @click=${() => on.tryNext(one === tried ? {} : one.overrides)}>${one.label}</button>`)}
      ${Object.keys(overrides).length > 0 ? html`<button type="button" class="link" @click=${() => on.tryNext({})}>Put back</button>` : nothing}
    </div>
    <p class="see" role="status">${tried ? sentence(tried.see) : ''}</p>
  </div>`;
}

/** Read after the picture, with the way on. */
export function textView({ text, following }: LessonView, on: LessonHandlers): TemplateResult {
  return html`<section class="lesson-text" aria-labelledby="shows-title">
    <h2 id="shows-title">What this shows</h2>
    ${text.map((paragraph) => html`<p>${sentence(paragraph)}</p>`)}
    <div class="actions">
      ${following ? html`<button type="button" class="secondary" @click=${() => on.openScenario(following.id)}>Next scenario: ${following.title}</button>` : nothing}
      <button type="button" class="link" @click=${() => on.openScenario(null)}>All scenarios…</button>
    </div>
  </section>`;
}

function sameOverrides(one: Overrides, other: Overrides): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
