/** What the patterns mean: only those that are in the picture. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Band } from '../geometry/bands.ts';
import type { LaneMode } from '../geometry/lanes.ts';
import { lookOf, looks, type Look } from '../geometry/marks.ts';

const meanings: Record<Look, string> = {
  running: 'running on a core',
  waiting: 'waiting',
  held: 'waiting for another task',
  ready: 'ready, no core free',
  blocked: 'core blocked',
  switch: 'switching',
};

/** Looking at every mark of a long run would cost more than it tells. */
const mostLookedAt = 20_000;

export function legendView(bands: readonly Band[], modes: readonly LaneMode[]): TemplateResult | typeof nothing {
  const seen = new Set<number>();
  for (const band of bands) {
    for (const mode of modes) {
      const { order } = band.lanes(mode);
      const step = Math.max(1, Math.floor(order.length / mostLookedAt));
      for (let at = 0; at < order.length; at += step) seen.add(lookOf(band.schedule, order[at] ?? 0));
    }
  }
  if (seen.size === 0) return nothing;
  return html`<ul class="legend" aria-label="Patterns">
    ${looks.filter((_, index) => seen.has(index)).map((look) => html`<li><span class="swatch ${look}" aria-hidden="true"></span>${meanings[look]}</li>`)}
    ${bands.some((band) => band.run.criticalPath.length > 0) ? html`<li><span class="swatch path" aria-hidden="true"></span>critical path</li>` : nothing}
  </ul>`;
}
