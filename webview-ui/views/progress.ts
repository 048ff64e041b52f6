/** The place, words, legend and table of the chart of what is in progress. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { concurrencyOf } from '../geometry/concurrency.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { momentText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';
import { dashes } from '../paint/progress-chart.ts';

const tableRows = 16;

/** `stretch`: what the chart speaks of; `chosen`: whether it is a range that was chosen, which is then said. */
export function progressView(shown: Shown, stretch: View, chosen: boolean, chart: HTMLElement, open: boolean, toggle: (open: boolean) => void): TemplateResult | typeof nothing {
  if (shown.bands.length === 0 || shown.longestUs === 0) return nothing;
  const bands = shown.bands.slice(0, dashes.length);
  return html`<section class="progress" aria-labelledby="progress-title">
    <h2 id="progress-title">In progress at once${chosen ? `, ${rangeText(stretch.fromUs, stretch.toUs)}` : ''}</h2>
    ${chart}
    <ul class="legend" aria-label="Runs">
      ${bands.map((band, index) => html`<li><svg class="line-swatch run-${index}" width="26" height="10" aria-hidden="true">${svg`<line x1="1" y1="5" x2="25" y2="5" stroke-dasharray=${(dashes[index] ?? []).join(' ')} />`}</svg>${oneLine(band.run.title)}</li>`)}
    </ul>
    <details class="wide" ?open=${open} @toggle=${(event: Event) => toggle((event.target as HTMLDetailsElement).open)}>
      <summary>In progress as a table</summary>
      ${open ? table(bands, stretch) : nothing}
    </details>
  </section>`;
}

function table(bands: Shown['bands'], stretch: View): TemplateResult {
  const means = bands.map((band) => concurrencyOf(band, stretch, tableRows));
  const step = (stretch.toUs - stretch.fromUs) / tableRows;
  return html`<table>
    <caption class="visually-hidden">Mean number of operations in flight and cores running</caption>
    <thead><tr><th scope="col">From</th>${bands.map((band) => html`<th scope="col">${oneLine(band.run.title)}</th>`)}</tr></thead>
    <tbody>
      ${Array.from({ length: tableRows }, (_, row) => html`<tr><th scope="row">${momentText(stretch.fromUs + row * step)}</th>${means.map(({ running, waiting }) => html`<td>${((running[row] ?? 0) + (waiting[row] ?? 0)).toFixed(1)}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
