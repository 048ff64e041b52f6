/** The speed-up chart's place on the page, its words, its legend, and its table. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { percent, times } from '../../src/report/format.ts';
import type { SpeedupChart } from '../../src/protocol.ts';
import { isCeilingNear } from '../geometry/ceiling.ts';
import { sentence } from './plain-text.ts';

/** `ranged`: while a range is chosen it is said that this is of the whole run. */
export function speedupView(speedup: SpeedupChart | null, ranged: boolean, chart: HTMLElement): TemplateResult | typeof nothing {
  if (!speedup || speedup.points.length === 0) return nothing;
  return html`<section class="speedup" aria-labelledby="speedup-title">
    <h2 id="speedup-title">Speed-up${ranged ? ' of the whole run' : nothing}</h2>
    <p class="hint">${sentence(speedup.explanation + farCeiling(speedup))}</p>
    ${chart}
    <ul class="legend" aria-label="Lines">
      ${curvesOf(speedup).map(({ id, label, explanation }) => html`<li title=${explanation}>${lineSwatch(id)}${label}</li>`)}
      ${!isCeilingNear(speedup) ? nothing : html`<li title="Amdahl’s limit: 1 ÷ the serial fraction of ${percent(speedup.serialFraction)}.">${lineSwatch('ceiling')}ceiling ${ratio(speedup.ceiling ?? NaN)}</li>`}
    </ul>
    <details class="wide">
      <summary>Speed-up as a table</summary>
      <table>
        <caption class="visually-hidden">Speed-up by ${speedup.xLabel}</caption>
        <thead><tr><th scope="col">${speedup.xLabel}</th>${curvesOf(speedup).map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
        <tbody>${speedup.points.map((point) => html`<tr><th scope="row">${point.n}</th>${curvesOf(speedup).map(({ id }) => html`<td>${ratio(point[id] ?? NaN)}</td>`)}</tr>`)}</tbody>
      </table>
      <ul class="sentences">${curvesOf(speedup).map(({ label, explanation }) => html`<li>${label}: ${explanation}</li>`)}</ul>
    </details>
  </section>`;
}

function farCeiling(speedup: SpeedupChart): string {
  const { ceiling, serialFraction } = speedup;
  return ceiling === null || isCeilingNear(speedup) ? '' : ` The ceiling, 1 ÷ the serial fraction of ${percent(serialFraction)}, lies far above the picture: ${ratio(ceiling)}.`;
}

export function curvesOf({ curves }: SpeedupChart): NonNullable<SpeedupChart['curves']> {
  return curves ?? ([['simulated', 'simulated'], ['amdahl', 'Amdahl'], ['bound', 'bound']] as const).map(([id, label]) => ({ id, label, explanation: '' }));
}

/** What the chart shows, in a sentence, for those who do not see it. */
export function speedupSummary(speedup: SpeedupChart): string {
  const last = speedup.points.at(-1);
  const ceiling = speedup.ceiling === null ? 'There is no ceiling.' : `The ceiling is ${ratio(speedup.ceiling)}.`;
  return last ? `Speed-up by ${speedup.xLabel}. At ${last.n}: simulated ${ratio(last.simulated)}, Amdahl ${ratio(last.amdahl)}, bound ${ratio(last.bound)}. ${ceiling}` : ceiling;
}

export function ratio(value: number): string {
  return Number.isFinite(value) ? times(value) : 'unlimited';
}

/** The same dashes and points as the chart's lines. */
function lineSwatch(line: NonNullable<SpeedupChart['curves']>[number]['id'] | 'ceiling'): TemplateResult {
  return html`<svg class="line-swatch ${line}" width="26" height="10" aria-hidden="true"><line x1="1" y1="5" x2="25" y2="5" />${line === 'simulated' ? svg`<circle cx="13" cy="5" r="4" />` : nothing}</svg>`;
}
