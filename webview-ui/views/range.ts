/** The figures of the chosen range, run beside run. */
import { html, type TemplateResult } from 'lit';
import { percent } from '../../src/report/format.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { rangeFigures } from '../geometry/range-figures.ts';
import { durationText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';

export function rangeView(shown: Shown, range: View, clear: () => void): TemplateResult {
  return html`<section class="range" aria-labelledby="range-title">
    <div class="range-title">
      <h2 id="range-title">In ${rangeText(range.fromUs, range.toUs)} (${durationText(range.toUs - range.fromUs)})</h2>
      <button class="link" @click=${clear}>Clear</button>
    </div>
    <table>
      <caption class="visually-hidden">Figures of the chosen range</caption>
      <thead><tr><th scope="col">Run</th><th scope="col">Running</th><th scope="col">Cores in use</th><th scope="col">In flight, mean</th><th scope="col">In flight, most</th><th scope="col">Ready, no core</th></tr></thead>
      <tbody>
        ${shown.bands.map((band) => {
          const figures = rangeFigures(band, range);
          return html`<tr>
            <th scope="row">${oneLine(band.run.title)}</th>
            <td>${durationText(figures.spentUs.running)}</td>
            <td>${percent(figures.utilisation)}</td>
            <td>${figures.meanInFlight.toFixed(1)}</td>
            <td>${figures.mostInFlight}</td>
            <td>${durationText(figures.spentUs.ready)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </section>`;
}
