/**
 * Outlines what lies under the pointer, by elements that are only moved: as the pointer goes from slice to slice the browser neither lays out nor paints
 * anything, and no canvas is put on the screen again. So that nothing need change its size, an outline is as wide as the timeline: a window that ends where
 * the slice does, and in it a frame that begins where the slice does.
 */
import type { Box } from './paint/paint-marks.ts';

interface Outline {
  readonly window: HTMLElement;
  readonly frame: HTMLElement;
  height: number;
}

const narrowest = 4;

export class HoverOutlines {
  readonly element: HTMLElement;
  readonly #outlines: Outline[] = [];
  #width = 0;

  constructor(document: Document) {
    this.element = document.createElement('div');
    this.element.className = 'timeline-hover';
  }

  /** Where outlines may be seen, CSS pixels of the timeline. */
  clip(left: number, top: number, width: number, height: number): void {
    const { style } = this.element;
    style.inset = `${top}px auto auto ${left}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.#width = width;
  }

  /** Boxes in CSS pixels of the clip. */
  show(boxes: readonly Box[]): void {
    while (this.#outlines.length < boxes.length) this.#outlines.push(this.#another());
    this.#outlines.forEach((outline, at) => {
      const { window, frame } = outline;
      const box = boxes[at];
      const visibility = box ? 'visible' : 'hidden';
      if (window.style.visibility !== visibility) window.style.visibility = visibility;
      if (!box) return;
      if (outline.height !== box.height) {
        outline.height = box.height;
        window.style.height = `${box.height + 2}px`;
      }
      const left = Math.round(box.x) - 1;
      const right = Math.max(left + narrowest, Math.round(box.x + box.width) + 1);
      window.style.transform = `translate(${right - this.#width}px, ${Math.round(box.y) - 1}px)`;
      frame.style.transform = `translate(${left - right + this.#width}px)`;
    });
  }

  #another(): Outline {
    const document = this.element.ownerDocument;
    const window = document.createElement('span');
    const frame = document.createElement('i');
    window.append(frame);
    this.element.append(window);
    return { window, frame, height: 0 };
  }
}
