/** The figures: a value each, what it was before, and on demand one sentence on what it means here. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Figure } from '../../src/protocol.ts';
import { sentence } from './plain-text.ts';

/** `before`: the figures to compare with; those that differ are shown too. */
export function figuresView(figures: readonly Figure[], before: readonly Figure[]): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing;
  const was = new Map(before.map((figure) => [figure.id, figure.value]));
  return html`<section class="figures" aria-label="Figures"><div>${figures.map((figure) => figureView(figure, was.get(figure.id)))}</div></section>`;
}

function figureView(figure: Figure, was: string | undefined): TemplateResult {
  return html`<details class="figure" data-figure=${figure.id}>
    <summary title=${figure.explanation}>
      <span class="label">${figure.label}</span>
      <span class="value">${figure.value}</span>
      ${was === undefined || was === figure.value ? nothing : html`<span class="was">was ${was}</span>`}
    </summary>
    <p class="explanation">${sentence(figure.explanation)}</p>
  </details>`;
}
