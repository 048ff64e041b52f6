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

/** In place of the figures of the whole runs, and as many where there are so many, so that the page stays as it is while a range is drawn. The first two runs, one after the other. */
export function figuresInRange({ bands, snapshot }: Shown, range: View): Figure[] {
  const runs = bands.slice(0, 2);
  const figures = runs.map((band) => rangeFigures(band, range));
  const names = runs.map(({ run }) => oneLine(run.title)).join(' → ');
  const length: Figure = { id: 'range', label: rangeTitle(range), value: durationText(range.toUs - range.fromUs), explanation: `The chosen stretch of time. The other figures here, and the charts, speak of it alone${runs.length > 1 ? `: ${names}` : ''}.` };
  const said = rangeWords.filter(({ value }, index) => index < alwaysSaid || figures.some((one) => value(one) > 0));
  const each = said.map(({ id, label, explanation, value, text }): Figure => ({ id: `range-${id}`, label, value: figures.map((one) => text(value(one))).join(' → '), explanation: runs.length > 1 ? `${explanation} ${names}.` : explanation }));
  return [length, ...each].slice(0, Math.max(alwaysSaid + 1, snapshot.figures.length));
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
