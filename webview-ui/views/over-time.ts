/** What goes on over time: operations in progress, cores in use, or tasks in the system with Little's law. */
import { html, nothing, type TemplateResult } from 'lit';
import { flowIn } from '../../src/laws/flow.ts';
import { flowSentence, overTimeWords, type OverTime } from '../../src/report/chart-words.ts';
import { percent } from '../../src/report/format.ts';
import type { Band } from '../geometry/bands.ts';
import { concurrencyOf } from '../geometry/concurrency.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { ticksOf } from '../geometry/ticks.ts';
import { durationText, momentText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';
import { dashes, type LineChart } from '../paint/line-chart.ts';
import { chartTable, choiceView, runLegend, type TableHandlers } from './chart-parts.ts';
import { sentence } from './plain-text.ts';

const columns = 240;
const tableRows = 16;

export interface OverTimeHandlers {
  readonly setOverTime: (what: OverTime) => void;
}

/** `stretch`: what the chart speaks of; `chosen`: whether it is a range that was chosen, which is then said. */
export function overTimeView(shown: Shown, what: OverTime, stretch: View, chosen: boolean, chart: HTMLElement, table: TableHandlers, on: OverTimeHandlers): TemplateResult | typeof nothing {
  if (shown.bands.length === 0 || shown.longestUs === 0) return nothing;
  const bands = shown.bands.slice(0, dashes.length);
  const words = overTimeWords[what];
  return html`<section class="over-time" aria-labelledby="over-time-title">
    <h2 id="over-time-title">Over time${chosen ? `: ${rangeText(stretch.fromUs, stretch.toUs)}` : ''}</h2>
    ${choiceView('Show', Object.entries(overTimeWords).map(([id, { label }]) => ({ id, label })), what, (id) => on.setOverTime(id as OverTime))}
    <p class="hint">${sentence(words.explanation)}</p>
    ${chart}
    ${runLegend(bands.map((band) => oneLine(band.run.title)))}
    ${what === 'system' ? html`<ul class="sentences">${bands.map((band) => html`<li>${flowSentence(oneLine(band.run.title), flowIn(band.schedule, stretch.fromUs, Math.min(stretch.toUs, band.schedule.wallUs)), durationText)}</li>`)}</ul>` : nothing}
    ${chartTable('over-time', 'Over time as a table', words.label, ['From', ...bands.map((band) => oneLine(band.run.title))], () => {
      const values = bands.map((band) => valuesOf(band, what, stretch, tableRows));
      const step = (stretch.toUs - stretch.fromUs) / tableRows;
      return Array.from({ length: tableRows }, (_, row) => [momentText(stretch.fromUs + row * step), ...values.map((means) => valueText(what, means[row] ?? 0))]);
    }, table)}
  </section>`;
}

export function overTimeChart(shown: Shown, what: OverTime, stretch: View): LineChart {
  const width = (stretch.toUs - stretch.fromUs) / columns;
  return {
    summary: `${overTimeWords[what].label} over ${rangeText(stretch.fromUs, stretch.toUs)}; as numbers in the table below.`,
    lines: shown.bands.slice(0, dashes.length).map((band, look) => ({
      label: oneLine(band.run.title), look, stepped: 'middle', filled: true,
      points: Array.from(valuesOf(band, what, stretch, columns), (y, column) => ({ x: stretch.fromUs + (column + 0.5) * width, y })),
    })),
    x: { min: stretch.fromUs, max: stretch.toUs, ticks: ticksOf(stretch, 500, 84), text: momentText },
    y: { ...(what === 'utilisation' && { max: 1 }), whole: what !== 'utilisation', text: (value) => valueText(what, value) },
  };
}

function valuesOf(band: Band, what: OverTime, stretch: View, parts: number): Float64Array {
  const { running, waiting, inSystem } = concurrencyOf(band, stretch, parts);
  switch (what) {
    case 'progress':
      return running.map((value, column) => value + (waiting[column] ?? 0));
    case 'utilisation':
      return running.map((value) => value / Math.max(1, band.schedule.machine.cores));
    case 'system':
      return inSystem;
  }
}

function valueText(what: OverTime, value: number): string {
  return what === 'utilisation' ? percent(value) : Number(value.toFixed(1)).toLocaleString('en');
}
