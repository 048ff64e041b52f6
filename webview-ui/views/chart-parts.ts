/** What the charts share: the legend of runs, a choice of what to show, and the table beside each. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { TableName } from '../model.ts';
import { dashes } from '../paint/line-chart.ts';

export interface TableHandlers {
  readonly open: boolean;
  readonly toggle: (table: TableName, open: boolean) => void;
}

/** A row of the legend for each run; one run needs none. */
export function runLegend(titles: readonly string[]): TemplateResult | typeof nothing {
  if (titles.length < 2) return nothing;
  return html`<ul class="legend" aria-label="Runs">
    ${titles.map((title, look) => html`<li><svg class="line-swatch run-${look}" width="26" height="10" aria-hidden="true">${svg`<line x1="1" y1="5" x2="25" y2="5" stroke-dasharray=${(dashes[look] ?? []).join(' ')} />`}</svg><span>${title}</span></li>`)}
  </ul>`;
}

/** A table that is made only while it is open. */
export function chartTable(name: TableName, summary: string, caption: string, head: readonly string[], rows: () => readonly (readonly string[])[], { open, toggle }: TableHandlers): TemplateResult {
  return html`<details class="wide" ?open=${open} @toggle=${(event: Event) => toggle(name, (event.target as HTMLDetailsElement).open)}>
    <summary>${summary}</summary>
    ${open ? html`<table>
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
      <tbody>${rows().map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>` : nothing}
  </details>`;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export function choiceView(label: string, choices: readonly Choice[], chosen: string, choose: (id: string) => void): TemplateResult {
  return html`<label class="choice"><span>${label}</span> <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    ${choices.map(({ id, label: text }) => html`<option value=${id} ?selected=${id === chosen}>${text}</option>`)}
  </select></label>`;
}
