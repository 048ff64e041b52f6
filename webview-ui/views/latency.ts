/** How long tasks, or the waits of the only one, take: their distribution. */
import { html, nothing, type TemplateResult } from 'lit';
import { percentile } from '../../src/laws/percentile.ts';
import { latencyWords } from '../../src/report/chart-words.ts';
import { percent } from '../../src/report/format.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { distribution, hasTasks, latenciesOf } from '../geometry/latencies.ts';
import { durationText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';
import { dashes, type LineChart } from '../paint/line-chart.ts';
import { chartTable, runLegend, type TableHandlers } from './chart-parts.ts';
import { sentence } from './plain-text.ts';

const mostPoints = 400;
const percentiles = [10, 25, 50, 75, 90, 95, 99, 100] as const;

/** Nothing where nothing ended, or one alone. */
export function latencyView(shown: Shown, stretch: View, chosen: boolean, chart: HTMLElement, table: TableHandlers): TemplateResult | typeof nothing {
  const tasks = hasTasks(shown.bands);
  const bands = shown.bands.slice(0, dashes.length);
  const all = bands.map((band) => latenciesOf(band, tasks, stretch));
  if (!all.some(({ length }) => length > 1)) return nothing;
  const words = latencyWords(tasks);
  return html`<section class="latency" aria-labelledby="latency-title">
    <h2 id="latency-title">${words.title}${chosen ? `: those that ended in ${rangeText(stretch.fromUs, stretch.toUs)}` : ''}</h2>
    <p class="hint">${sentence(words.explanation)}</p>
    ${chart}
    ${runLegend(bands.map((band) => oneLine(band.run.title)))}
    ${chartTable('latency', `${words.title} as a table`, words.title, ['Share', ...bands.map((band, index) => `${oneLine(band.run.title)} (${(all[index]?.length ?? 0).toLocaleString('en')})`)],
      () => percentiles.map((p) => [p === 100 ? 'all' : `${p} %`, ...all.map((values) => (values.length > 0 ? durationText(percentile(values, p)) : 'none'))]), table)}
  </section>`;
}

export function latencyChart(shown: Shown, stretch: View): LineChart {
  const tasks = hasTasks(shown.bands);
  const lines = shown.bands.slice(0, dashes.length).map((band, look) => ({ label: oneLine(band.run.title), look, stepped: 'before' as const, points: distribution(latenciesOf(band, tasks, stretch), mostPoints) }));
  const longest = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.x ?? 0));
  return { summary: `${latencyWords(tasks).title}: their distribution; as numbers in the table below.`, lines, x: { min: 0, max: longest * 1.02, text: durationText }, y: { max: 1, text: percent } };
}
