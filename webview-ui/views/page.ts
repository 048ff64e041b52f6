/** The whole page as a function of the state. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { oneLine } from '../geometry/label-fit.ts';
import type { PanelModel, Shown } from '../model.ts';
import { figuresView } from './figures.ts';
import { legendView } from './legend.ts';
import { detailsView } from './details.ts';
import { speedupView } from './speedup.ts';
import { marksTable } from './marks-table.ts';
import type { MarkRef } from '../geometry/layout.ts';

export interface PageParts {
  /** The timeline and the chart paint themselves; the page only gives them a place. */
  readonly timeline: HTMLElement;
  readonly chart: HTMLElement;
  readonly reveal: (ref: MarkRef) => void;
}

export function pageView(model: PanelModel, parts: PageParts): TemplateResult {
  const { shown } = model;
  return html`
    ${noticeView(model)}
    ${shown ? html`<main class=${model.screen.type === 'shown' ? 'page' : 'page stale'} aria-busy=${model.screen.type === 'busy'}>${shownView(model, shown, parts)}</main>` : nothing}
  `;
}

function shownView(model: PanelModel, shown: Shown, parts: PageParts): TemplateResult {
  const { snapshot } = shown;
  return html`
    <header class="title">
      <h1 title=${oneLine(snapshot.title)}>${oneLine(snapshot.title)}</h1>
      <p class="file" title=${snapshot.file}>${oneLine(snapshot.file)}</p>
    </header>
    ${guard([snapshot.figures], () => figuresView(snapshot.figures))}
    <section class="timeline-section" aria-labelledby="timeline-title">
      <h2 id="timeline-title" class="visually-hidden">Timeline</h2>
      ${parts.timeline}
      ${guard([shown, model.modes], () => legendView(shown.bands, model.modes))}
      ${detailsView(model, parts.reveal)}
    </section>
    ${guard([snapshot.speedup], () => speedupView(snapshot.speedup, parts.chart))}
    ${guard([snapshot.notes], () => notesView(snapshot.notes))}
    ${guard([shown, model.view], () => marksTable(shown, model.view, parts.reveal))}
  `;
}

/** Loading, busy, empty and error, each with its own look; nothing where a snapshot says it all. */
function noticeView(model: PanelModel): TemplateResult | typeof nothing {
  const { screen, shown } = model;
  switch (screen.type) {
    case 'shown':
      return nothing;
    case 'loading':
      return html`<div class="centre" role="status"><vscode-progress-ring></vscode-progress-ring><p>Loading the timeline…</p></div>`;
    case 'busy':
      return shown
        ? html`<div class="banner" role="status"><vscode-progress-bar indeterminate aria-label=${screen.message}></vscode-progress-bar><p>${screen.message}</p></div>`
        : html`<div class="centre" role="status"><vscode-progress-ring></vscode-progress-ring><p>${screen.message}</p></div>`;
    case 'empty':
      return html`<div class="centre" role="status"><span class="codicon codicon-symbol-event large" aria-hidden="true"></span><p>${screen.message}</p></div>`;
    case 'error':
      return html`<div class=${shown ? 'banner error' : 'centre error'} role="alert"><p><span class="codicon codicon-error" aria-hidden="true"></span> ${screen.message}</p></div>`;
  }
}

function notesView(notes: readonly string[]): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<section class="notes" aria-labelledby="notes-title">
    <h2 id="notes-title">What this rests on</h2>
    <ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>
  </section>`;
}
