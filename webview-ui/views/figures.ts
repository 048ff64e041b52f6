/** The figures: a value each, and on demand one sentence on what it means here. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Figure } from '../../src/protocol.ts';
import { sentence } from './plain-text.ts';

export function figuresView(figures: readonly Figure[]): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing;
  return html`<section class="figures" aria-label="Figures">${figures.map(figureView)}</section>`;
}

function figureView(figure: Figure): TemplateResult {
  return html`<details class="figure" data-figure=${figure.id}>
    <summary title=${figure.explanation}>
      <span class="label">${figure.label}</span>
      <span class="value">${figure.value}</span>
    </summary>
    <p class="explanation">${sentence(figure.explanation)}</p>
  </details>`;
}
