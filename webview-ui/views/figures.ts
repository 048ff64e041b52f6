/** The figures: a value each, what it was before, and on demand one sentence on what it means here. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Figure } from '../../src/protocol.ts';
import { sentence } from './plain-text.ts';

/** Keeps the place of a line while values can be moved. */
const none = '\u00a0';

/** `beside`: by a figure's id, what stands below its value, such as what it was before. While values can be moved the place for it is there: what lies below does not move with them. */
export function figuresView(figures: readonly Figure[], beside: ReadonlyMap<string, string>): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing;
  return html`<section class="figures" aria-label="Figures"><div>${figures.map((figure) => figureView(figure, beside.get(figure.id) ?? none))}</div></section>`;
}

/** Of those that differ from the ones of another run. */
export function valuesBefore(figures: readonly Figure[], before: readonly Figure[]): ReadonlyMap<string, string> {
  const now = new Map(figures.map(({ id, value }) => [id, value]));
  return new Map(before.flatMap(({ id, value }) => (value === now.get(id) ? [] : [[id, `was ${value}`]])));
}

function figureView(figure: Figure, beside: string): TemplateResult {
  return html`<details class="figure" data-figure=${figure.id}>
    <summary title=${figure.explanation}>
      <span class="label">${figure.label}</span>
      <span class="value">${figure.value}</span>
      <span class=${beside === none ? 'beside none' : 'beside'}>${beside}</span>
    </summary>
    <p class="explanation">${sentence(figure.explanation)}</p>
  </details>`;
}
