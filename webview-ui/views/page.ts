/** The whole page as a function of the state. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { oneLine } from '../geometry/label-fit.ts';
import type { MarkRef } from '../geometry/layout.ts';
import { durationText } from '../geometry/time-text.ts';
import { isAsking, isOrder, type PanelModel, type Shown, type TableName } from '../model.ts';
import { controlsView, type ControlHandlers } from './controls.ts';
import { figuresView, valuesBefore } from './figures.ts';
import type { TableHandlers } from './chart-parts.ts';
import { latencyView } from './latency.ts';
import { legendView } from './legend.ts';
import { questionView, textView, verdictView, type LessonHandlers } from './lesson.ts';
import { markSentence } from './mark-text.ts';
import { marksTable } from './marks-table.ts';
import { modelsView } from './models.ts';
import { noticeView } from './notice.ts';
import { sentence } from './plain-text.ts';
import { playerView, type PlayerHandlers } from './player.ts';
import { overTimeView, type OverTimeHandlers } from './over-time.ts';
import { figuresInRange, rangeView } from './range.ts';
import { runsView } from './runs.ts';
import { speedupView } from './speedup.ts';
import { sweepView, type SweepHandlers } from './sweep.ts';
import { helpView, toolbarView, type ToolbarHandlers } from './toolbar.ts';

export interface PageParts extends ToolbarHandlers, ControlHandlers, PlayerHandlers, LessonHandlers, OverTimeHandlers, SweepHandlers {
  /** Timeline and charts paint themselves; the page only gives them their places. */
  readonly timeline: HTMLElement;
  /** What is said of the mark under the pointer, or of the chosen one. */
  readonly details: HTMLElement;
  readonly overview: HTMLElement;
  readonly speedup: HTMLElement;
  readonly overTime: HTMLElement;
  readonly latency: HTMLElement;
  readonly sweep: HTMLElement;
  readonly reveal: (ref: MarkRef) => void;
  readonly clearRange: () => void;
  readonly compareModels: (on: boolean) => void;
  readonly toggleTable: (table: TableName, open: boolean) => void;
  /** How many marks the search found; null where nothing is searched for. */
  readonly matches: number | null;
}

/** `charted`: the state that the charts are drawn from. */
export function pageView(model: PanelModel, charted: PanelModel, parts: PageParts): TemplateResult {
  const { shown } = model;
  return html`
    ${noticeView(model)}
    ${shown ? html`<main class=${model.screen.type === 'shown' ? 'page' : 'page stale'} aria-busy=${model.screen.type === 'busy'}>${shownView(model, shown, charted, parts)}</main>` : nothing}
  `;
}

function shownView(model: PanelModel, shown: Shown, charted: PanelModel, parts: PageParts): TemplateResult {
  const { snapshot } = shown;
  const { lesson } = snapshot;
  if (lesson && isAsking(model)) return html`${titleView(snapshot.title, snapshot.file)}${questionView(lesson, parts)}`;
  const isTableOpen = model.openTables.includes('marks');
  const onlyOrder = isOrder(shown.bands);
  // Of a function that waits for nothing that is all there is to say.
  const said = snapshot.instant !== undefined && shown.bands.every(({ run }) => run.kind !== 'scenario');
  return html`
    ${titleView(snapshot.title, snapshot.file)}
    ${snapshot.warning === undefined ? nothing : html`<p class="warning" role="status"><span class="codicon codicon-warning" aria-hidden="true"></span><span>${sentence(snapshot.warning)}</span></p>`}
    ${lesson ? verdictView(lesson, model, parts) : nothing}
    ${snapshot.instant ? instantView(snapshot.instant) : timedView(model, shown, parts)}
    ${lesson ? textView(lesson, parts) : nothing}
    ${guard([snapshot.controls, model.overrides], () => controlsView(model, parts))}
    ${onlyOrder ? nothing : chartsView(charted, parts)}
    ${onlyOrder || said ? nothing : guard([snapshot.models, model.models], () => modelsView(snapshot.models, model.models, parts.compareModels))}
    ${onlyOrder || snapshot.instant ? nothing : guard([shown, model.range], () => runsView(shown.bands, model.range))}
    ${guard([snapshot.notes], () => notesView(snapshot.notes))}
    ${said ? nothing : guard([shown, isTableOpen && model.view], () => marksTable(shown, model.view, isTableOpen, (on) => parts.toggleTable('marks', on), parts.reveal))}
  `;
}

