/** Every figure of every run, side by side, with what the others differ from the first. */
import { html, nothing, type TemplateResult } from 'lit';
import { times } from '../../src/report/format.ts';
import { metricWords, type MetricWords } from '../../src/report/metric-words.ts';
import type { Metrics } from '../../src/laws/metrics.ts';
import type { Band } from '../geometry/bands.ts';
import { oneLine } from '../geometry/label-fit.ts';

/** `range`: while one is chosen, it is said that these are of the whole runs. */
export function runsView(bands: readonly Band[], inRange: boolean): TemplateResult | typeof nothing {
  if (bands.length === 0) return nothing;
  return html`<details class="wide">
    <summary>All figures, run by run</summary>
    ${inRange ? html`<p class="hint">Of the whole runs, not of the chosen range.</p>` : nothing}
    <table>
      <thead><tr><th scope="col">Figure</th>${bands.map((band) => html`<th scope="col">${oneLine(band.run.title)}</th>`)}</tr></thead>
      <tbody>${metricWords.map((one) => html`<tr title=${one.explanation}><th scope="row">${one.label}</th>${bands.map((band, index) => html`<td>${cell(one, band.run.metrics, index === 0 ? null : (bands[0]?.run.metrics ?? null))}</td>`)}</tr>`)}</tbody>
    </table>
  </details>`;
}

function cell(one: MetricWords, metrics: Metrics, first: Metrics | null): TemplateResult | string {
  const value = one.value(metrics);
  if (!Number.isFinite(value)) return 'none';
  const text = one.text(value);
  const before = first && one.value(first);
  if (before === null || before === value || !(before > 0)) return text;
  return html`${text} <span class="hint">${times(value / before)} as much</span>`;
}
