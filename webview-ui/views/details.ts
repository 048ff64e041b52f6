/** Two lines on the mark under the pointer, else on the chosen one: always in the same place, so that nothing jumps. */
import { html, nothing, type TemplateResult } from 'lit';
import type { MarkRef } from '../geometry/layout.ts';
import type { PanelModel } from '../model.ts';
import { markText } from './mark-text.ts';

export function detailsView(model: PanelModel, reveal: (ref: MarkRef) => void): TemplateResult {
  const ref = model.hovered ?? model.selected;
  const band = ref && model.shown?.bands[ref.band];
  if (!ref || !band) return html`<span class="hint">Point at a slice for its details; click it, or choose it with <kbd>.</kbd> and <kbd>,</kbd> and press <kbd>Enter</kbd>, to go to its code.</span>`;
  const text = markText(band, ref.mark);
  const facts = [text.duration + (text.origin === '' ? '' : ` (${text.origin})`), text.when, text.state].filter((part) => part !== '').join(' · ');
  return html`${band.awaitOf(ref.mark) && !model.hovered ? html`<button class="link" @click=${() => reveal(ref)}>Go to code</button>` : nothing}<strong>${text.name}</strong><span>${facts}</span>`;
}
