/** The load under every execution model, side by side. It is run only while this is open. */
import { html, nothing, type TemplateResult } from 'lit';
import { bytes, percent } from '../../src/report/format.ts';
import type { ModelRow, ModelsView } from '../../src/protocol.ts';
import { durationText } from '../geometry/time-text.ts';
import { sentence } from './plain-text.ts';

export function modelsView(models: ModelsView | undefined, open: boolean, compare: (on: boolean) => void): TemplateResult {
  return html`<details class="models wide" ?open=${open} @toggle=${(event: Event) => compare((event.target as HTMLDetailsElement).open)}>
    <summary>Compare execution models</summary>
    ${models ? comparison(models) : open ? html`<p role="status">Running it under every model…</p>` : nothing}
  </details>`;
}

const columns = ['Wall', 'Latency p50', 'p95', 'p99', 'Cores', 'Busy', 'Switches', 'Memory'] as const;

function comparison({ load, rows, why, notes }: ModelsView): TemplateResult {
  const longest = Math.max(1, ...rows.map(({ wallUs }) => wallUs));
  return html`
    <p class="why">${sentence(why)}</p>
    <p id="models-load" class="load">${sentence(load)}</p>
    <div class="table" tabindex="0" role="region" aria-label="The models side by side"><table aria-labelledby="models-load">
      <thead><tr><th scope="col">Model</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => rowView(row, longest))}</tbody>
    </table></div>
    <ul class="hint">${notes.map((note) => html`<li>${sentence(note)}</li>`)}</ul>`;
}

function rowView(row: ModelRow, longest: number): TemplateResult {
  const head = html`<th scope="row">${row.best ? html`<span class="codicon codicon-star-full" role="img" aria-label="Serves this load best:"></span>` : nothing}${row.label}</th>`;
  if (row.outcome === 'deadlock' || row.outcome === 'limited') {
    return html`<tr class="unfinished">${head}<td colspan=${columns.length}>${row.outcome === 'deadlock' ? 'Deadlock' : 'Cut off'}: ${sentence(row.detail)}</td></tr>`;
  }
  const { p50, p95, p99 } = row.latencyUs;
  return html`<tr class=${row.best ? 'best' : ''} title=${row.detail}>${head}
    <td data-column=${columns[0]}><div class="measured"><svg class="bar" aria-hidden="true" width="100%" height="4" preserveAspectRatio="none"><rect width="${((100 * row.wallUs) / longest).toFixed(1)}%" height="4"></rect></svg>${durationText(row.wallUs)}</div></td>
    ${[durationText(p50), durationText(p95), durationText(p99), row.cores, percent(row.utilisation).replace('under', '<'), row.switches.toLocaleString('en'), bytes(row.memoryBytes)].map((cell, index) => html`<td data-column=${columns[index + 1] ?? ''}>${cell}</td>`)}
  </tr>`;
}
