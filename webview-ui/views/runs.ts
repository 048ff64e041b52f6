/** Every figure of every run, side by side, with what the others differ from the first. */
import { html, nothing, type TemplateResult } from 'lit';
import { percent, times } from '../../src/report/format.ts';
import type { Metrics } from '../../src/laws/metrics.ts';
import type { Band } from '../geometry/bands.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { durationText } from '../geometry/time-text.ts';

interface Line {
  readonly label: string;
  readonly explanation: string;
  readonly value: (metrics: Metrics) => number;
  readonly text: (value: number) => string;
}

const lines: readonly Line[] = [
  line('Elapsed', 'From the first arrival to the end of the last task.', (m) => m.wallUs, durationText),
  line('Elapsed serial', 'One task at a time, with its waits.', (m) => m.elapsedSerialUs, durationText),
  line('CPU serial', 'All CPU work, on one core.', (m) => m.cpuSerialUs, durationText),
  line('Speed-up', 'The serial baseline ÷ elapsed: CPU serial where there is CPU to share, elapsed serial where the work is waiting.', (m) => m.speedup, times),
  line('Utilisation', 'Busy core time ÷ (cores × elapsed).', (m) => m.utilisation, percent),
  line('Blocked', 'Core time held while waiting.', (m) => m.blockedCoreUs, durationText),
  line('Switches', 'How often a core went from one task to another.', (m) => m.switches, count),
  line('Work', 'All CPU work and all waits.', (m) => m.workUs, durationText),
  line('Span', 'The longest chain of work and waits that had to follow one another.', (m) => m.spanUs, durationText),
  line('Parallelism', 'Work ÷ span: the most that any number of cores can gain.', (m) => m.parallelism, times),
  line('Serial fraction', 'The share of the work done while exactly one thing was in progress, nothing being limited.', (m) => m.serialFraction, percent),
  line('Throughput', 'Tasks finished per second.', (m) => m.throughputPerS, (value) => `${count(value)}/s`),
  line('Tasks in the system', 'Their mean number: throughput × mean latency, by Little’s law.', (m) => m.wip, (value) => value.toFixed(2)),
  line('Latency, median', 'From arrival to end: half the tasks took no longer.', (m) => m.latencyUs.p50, durationText),
  line('Latency, p95', 'From arrival to end: 95 in 100 tasks took no longer.', (m) => m.latencyUs.p95, durationText),
  line('Latency, p99', 'From arrival to end: 99 in 100 tasks took no longer.', (m) => m.latencyUs.p99, durationText),
];

/** `range`: while one is chosen, it is said that these are of the whole runs. */
export function runsView(bands: readonly Band[], inRange: boolean): TemplateResult | typeof nothing {
  if (bands.length === 0) return nothing;
  return html`<details class="wide">
    <summary>All figures, run by run</summary>
    ${inRange ? html`<p class="hint">Of the whole runs, not of the chosen range.</p>` : nothing}
    <table>
      <thead><tr><th scope="col">Figure</th>${bands.map((band) => html`<th scope="col">${oneLine(band.run.title)}</th>`)}</tr></thead>
      <tbody>${lines.map((one) => html`<tr title=${one.explanation}><th scope="row">${one.label}</th>${bands.map((band, index) => html`<td>${cell(one, band.run.metrics, index === 0 ? null : (bands[0]?.run.metrics ?? null))}</td>`)}</tr>`)}</tbody>
    </table>
  </details>`;
}

function cell(one: Line, metrics: Metrics, first: Metrics | null): TemplateResult | string {
  const value = one.value(metrics);
  if (!Number.isFinite(value)) return 'none';
  const text = one.text(value);
  const before = first && one.value(first);
  if (before === null || before === value || !(before > 0)) return text;
  return html`${text} <span class="hint">${times(value / before)} as much</span>`;
}

function line(label: string, explanation: string, value: Line['value'], text: Line['text']): Line {
  return { label, explanation, value, text };
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
