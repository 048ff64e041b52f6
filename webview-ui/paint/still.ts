/**
 * Stands in for a canvas while nothing is painted on it. Without a GPU the browser copies every canvas that is in sight with every frame, whatever it was
 * that changed; a bitmap it copies once.
 */

/** Between frames of panning there is less. */
const restMs = 200;

export class Still {
  readonly element: HTMLCanvasElement;
  readonly #of: HTMLCanvasElement;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #shown = false;
  /** Paintings so far: a copy that comes after another one is of the picture before. */
  #paintings = 0;

  constructor(of: HTMLCanvasElement) {
    this.#of = of;
    this.element = of.ownerDocument.createElement('canvas');
    this.element.style.visibility = 'hidden';
  }

  /** To be called whenever the canvas was painted: it is shown itself until it has rested. */
  restAfter(): void {
    this.#paintings++;
    this.#show(false);
    // Out of sight it must not be larger than what it stands in for: it would be scrolled to.
    const { style } = this.element;
    const { width, height } = this.#of.style;
    if (style.width !== width) style.width = width;
    if (style.height !== height) style.height = height;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#copy(), restMs);
  }

  async #copy(): Promise<void> {
    const paintings = this.#paintings;
    const of = this.#of;
    const bitmap = await createImageBitmap(of);
    if (paintings !== this.#paintings) return;
    const { element } = this;
    element.width = of.width;
    element.height = of.height;
    element.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    this.#show(true);
  }

  #show(on: boolean): void {
    if (this.#shown === on) return;
    this.#shown = on;
    this.element.style.visibility = on ? 'visible' : 'hidden';
    this.#of.style.visibility = on ? 'hidden' : 'visible';
  }
}
