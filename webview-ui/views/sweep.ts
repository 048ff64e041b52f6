/** Any value over its range against any figure: the engine runs once for each point. */
import { html, nothing, type TemplateResult } from 'lit';
import { metricOf, metricWords } from '../../src/report/metric-words.ts';
import type { Control, Sweep } from '../../src/protocol.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { durationText } from '../geometry/time-text.ts';
import type { SweepState } from '../model.ts';
import { dashes, type LineChart } from '../paint/line-chart.ts';
import { chartTable, choiceView, runLegend, type TableHandlers } from './chart-parts.ts';
import { sentence } from './plain-text.ts';

export interface SweepHandlers {
  readonly sweepOver: (control: string) => void;
  readonly setMetric: (metric: string) => void;
}

const none = { id: '', label: 'choose a value…' };

export function sweepView(controls: readonly Control[], { control, metric, sweep }: SweepState, ranged: boolean, chart: HTMLElement, table: TableHandlers, on: SweepHandlers): TemplateResult | typeof nothing {
  const numbers = controls.filter(({ input }) => input.type === 'number');
  const words = metricOf(metric);
  if (numbers.length === 0 || !words) return nothing;
  return html`<section class="sweep" aria-labelledby="sweep-title">
    <h2 id="sweep-title">Sweep${ranged ? ' of whole runs' : nothing}</h2>
    <div class="choices">
      ${choiceView('Show', metricWords, metric, on.setMetric)}
      ${choiceView('over', [...(control === null ? [none] : []), ...numbers.map(({ id, label }) => ({ id, label: oneLine(label) }))], control ?? '', on.sweepOver)}
    </div>
    ${sweep ? html`
      <p class="hint">${sentence(`${words.explanation} ${sweep.points.length} runs of the engine, everything else as it stands; now it is ${valueText(sweep, sweep.control.value)}.`)}</p>
      ${chart}
      ${runLegend(sweep.runs.slice(0, dashes.length).map(oneLine))}
      ${chartTable('sweep', 'Sweep as a table', words.label, [oneLine(sweep.control.label), ...sweep.runs.map(oneLine)], () => sweep.points.map(({ value, metrics }) => [valueText(sweep, value), ...metrics.map((one) => words.text(words.value(one)))]), table)}`
      : html`<p class="hint" role="status">${control === null ? 'Choose a value: the engine runs over its whole range, everything else as it stands.' : 'Running…'}</p>`}
  </section>`;
}

export function sweepChart(sweep: Sweep, metric: string): LineChart {
  const words = metricOf(metric);
  const values = sweep.points.map(({ value }) => value);
  const [least = 0, most = 1] = [values[0], values.at(-1)];
  const logarithmic = least > 0 && most / least > 30;
  return {
    summary: `${words?.label ?? ''} over ${oneLine(sweep.control.label)}; as numbers in the table below.`,
    lines: sweep.runs.slice(0, dashes.length).map((title, look) => ({ label: oneLine(title), look, marked: true, points: sweep.points.map(({ value, metrics }) => ({ x: value, y: metrics[look] && words ? words.value(metrics[look]) : NaN })) })),
    x: { min: least, max: Math.max(most, least + 1), logarithmic, title: oneLine(sweep.control.label), text: (value) => valueText(sweep, value) },
    y: { text: (value) => words?.text(value) ?? '' },
  };
}

function valueText({ control }: Sweep, value: number): string {
  return control.unit === 'us' ? durationText(value) : Number(value.toFixed(2)).toLocaleString('en');
}
