/** The timeline: two canvases in a scrolling box. It paints the state it is given; what pointer and keys do to it is in pointer.ts and commands.ts. */
import type { AwaitRef } from '../src/protocol.ts';
import { sameAwait, type Band } from './geometry/bands.ts';
import { joined, type Box } from './geometry/boxes.ts';
import { causeOf, effectOf } from './geometry/causes.ts';
import { marksInView } from './geometry/columns.ts';
import { criticalMarks } from './geometry/critical-path.ts';
import { axisHeight, layoutOf, markAt, placeOf, placesOf, type Layout, type MarkRef, type Section } from './geometry/layout.ts';
import { endOf, startOf } from './geometry/marks.ts';
import { oneLine } from './geometry/label-fit.ts';
import { matcherOf } from './geometry/search.ts';
import { usOf, xOf } from './geometry/view.ts';
import { HoverOutlines } from './hover-outlines.ts';
import { nextInPicture } from './commands.ts';
import type { PanelModel, Shown } from './model.ts';
import { brushOf, sizeCanvas, type Brush } from './paint/brush.ts';
import { paintAxis, paintEnds, paintHeadings, paintRowLabels } from './paint/paint-frame.ts';
import { boxOf, paintRow } from './paint/paint-marks.ts';
import { paintArrow, paintOutline, paintPlayhead } from './paint/paint-overlay.ts';
import { paintCriticalPath, paintRange, type PlacedMark } from './paint/paint-range.ts';
import { Strip, type DenseRow } from './paint/paint-strip.ts';
import { Still } from './paint/still.ts';
import { css, type Theme } from './paint/theme.ts';

/** So many marks are painted one by one; rows beyond it as columns. */
const mostCrisp = 1500;
const mostOutlined = 500;
/** Taller canvases some machines do not make. */
const tallestPicture = 16_000;

export interface Spot {
  /** Pixels from the start of the time axis. */
  readonly x: number;
  readonly us: number;
  readonly onAxis: boolean;
  readonly ref: MarkRef | null;
}

export class Timeline {
  readonly element: HTMLElement;
  /** Where pointer events arrive. */
  readonly surface: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #spacer: HTMLElement;
  readonly #base: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #still: Still;
  readonly #hover: HoverOutlines;
  #theme: Theme;
  #brush: Brush | null = null;
  #overBrush: Brush | null = null;
  #strip: Strip;
  #model: PanelModel | null = null;
  #painted: PanelModel | null = null;
  #layout: Layout = { headings: [], sections: [], height: 0, gutter: 0 };
  #size = { width: 0, height: 0 };
  /** That of the scroller, kept: reading it makes the browser lay the page out. */
  #scrollTop = 0;
  #overEmpty = false;
  #laidOut: { readonly shown: Shown; readonly modes: PanelModel['modes'] } | null = null;
  #highlighted: { readonly layout: Layout; readonly highlight: AwaitRef | null; readonly refs: readonly MarkRef[] } | null = null;
  /** Looking for them goes over the whole run: once for each mark that is chosen. */
  #neighbours: { readonly of: MarkRef; readonly layout: Layout; readonly cause: MarkRef | null; readonly effect: MarkRef | null } | null = null;
  readonly #paths = new WeakMap<Section, readonly PlacedMark[]>();