/** Figures and timeline of a run that takes time. */
function timedView(model: PanelModel, shown: Shown, parts: PageParts): TemplateResult {
  const { figures } = shown.snapshot;
  const { range, reference } = model;
  const toolbar = { modes: model.modes, search: model.search, pinned: reference?.pinned ?? false, matches: parts.matches };
  return html`
    ${guard([shown, range, reference], () => {
      if (isOrder(shown.bands)) return nothing;
      if (!range) return figuresView(figures, valuesBefore(figures, reference?.snapshot.figures ?? []));
      const inRange = figuresInRange(shown, range);
      return figuresView(inRange.figures, inRange.beside);
    })}
    <section class="timeline-section" aria-labelledby="timeline-title">
      <h2 id="timeline-title" class="visually-hidden">Timeline</h2>
      ${guard([toolbar.modes, toolbar.search, toolbar.pinned, toolbar.matches], () => toolbarView(toolbar, parts))}
      ${model.helpOpen ? helpView() : nothing}
      <p id="timeline-summary" class="visually-hidden">${summaryOf(shown)}</p>
      ${parts.timeline}
      ${parts.overview}
      <p class="visually-hidden" role="status">${spokenOf(model, shown)}</p>
      ${guard([shown, model.modes], () => legendView(shown.bands, model.modes))}
      ${parts.details}
      ${guard([shown, model.playhead, model.playing, model.speed], () => playerView(model, shown, parts))}
      ${guard([model.range], () => (model.range ? rangeView(model.range, parts.clearRange) : nothing))}
    </section>`;
}

/** All happens at one moment: a time axis and figures of time would be empty, so that what there is to see is said instead. */
function instantView([heading = '', ...sentences]: readonly string[]): TemplateResult {
  return html`<section class="instant-run" aria-labelledby="instant-title">
    <h2 id="instant-title"><span class="codicon codicon-info" aria-hidden="true"></span>${heading}</h2>
    ${sentences.map((text) => html`<p>${sentence(text)}</p>`)}
  </section>`;
}

function chartsView({ shown, range, overTime, sweep, openTables }: PanelModel, parts: PageParts): TemplateResult | typeof nothing {
  if (!shown) return nothing;
  const { speedup, controls } = shown.snapshot;
  const stretch = range ?? shown.whole;
  const chosen = range !== null;
  const open = (table: TableName): boolean => openTables.includes(table);
  const table = (name: TableName): TableHandlers => ({ open: open(name), toggle: parts.toggleTable });
  return html`<div class="charts">
    ${guard([speedup, chosen], () => speedupView(speedup, chosen, parts.speedup))}
    ${guard([shown, stretch, overTime, open('over-time')], () => overTimeView(shown, overTime, stretch, chosen, parts.overTime, table('over-time'), parts))}
    ${guard([shown, stretch, open('latency')], () => latencyView(shown, stretch, chosen, parts.latency, table('latency')))}
    ${guard([controls, sweep, chosen, open('sweep')], () => sweepView(controls ?? [], sweep, chosen, parts.sweep, table('sweep'), parts))}
  </div>`;
}

function titleView(title: string, file: string): TemplateResult {
  return html`<header class="title">
    <h1 title=${oneLine(title)}>${oneLine(title)}</h1>
    <p class="file" title=${file}>${oneLine(file)}</p>
  </header>`;
}

function summaryOf(shown: Shown): string {
  const runs = shown.bands.map((band) => (band.isOrder ? `${oneLine(band.run.title)}.` : `${oneLine(band.run.title)}: ${band.about}${durationText(band.schedule.wallUs)}.`));
  return `${runs.join(' ')} Full stop and comma go from slice to slice, Enter goes to its code, question mark lists all keys.`;
}

/** What a screen reader says when another mark is chosen. */
function spokenOf(model: PanelModel, shown: Shown): string {
  const { selected } = model;
  const band = selected && shown.bands[selected.band];
  return band ? markSentence(band, selected.mark) : '';
}

function notesView(notes: readonly string[]): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<section class="notes" aria-labelledby="notes-title">
    <h2 id="notes-title">What this rests on</h2>
    <ul>${notes.map((note) => html`<li>${sentence(note)}</li>`)}</ul>
  </section>`;
}
