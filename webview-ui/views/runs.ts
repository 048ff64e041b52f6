/** Every figure of every run, side by side, with what the others differ from the first. */
import { html, nothing, type TemplateResult } from 'lit';
import { times } from '../../src/report/format.ts';
import { metricWords, type MetricWords } from '../../src/report/metric-words.ts';
import type { Metrics } from '../../src/laws/metrics.ts';
import type { Band } from '../geometry/bands.ts';
import { oneLine } from '../geometry/label-fit.ts';
import type { View } from '../geometry/view.ts';
import { rangeRows, rangeTitle } from './range.ts';

/** `range`: the stretch that the figures speak of; null for the whole runs. */
export function runsView(bands: readonly Band[], range: View | null): TemplateResult | typeof nothing {
  if (bands.length === 0) return nothing;
  const rows = range
    ? rangeRows(bands, range)
    : metricWords.map((one) => ({ ...one, cells: bands.map(({ run }, index) => cell(one, run.metrics, index === 0 ? null : (bands[0]?.run.metrics ?? null))) }));
  return html`<details class="wide">
    <summary>All figures, run by run${range ? `: ${rangeTitle(range).toLowerCase()}` : nothing}</summary>
    ${bands.some(({ about }) => about !== '') ? html`<p class="hint">All times are ≈: some of the durations that they rest on are defaults.</p>` : nothing}
    <table>
      <thead><tr><th scope="col">Figure</th>${bands.map((band) => html`<th scope="col">${oneLine(band.run.title)}</th>`)}</tr></thead>
      <tbody>${rows.map(({ label, explanation, cells }) => html`<tr title=${explanation}><th scope="row">${label}</th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody>
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
