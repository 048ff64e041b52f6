/** The whole run in a few pixels, with a lens over what the timeline shows: to see where one is, and to go elsewhere. */
import { concurrencyOf } from './geometry/concurrency.ts';
import { rangeText } from './geometry/time-text.ts';
import { clampView, isWhole, usOf, xOf, type View } from './geometry/view.ts';
import type { Action, PanelModel, Shown } from './model.ts';
import { sizeCanvas } from './paint/brush.ts';
import { nameImage } from './paint/name-image.ts';
import { Still } from './paint/still.ts';
import { css, type Theme } from './paint/theme.ts';

const rowHeight = 14;
const mostRows = 4;
/** How near to an edge of the lens a press takes hold of it, pixels. */
const grip = 6;

interface Grab {
  readonly part: 'lens' | 'from' | 'to';
  readonly atUs: number;
  readonly view: View;
}

export class Overview {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #still: Still;
  /** Where pointer events arrive, and what is named: whichever of the two layers is in sight. */
  readonly #picture: HTMLElement;
  readonly #act: (action: Action) => void;
  #theme: Theme;
  #model: PanelModel | null = null;
  /** How much is in progress in each column, band by band: painted once, then put under the lens as it moves. */
  #skyline: { readonly shown: Shown; readonly width: number; readonly theme: Theme; readonly picture: HTMLCanvasElement } | null = null;
  #grab: Grab | null = null;

  constructor(document: Document, theme: Theme, act: (action: Action) => void) {
    this.#theme = theme;
    this.#act = act;
    this.element = document.createElement('div');
    this.element.className = 'overview';
    this.#canvas = document.createElement('canvas');
    this.#still = new Still(this.#canvas);
    this.#picture = document.createElement('div');
    this.#picture.className = 'overview-picture';
    for (const layer of [this.#canvas, this.#still.element]) layer.setAttribute('aria-hidden', 'true');
    this.#picture.append(this.#canvas, this.#still.element);
    this.element.append(this.#picture);
    new ResizeObserver(() => this.#paint()).observe(this.element);
    this.#listen();
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#paint();
  }

  update(model: PanelModel): void {
    const before = this.#model;
    const same = before !== null && before.shown === model.shown && before.view === model.view;
    this.#model = model;
    // A run that is no longer shown is let go, though nothing is painted in its place.
    if (this.#skyline && this.#skyline.shown !== model.shown) this.#skyline = null;
    // While everything is in view there is nothing to find.
    this.element.hidden = !model.shown || isWhole(model.view, model.shown.whole);
    if (!same) this.#paint();
  }

  #paint(): void {
    const shown = this.#model?.shown;
    const view = this.#model?.view;
    const width = Math.floor(this.element.clientWidth);
    if (!shown || !view || this.element.hidden || width === 0) return;
    const skyline = this.#skylineOf(shown, width);
    const height = Math.min(mostRows, shown.bands.length) * rowHeight + 4;
    sizeCanvas(this.#canvas, width, height, window.devicePixelRatio || 1);
    nameImage(this.#picture, `Overview of the whole run; the timeline shows ${rangeText(view.fromUs, view.toUs)}`);
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    context.drawImage(skyline, 0, 0);
    const from = xOf(view.fromUs, shown.whole, width);
    const to = Math.max(from + 2, xOf(view.toUs, shown.whole, width));
    context.fillStyle = css(this.#theme.background, 0.6);
    context.fillRect(0, 0, from, height);
    context.fillRect(to, 0, width - to, height);
    context.strokeStyle = css(this.#theme.focus);
    context.lineWidth = 1.5;
    context.strokeRect(from + 0.75, 0.75, Math.max(1, to - from - 1.5), height - 1.5);
    this.#still.restAfter();
  }

  #skylineOf(shown: Shown, width: number): HTMLCanvasElement {
    const last = this.#skyline;
    if (last?.shown === shown && last.width === width && last.theme === this.#theme) return last.picture;
    const bands = shown.bands.slice(0, mostRows);
    const sums = bands.map((band) => {
      const { running, waiting } = concurrencyOf(band, shown.whole, width);
      return running.map((value, column) => value + (waiting[column] ?? 0));
    });
    const most = Math.max(1e-9, ...sums.map((row) => row.reduce((highest, value) => Math.max(highest, value), 0)));
    const picture = document.createElement('canvas');
    picture.width = width;
    picture.height = Math.max(1, bands.length * rowHeight);
    const context = picture.getContext('2d');
    if (context) {
      context.fillStyle = css(this.#theme.muted);
      sums.forEach((row, index) => {
        row.forEach((value, x) => {
          const tall = value > 0 ? Math.max(1, (value / most) * (rowHeight - 3)) : 0;
          context.fillRect(x, (index + 1) * rowHeight - tall, 1, tall);
        });
      });
    }
    this.#skyline = { shown, width, theme: this.#theme, picture };
    return picture;
  }

  #listen(): void {
    const picture = this.#picture;
    const at = (event: PointerEvent, whole: View): number => usOf(event.clientX - picture.getBoundingClientRect().left, whole, picture.clientWidth);
    const partAt = (event: PointerEvent, view: View, whole: View): Grab['part'] => {
      const x = event.clientX - picture.getBoundingClientRect().left;
      if (Math.abs(x - xOf(view.fromUs, whole, picture.clientWidth)) < grip) return 'from';
      return Math.abs(x - xOf(view.toUs, whole, picture.clientWidth)) < grip ? 'to' : 'lens';
    };
    picture.addEventListener('pointerdown', (event) => {
      const shown = this.#model?.shown;
      if (!shown || !this.#model) return;
      const { view } = this.#model;
      const us = at(event, shown.whole);
      const part = partAt(event, view, shown.whole);
      const outside = part === 'lens' && (us < view.fromUs || us > view.toUs);
      const half = (view.toUs - view.fromUs) / 2;
      const start = outside ? clampView({ fromUs: us - half, toUs: us + half }, shown.whole) : view;
      if (outside) this.#act({ type: 'view', view: start });
      this.#grab = { part, atUs: us, view: start };
      picture.setPointerCapture(event.pointerId);
    });
    picture.addEventListener('pointermove', (event) => {
      const shown = this.#model?.shown;
      if (!shown || !this.#model) return;
      const part = this.#grab?.part ?? partAt(event, this.#model.view, shown.whole);
      picture.style.cursor = part === 'lens' ? 'grab' : 'ew-resize';
      if (!this.#grab) return;
      const { view, atUs } = this.#grab;
      const by = at(event, shown.whole) - atUs;
      const moved = {
        lens: { fromUs: view.fromUs + by, toUs: view.toUs + by },
        from: { fromUs: Math.min(view.fromUs + by, view.toUs - 1), toUs: view.toUs },
        to: { fromUs: view.fromUs, toUs: Math.max(view.toUs + by, view.fromUs + 1) },
      }[part];
      this.#act({ type: 'view', view: moved });
    });
    const lift = (): void => {
      this.#grab = null;
    };
    picture.addEventListener('pointerup', lift);
    picture.addEventListener('pointercancel', lift);
  }
}
