/** The timeline: two canvases over a scrolling box. It paints what it is given and turns pointer and keys into actions. */
import type { Band } from './geometry/bands.ts';
import { layoutOf, markAt, placeOf, type Layout, type MarkRef } from './geometry/layout.ts';
import { zoomView, panView, usOf, type View } from './geometry/view.ts';
import type { Action, PanelModel, Shown } from './model.ts';
import { brushOf, sizeCanvas, type Brush } from './paint/brush.ts';
import { axisHeight, paintAxis, paintEnds, paintHeadings, paintRowLabels } from './paint/paint-frame.ts';
import { boxOf, paintRow } from './paint/paint-marks.ts';
import { paintOutline } from './paint/paint-overlay.ts';
import type { Theme } from './paint/theme.ts';
import { sameAwait } from './geometry/bands.ts';

export interface TimelineHandlers {
  readonly act: (action: Action) => void;
  /** A mark was chosen: show it in the editor. */
  readonly reveal: (ref: MarkRef) => void;
}

export class Timeline {
  readonly element: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #spacer: HTMLElement;
  readonly #base: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #handlers: TimelineHandlers;
  #brush: Brush | null = null;
  #overBrush: Brush | null = null;
  #theme: Theme;
  #model: PanelModel | null = null;
  #layout: Layout = { headings: [], sections: [], height: 0, gutter: 0 };
  #width = 0;
  #scale = 0;
  #painted = false;