  constructor(document: Document, theme: Theme) {
    this.#theme = theme;
    this.#strip = new Strip(theme);
    this.element = document.createElement('div');
    this.element.className = 'timeline';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'application');
    this.element.setAttribute('aria-roledescription', 'timeline');
    this.element.setAttribute('aria-describedby', 'timeline-summary');
    this.#scroller = document.createElement('div');
    this.#scroller.className = 'timeline-scroller';
    this.#spacer = document.createElement('div');
    this.#base = document.createElement('canvas');
    this.#over = document.createElement('canvas');
    this.#still = new Still(this.#base);
    this.surface = document.createElement('div');
    this.surface.className = 'timeline-stack';
    // One picture, whichever of its layers is in sight.
    this.surface.setAttribute('role', 'img');
    for (const layer of [this.#base, this.#still.element, this.#over]) layer.setAttribute('aria-hidden', 'true');
    this.#hover = new HoverOutlines(document);
    this.surface.append(this.#base, this.#still.element, this.#over, this.#hover.element);
    this.#scroller.append(this.surface, this.#spacer);
    this.element.append(this.#scroller);
    this.#scroller.addEventListener('scroll', () => {
      this.#scrollTop = this.#scroller.scrollTop;
      this.#paint();
    });
    new ResizeObserver(() => {
      this.#laidOut = null;
      this.#paint();
    }).observe(this.element);
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#strip = new Strip(theme);
    this.#brush = null;
    this.#paint();
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** Width of the time axis, CSS pixels. */
  get axisWidth(): number {
    return Math.max(1, this.#size.width - this.#layout.gutter);
  }

  /** The whole run, all rows, on the theme's background, as a PNG; a sentence where it cannot be made. */
  async png(): Promise<Uint8Array | string> {
    const model = this.#painted;
    if (!model?.shown || !this.#brush) return 'There is no picture yet.';
    const { scale } = this.#brush;
    const { width } = this.#size;
    const height = axisHeight + this.#layout.height;
    if (height * scale > tallestPicture) return `This picture would be ${Math.round(height).toLocaleString('en')} pixels tall, more than a PNG may be here. Show fewer lanes, or save it as SVG.`;
    const picture = document.createElement('canvas');
    sizeCanvas(picture, width, height, scale);
    const context = picture.getContext('2d');
    if (!context) return 'There is no picture yet.';
    context.fillStyle = css(this.#theme.background);
    context.fillRect(0, 0, width, height);
    this.#paintBase({ ...this.#brush, context }, { ...model, view: model.shown.whole }, model.shown, width, height, 0);
    const blob = await new Promise<Blob | null>((done) => picture.toBlob(done, 'image/png'));
    return blob ? new Uint8Array(await blob.arrayBuffer()) : 'The browser could not make the picture.';
  }

  /** What does not depend on a run is made ready while the first one is waited for: contexts, fills, and the font. */
  prepare(): void {
    const scale = window.devicePixelRatio || 1;
    const base = this.#base.getContext('2d');
    if (!base || !this.#over.getContext('2d') || this.#brush) return;
    this.#brush = brushOf(base, this.#theme, scale);
    this.#brush.measure('0');
  }

  update(model: PanelModel): void {
    const before = this.#painted;
    this.#model = model;
    const baseStands = before !== null && before.shown === model.shown && before.view === model.view && before.modes === model.modes && before.search === model.search;
    const overStands = baseStands && before.range === model.range && before.playhead === model.playhead && before.highlight === model.highlight && before.selected === model.selected;
    if (overStands) this.#placeHover(model);
    else if (baseStands) this.#paintOver();
    else this.#paint();
    if (model.selected && model.selected !== before?.selected) this.#scrollTo(model.selected);
    this.#painted = this.#painted && model;
  }

  /** What lies at a point of the page. */
  spotAt(clientX: number, clientY: number): Spot {
    const box = this.#scroller.getBoundingClientRect();
    const model = this.#model;
    const x = clientX - box.left - this.#layout.gutter;
    const onAxis = clientY - box.top <= axisHeight;
    const y = clientY - box.top - axisHeight + this.#scrollTop;
    const ref = onAxis || !model?.shown ? null : markAt(this.#layout, model.shown.bands, model.view, this.axisWidth, x, y);
    return { x, us: model ? usOf(x, model.view, this.axisWidth) : 0, onAxis, ref };
  }

  #paint(): void {
    const model = this.#model;
    const shown = model?.shown;
    this.#painted = null;
    if (!model || !shown || !this.#layOut(shown, model)) return;
    const { width, height } = this.#size;
    const scale = window.devicePixelRatio || 1;
    sizeCanvas(this.#base, width, height, scale);
    const base = this.#base.getContext('2d');
    const over = this.#over.getContext('2d');
    if (!base || !over) return;
    if (this.#brush?.scale !== scale) this.#brush = brushOf(base, this.#theme, scale);
    this.#overBrush = { ...this.#brush, context: over };
    this.#paintBase(this.#brush, model, shown, width, height, this.#scrollTop);
    this.#still.restAfter();
    this.#painted = model;
    this.#paintOver();
  }

  /** Sizes are read from the page only when they can have changed: reading them makes the browser lay the page out. False while there is no room. */
  #layOut(shown: Shown, model: PanelModel): boolean {
    const last = this.#laidOut;
    if (last?.shown === shown && last.modes === model.modes) return true;
    const outer = this.element.clientWidth;
    if (outer === 0) return false;
    const name = `Timeline of ${oneLine(shown.snapshot.title)}`;
    this.surface.setAttribute('aria-label', name);
    this.element.setAttribute('aria-label', name);
    this.#layout = layoutOf(shown.bands, model.modes, outer);
    this.#highlighted = null;
    this.#neighbours = null;
    const tallest = Math.max(180, Math.min(window.innerHeight * 0.6, 560));
    const height = Math.min(tallest, axisHeight + this.#layout.height);
    this.#scroller.style.height = `${height}px`;
    this.#spacer.style.height = `${axisHeight + this.#layout.height}px`;
    this.#size = { width: this.#scroller.clientWidth, height };
    this.#scrollTop = this.#scroller.scrollTop;
    this.#hover.clip(this.#layout.gutter - 2, axisHeight, this.axisWidth + 4, height - axisHeight);
    this.#laidOut = { shown, modes: model.modes };
    return true;
  }

  #paintBase(brush: Brush, model: PanelModel, shown: Shown, full: number, height: number, scrollTop: number): void {
    const { context } = brush;
    const { gutter } = this.#layout;
    const width = full - gutter;
    paintAxis(brush, model.view, gutter, width, height);
    context.save();
    context.beginPath();
    context.rect(0, axisHeight, full, height - axisHeight);
    context.clip();
    context.translate(0, axisHeight);
    paintHeadings(brush, this.#layout, shown.bands, full, scrollTop);
    paintRowLabels(brush, this.#layout, scrollTop, height);
    context.beginPath();
    context.rect(gutter, 0, width, height);
    context.clip();
    this.#paintRows(brush, model, shown, gutter, width, height, scrollTop);
    paintEnds(brush, this.#layout, shown.bands, model.view, gutter, width, scrollTop, shown.longestUs);
    context.restore();
  }

  /** Rows in sight: crisp while there are few marks, as columns where there are many. */
  #paintRows(brush: Brush, model: PanelModel, shown: Shown, gutter: number, width: number, height: number, scrollTop: number): void {
    const dense: DenseRow[] = [];
    let crisp = 0;
    for (const section of this.#layout.sections) {
      const band = shown.bands[section.band];
      if (!band) continue;
      const matches = matcherOf(band.schedule, model.search);
      const first = Math.max(0, Math.floor((scrollTop - section.top) / section.rowHeight));
      const last = Math.min(section.lanes.rows.length, Math.ceil((scrollTop + height - section.top) / section.rowHeight));
      for (let index = first; index < last; index++) {
        const row = section.lanes.rows[index];
        if (!row) continue;
        const count = marksInView(band.schedule, section.lanes, row, model.view);
        if (crisp + count > mostCrisp) dense.push({ band, section, index, top: section.top + index * section.rowHeight - scrollTop });
        else {
          crisp += count;
          paintRow(brush, band, section, index, model.view, gutter, width, scrollTop, matches);
        }
      }
      const path = this.#pathOf(band, section);
      if (path.length > 0) paintCriticalPath(brush, band, section, path, model.view, gutter, width, scrollTop);
    }
    this.#strip.paint(brush, dense, model.view, gutter, width);
  }

  #pathOf(band: Band, section: Section): readonly PlacedMark[] {
    let path = this.#paths.get(section);
    if (!path) {
      const marks = band.run.criticalPath.length === 0 ? [] : criticalMarks(band, section.mode);
      path = marks.length > mostOutlined ? [] : marks.map((mark) => ({ mark, index: rowOfMark(section, mark) }));
      this.#paths.set(section, path);
    }
    return path;
  }

  #paintOver(): void {
    const model = this.#model;
    const brush = this.#overBrush;
    if (!model?.shown || !brush) return;
    const { context } = brush;
    const { width, height } = this.#size;
    this.#placeHover(model);
    // An empty layer is not shown, and has no pixels until there is something to paint: the browser puts every canvas on the screen again with each frame.
    const empty = !model.range && model.playhead === null && !model.highlight && !model.selected;
    if (empty && this.#overEmpty) return;
    this.#overEmpty = empty;
    this.#over.style.visibility = empty ? 'hidden' : 'visible';
    if (empty) {
      sizeCanvas(this.#over, 1, 1, 1);
      return;
    }
    sizeCanvas(this.#over, width, height, brush.scale);
    if (model.range) paintRange(brush, model.range, model.view, this.#layout.gutter, this.axisWidth, height);
    if (model.playhead !== null) paintPlayhead(brush, model.playhead, model.view, this.#layout.gutter, this.axisWidth, height);
    context.save();
    context.beginPath();
    context.rect(this.#layout.gutter - 2, axisHeight, this.axisWidth + 4, height - axisHeight);
    context.clip();
    context.translate(0, axisHeight);
    if (model.highlight) this.#outlineAwait(brush, model, model.shown.bands);
    if (model.selected) {
      for (const box of this.#boxesOf(model, model.selected)) paintOutline(brush, box, 'selected');
      this.#arrows(brush, model, model.shown, model.selected);
    }
    context.restore();
  }

  /** From what the chosen mark waited for, and to what it let go on: direct neighbours only, as a chain of all would cover the picture. */
  #arrows(brush: Brush, model: PanelModel, shown: Shown, ref: MarkRef): void {
    const schedule = shown.bands[ref.band]?.schedule;
    if (!schedule) return;
    if (this.#neighbours?.of !== ref || this.#neighbours.layout !== this.#layout) {
      this.#neighbours = { of: ref, layout: this.#layout, cause: nextInPicture(shown, this.#layout, ref, causeOf), effect: nextInPicture(shown, this.#layout, ref, effectOf) };
    }
    const { cause, effect } = this.#neighbours;
    if (cause) this.#arrow(brush, model, cause, ref);
    if (effect) this.#arrow(brush, model, ref, effect);
  }

  /** A wait that another task ended is pointed at where it ends, anything else where it begins. */
  #arrow(brush: Brush, model: PanelModel, from: MarkRef, to: MarkRef): void {
    const bands = model.shown?.bands ?? [];
    const schedule = bands[from.band]?.schedule;
    const start = placeOf(this.#layout, bands, from);
    const end = placeOf(this.#layout, bands, to);
    if (!schedule || !start || !end || (start.section === end.section && start.index === end.index)) return;
    const x = (us: number): number => this.#layout.gutter + xOf(us, model.view, this.axisWidth);
    const y = (place: NonNullable<typeof start>): number => place.section.top + (place.index + 0.5) * place.section.rowHeight - this.#scrollTop;
    const fromUs = endOf(schedule, from.mark);
    const ended = startOf(schedule, to.mark) < fromUs;
    paintArrow(brush, x(fromUs), y(start), x(ended ? endOf(schedule, to.mark) : startOf(schedule, to.mark)), y(end));
  }

  #outlineAwait(brush: Brush, model: PanelModel, bands: readonly Band[]): void {
    if (this.#highlighted?.layout !== this.#layout || this.#highlighted.highlight !== model.highlight) {
      this.#highlighted = { layout: this.#layout, highlight: model.highlight, refs: refsOfAwait(this.#layout, bands, model.highlight) };
    }
    for (const box of joined(this.#highlighted.refs.flatMap((ref) => this.#boxesOf(model, ref)))) paintOutline(brush, box, 'highlight');
  }

  /** Where a mark is on the canvas, below the time axis. */
  #boxesOf(model: PanelModel, ref: MarkRef): Box[] {
    const bands = model.shown?.bands ?? [];
    const band = bands[ref.band];
    if (!band) return [];
    return placesOf(this.#layout, bands, ref).map(({ section, index }) =>
      boxOf(band, ref.mark, model.view, this.axisWidth, this.#layout.gutter, section.top + index * section.rowHeight - this.#scrollTop, section.rowHeight),
    );
  }

  #placeHover(model: PanelModel): void {
    const left = this.#layout.gutter - 2;
    this.#hover.show(model.hovered ? this.#boxesOf(model, model.hovered).map((box) => ({ ...box, x: box.x - left })) : []);
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
}

function rowOfMark({ lanes }: Section, mark: number): number {
  const position = lanes.order.indexOf(mark);
  return lanes.rows.findIndex((row) => position < row.to);
}

/** The marks of an await, each once: a section shows what another may show too. */
function refsOfAwait(layout: Layout, bands: readonly Band[], target: AwaitRef | null): MarkRef[] {
  const seen = new Set<string>();
  const refs: MarkRef[] = [];
  for (const { band, mode, lanes } of layout.sections) {
    for (const mark of lanes.order) {
      if (!sameAwait(bands[band]?.awaitOf(mark) ?? null, target) || seen.has(`${band} ${mark}`)) continue;
      seen.add(`${band} ${mark}`);
      refs.push({ band, mark, mode });
      if (refs.length >= mostOutlined) return refs;
    }
  }
  return refs;
}
