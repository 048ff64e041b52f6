/** The timeline as a table: the same slices and waits, for those who read instead of look. */
import { html, nothing, type TemplateResult } from 'lit';
import { oneLine } from '../geometry/label-fit.ts';
import type { MarkRef } from '../geometry/layout.ts';
import { endOf, markCount, startOf } from '../geometry/marks.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';
import { markText } from './mark-text.ts';

const mostRows = 200;

export function marksTable(shown: Shown, view: View, open: boolean, toggle: (open: boolean) => void, reveal: (ref: MarkRef) => void): TemplateResult {
  return html`<details class="wide" ?open=${open} @toggle=${(event: Event) => toggle((event.target as HTMLDetailsElement).open)}>
    <summary>Timeline as a table</summary>
    ${open ? tables(shown, view, reveal) : nothing}
  </details>`;
}

function tables(shown: Shown, view: View, reveal: (ref: MarkRef) => void): TemplateResult {
  return html`${shown.bands.map((band, index) => {
      const rows: number[] = [];
      let left = 0;
      const { schedule } = band;
      for (let mark = 0; mark < markCount(schedule) && left === 0; mark++) {
        if (endOf(schedule, mark) < view.fromUs || startOf(schedule, mark) > view.toUs || endOf(schedule, mark) === startOf(schedule, mark)) continue;
        if (rows.length < mostRows) rows.push(mark);
        else left = markCount(schedule) - mark;
      }
      rows.sort((a, b) => startOf(schedule, a) - startOf(schedule, b));
      return html`<table>
        <caption>${oneLine(band.run.title)}</caption>
        <thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col">For</th><th scope="col">State</th><th scope="col">Task</th></tr></thead>
        <tbody>
          ${rows.map((mark) => {
            const text = markText(band, mark);
            const ref = { band: index, mark, mode: 'calls' as const };
            return html`<tr>
              <td>${band.awaitOf(mark) ? html`<button class="link" @click=${() => reveal(ref)}>${text.name}</button>` : text.name}</td>
              <td>${text.when}</td>
              <td>${text.duration}</td>
              <td>${text.state}</td>
              <td>${text.task}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      ${left > 0 ? html`<p class="hint">Only the first ${mostRows} in sight are listed. Zoom in to list others.</p>` : nothing}`;
    })}`;
}
