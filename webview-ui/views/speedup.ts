/** The speed-up chart's place on the page, its words, and its table. */
import { html, nothing, type TemplateResult } from 'lit';
import { timesText } from '../geometry/time-text.ts';
import type { SpeedupChart } from '../../src/protocol.ts';

export function speedupView(speedup: SpeedupChart | null, chart: HTMLElement): TemplateResult | typeof nothing {
  if (!speedup || speedup.points.length === 0) return nothing;
  return html`<section class="speedup" aria-labelledby="speedup-title">
    <h2 id="speedup-title">Speed-up</h2>
    <p class="hint">${speedup.explanation}</p>
    ${chart}
    <details>
      <summary>Speed-up as a table</summary>
      <table>
        <caption class="visually-hidden">Speed-up by ${speedup.xLabel}</caption>
        <thead><tr><th scope="col">${speedup.xLabel}</th><th scope="col">Amdahl</th><th scope="col">Bound</th><th scope="col">Simulated</th></tr></thead>
        <tbody>${speedup.points.map((point) => html`<tr><td>${point.n}</td><td>${timesText(point.amdahl)}</td><td>${timesText(point.bound)}</td><td>${timesText(point.simulated)}</td></tr>`)}</tbody>
      </table>
    </details>
  </section>`;
}

/** What the chart shows, in a sentence, for those who do not see it. */
export function speedupSummary(speedup: SpeedupChart): string {
  const last = speedup.points.at(-1);
  const ceiling = speedup.ceiling === null ? 'There is no ceiling.' : `The ceiling is ${timesText(speedup.ceiling)}.`;
  return last ? `Speed-up by ${speedup.xLabel}. At ${last.n}: simulated ${timesText(last.simulated)}, Amdahl ${timesText(last.amdahl)}, bound ${timesText(last.bound)}. ${ceiling}` : ceiling;
}