  constructor(document: Document, theme: Theme, handlers: TimelineHandlers) {
    this.#theme = theme;
    this.#handlers = handlers;
    this.element = document.createElement('div');
    this.element.className = 'timeline';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'application');
    this.element.setAttribute('aria-roledescription', 'timeline');
    this.#scroller = document.createElement('div');
    this.#scroller.className = 'timeline-scroller';
    this.#spacer = document.createElement('div');
    this.#base = document.createElement('canvas');
    this.#over = document.createElement('canvas');
    this.#base.className = 'timeline-base';
    this.#base.setAttribute('role', 'img');
    this.#over.className = 'timeline-over';
    this.#over.setAttribute('aria-hidden', 'true');
    const stack = document.createElement('div');
    stack.className = 'timeline-stack';
    stack.append(this.#base, this.#over);
    this.#scroller.append(stack, this.#spacer);
    this.element.append(this.#scroller);
    this.#scroller.addEventListener('scroll', () => this.#paint());
    new ResizeObserver(() => this.#paint()).observe(this.element);
    this.#listen();
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#brush = null;
    this.#paint();
  }

  get layout(): Layout {
    return this.#layout;
  }

  update(model: PanelModel): void {
    const before = this.#model;
    this.#model = model;
    const onlyOver = this.#painted && before !== null && before.shown === model.shown && before.view === model.view && before.modes === model.modes;
    if (onlyOver) this.#paintOver();
    else this.#paint();
    if (model.selected && model.selected !== before?.selected) this.#scrollTo(model.selected);
  }

  #paint(): void {
    const model = this.#model;
    const shown = model?.shown;
    const width = this.element.clientWidth;
    if (!model || !shown || width === 0) {
      this.#painted = false;
      return;
    }
    const scale = window.devicePixelRatio || 1;
    if (scale !== this.#scale) this.#brush = null;
    this.#scale = scale;
    this.#width = width;
    this.#layout = layoutOf(shown.bands, model.modes, width);
    const tallest = Math.max(180, Math.min(window.innerHeight * 0.6, 560));
    const height = Math.min(tallest, axisHeight + this.#layout.height);
    this.#scroller.style.height = `${height}px`;
    this.#spacer.style.height = `${Math.max(0, axisHeight + this.#layout.height - height)}px`;
    const inner = this.#scroller.clientWidth;
    sizeCanvas(this.#base, inner, height, scale);
    sizeCanvas(this.#over, inner, height, scale);
    this.#width = inner;
    const base = this.#base.getContext('2d');
    const over = this.#over.getContext('2d');
    if (!base || !over) return;
    this.#brush ??= brushOf(base, this.#theme, scale);
    this.#overBrush = { ...this.#brush, context: over };
    this.#paintBase(this.#brush, model, shown, height);
    this.#painted = true;
    this.#paintOver();
  }

  #paintBase(brush: Brush, model: PanelModel, shown: Shown, height: number): void {
    const { context } = brush;
    const { gutter } = this.#layout;
    const width = this.#width - gutter;
    const scrollTop = this.#scroller.scrollTop;
    paintAxis(brush, model.view, gutter, width, height);
    context.save();
    context.beginPath();
    context.rect(0, axisHeight, this.#width, height - axisHeight);
    context.clip();
    context.translate(0, axisHeight);
    paintHeadings(brush, this.#layout, shown.bands, this.#width, scrollTop);
    paintRowLabels(brush, this.#layout, scrollTop, height);
    context.beginPath();
    context.rect(gutter, 0, width, height);
    context.clip();
    for (const section of this.#layout.sections) {
      const band = shown.bands[section.band];
      if (!band) continue;
      const first = Math.max(0, Math.floor((scrollTop - section.top) / section.rowHeight));
      const last = Math.min(section.lanes.rows.length, Math.ceil((scrollTop + height - section.top) / section.rowHeight));
      for (let index = first; index < last; index++) paintRow(brush, band, section, index, model.view, gutter, width, scrollTop);
    }
    paintEnds(brush, this.#layout, shown.bands, model.view, gutter, width, scrollTop, shown.longestUs);
    context.restore();
  }

  #paintOver(): void {
    const model = this.#model;
    const brush = this.#overBrush;
    if (!model?.shown || !brush) return;
    const { context } = brush;
    context.clearRect(0, 0, this.#width, this.#scroller.clientHeight);
    context.save();
    context.beginPath();
    context.rect(this.#layout.gutter - 2, axisHeight, this.#width - this.#layout.gutter + 4, this.#scroller.clientHeight - axisHeight);
    context.clip();
    context.translate(0, axisHeight);
    if (model.highlight) this.#outlineAwait(brush, model, model.shown.bands);
    if (model.hovered) this.#outline(brush, model, model.hovered, 'hover');
    if (model.selected) this.#outline(brush, model, model.selected, 'selected');
    context.restore();
  }

  #outlineAwait(brush: Brush, model: PanelModel, bands: readonly Band[]): void {
    for (const section of this.#layout.sections) {
      const band = bands[section.band];
      if (!band) continue;
      for (const mark of section.lanes.order) {
        if (sameAwait(band.awaitOf(mark), model.highlight)) this.#outline(brush, model, { band: section.band, mark }, 'highlight');
      }
    }
  }

  #outline(brush: Brush, model: PanelModel, ref: MarkRef, look: 'hover' | 'selected' | 'highlight'): void {
    const bands = model.shown?.bands ?? [];
    const band = bands[ref.band];
    const place = placeOf(this.#layout, bands, ref);
    if (!band || !place) return;
    const { section, index } = place;
    const top = section.top + index * section.rowHeight - this.#scroller.scrollTop;
    paintOutline(brush, boxOf(band, ref.mark, model.view, this.#width - this.#layout.gutter, this.#layout.gutter, top, section.rowHeight), look);
  }

  /** Brings the row of a mark into sight. */
  #scrollTo(ref: MarkRef): void {
    const place = placeOf(this.#layout, this.#model?.shown?.bands ?? [], ref);
    if (!place) return;
    const top = place.section.top + place.index * place.section.rowHeight;
    const visible = this.#scroller.clientHeight - axisHeight;
    if (top < this.#scroller.scrollTop) this.#scroller.scrollTop = top;
    else if (top + place.section.rowHeight > this.#scroller.scrollTop + visible) this.#scroller.scrollTop = top + place.section.rowHeight - visible;
  }

  #under(event: MouseEvent): { x: number; y: number; us: number; ref: MarkRef | null } {
    const box = this.#scroller.getBoundingClientRect();
    const x = event.clientX - box.left - this.#layout.gutter;
    const y = event.clientY - box.top - axisHeight + this.#scroller.scrollTop;
    const view: View = this.#model?.view ?? { fromUs: 0, toUs: 1 };
    const width = this.#width - this.#layout.gutter;
    const inLanes = event.clientY - box.top > axisHeight;
    return { x, y, us: usOf(x, view, width), ref: inLanes ? markAt(this.#layout, this.#model?.shown?.bands ?? [], view, width, x, y) : null };
  }

  #listen(): void {
    const { act, reveal } = this.#handlers;
    this.#over.addEventListener('pointermove', (event) => {
      const { ref } = this.#under(event);
      const before = this.#model?.hovered ?? null;
      if (ref?.band !== before?.band || ref?.mark !== before?.mark) act({ type: 'hover', ref });
      this.#over.style.cursor = ref ? 'pointer' : 'default';
    });
    this.#over.addEventListener('pointerleave', () => act({ type: 'hover', ref: null }));
    this.#over.addEventListener('click', (event) => {
      const { ref } = this.#under(event);
      act({ type: 'select', ref });
      if (ref) reveal(ref);
    });
    this.#over.addEventListener(
      'wheel',
      (event) => {
        const model = this.#model;
        if (!model?.shown) return;
        const { whole } = model.shown;
        if (event.ctrlKey || event.metaKey) act({ type: 'view', view: zoomView(model.view, whole, Math.exp(-event.deltaY / 200), this.#under(event).us) });
        else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) act({ type: 'view', view: panView(model.view, whole, (event.deltaX || event.deltaY) / this.#width) });
        else return;
        event.preventDefault();
      },
      { passive: false },
    );
  }
}
