/** What is said of a chosen range: the figures of the page, in place of those of the whole runs, and the same run by run. */
import { html, type TemplateResult } from 'lit';
import { percent } from '../../src/report/format.ts';
import type { Figure } from '../../src/protocol.ts';
import type { Band } from '../geometry/bands.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { rangeFigures, type RangeFigures } from '../geometry/range-figures.ts';
import { durationText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';

interface RangeWords {
  readonly id: string;
  readonly label: string;
  readonly explanation: string;
  readonly value: (figures: RangeFigures) => number;
  readonly text: (value: number) => string;
}

/** The first ones are always said; the others where there is something of them. */
const alwaysSaid = 6;
const rangeWords: readonly RangeWords[] = [
  words('running', 'Running', 'Core time in which something computes.', (f) => f.spentUs.running, durationText),
  words('cores', 'Cores in use', 'The share of all core time of the range in which something computes.', (f) => f.utilisation, percent),
  words('waiting', 'Waiting', 'Time spent in waiting for the world outside, summed over what waits at once.', (f) => f.spentUs.waiting, durationText),
  words('in-flight', 'In flight, mean', 'How many operations are waited for, on average over the range: at 1 nothing overlaps.', (f) => f.meanInFlight, (value) => value.toFixed(1)),
  words('most-in-flight', 'In flight, most', 'The most operations that are waited for at one moment of the range.', (f) => f.mostInFlight, (value) => value.toLocaleString('en')),
  words('ready', 'Ready, no core', 'Time that tasks could have run and had no core, summed over tasks.', (f) => f.spentUs.ready, durationText),
  words('blocked', 'Cores held while waiting', 'Core time during which a task kept its core and only waited.', (f) => f.spentUs.blocked, durationText),
  words('switching', 'Switching', 'Core time that went into changing from task to task.', (f) => f.spentUs.switch, durationText),
  words('held', 'Waiting for tasks', 'Time spent in waiting for another task, summed over tasks.', (f) => f.spentUs.held, durationText),
  words('in-system', 'Tasks in the system', 'How many tasks have arrived and not ended, on average over the range.', (f) => f.flow.inSystem, (value) => value.toFixed(2)),
  words('ended', 'Tasks ended', 'Tasks that came to their end in the range.', (f) => f.flow.ended, (value) => value.toLocaleString('en')),
];

function words(id: string, label: string, explanation: string, value: RangeWords['value'], text: RangeWords['text']): RangeWords {
  return { id, label, explanation, value, text };
}

export function rangeTitle({ fromUs, toUs }: View): string {
  return `In ${rangeText(fromUs, toUs)}`;
}

/** In place of the figures of the whole runs: those of the first run, and below each that of the second. */
export function figuresInRange({ bands, snapshot }: Shown, range: View): { readonly figures: readonly Figure[]; readonly beside: ReadonlyMap<string, string> } {
  const runs = bands.slice(0, 2).map((band) => ({ title: oneLine(band.run.title), figures: rangeFigures(band, range) }));
  const [first, second] = runs;
  if (!first) return { figures: [], beside: new Map() };
  const length: Figure = { id: 'range', label: rangeTitle(range), value: durationText(range.toUs - range.fromUs), explanation: `The chosen stretch of time${second ? `, of ${first.title} and of ${second.title}` : ''}. The other figures here, and the charts, speak of it alone.` };
  const said = rangeWords.filter(({ value }, index) => index < alwaysSaid || runs.some(({ figures }) => value(figures) > 0)).slice(0, Math.max(alwaysSaid, snapshot.figures.length - 1));
  return {
    figures: [length, ...said.map(({ id, label, explanation, value, text }) => ({ id, label, value: text(value(first.figures)), explanation }))],
    beside: new Map(second ? said.map(({ id, value, text }) => [id, `${second.title.toLowerCase()} ${text(value(second.figures))}`]) : []),
  };
}

/** Below the timeline: what the figures speak of, and the way back. */
export function rangeView(range: View, clear: () => void): TemplateResult {
  return html`<section class="range" aria-labelledby="range-title">
    <h2 id="range-title">${rangeTitle(range)} (${durationText(range.toUs - range.fromUs)})</h2>
    <span class="hint">Figures and charts speak of this range.</span>
    <button class="link" @click=${clear}>Clear</button>
  </section>`;
}

/** A row for each figure, a column for each run. */
export function rangeRows(bands: readonly Band[], range: View): { readonly label: string; readonly explanation: string; readonly cells: readonly string[] }[] {
  const figures = bands.map((band) => rangeFigures(band, range));
  return rangeWords.map(({ label, explanation, value, text }) => ({ label, explanation, cells: figures.map((one) => text(value(one))) }));
}
