/**
 * Outlines what lies under the pointer, by elements that are only moved: as the pointer goes from slice to slice the browser neither lays out nor paints
 * anything, and no canvas is put on the screen again. So that nothing need change its size, an outline is as wide as the timeline: a window that ends where
 * the slice does, and in it a frame that begins where the slice does. They are moved by animations that stand still and are set to a moment: after a change
 * of a style the browser puts the layers of the whole page together again, after this it does not.
 */
import type { Box } from './geometry/boxes.ts';

interface Outline {
  readonly window: HTMLElement;
  readonly windowX: Animation;
  readonly windowY: Animation;
  readonly frameX: Animation;
  height: number;
}

const narrowest = 4;
/** Nothing is moved further, to either side. Pixels. */
const furthest = 1 << 15;

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
      const { window } = outline;
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
      moveTo(outline.windowX, right - this.#width);
      moveTo(outline.windowY, Math.round(box.y) - 1);
      moveTo(outline.frameX, left - right + this.#width);
    });
  }

  #another(): Outline {
    const document = this.element.ownerDocument;
    const window = document.createElement('span');
    const frame = document.createElement('i');
    window.append(frame);
    this.element.append(window);
    return { window, windowX: mover(window, 'X'), windowY: mover(window, 'Y'), frameX: mover(frame, 'X'), height: 0 };
  }
}

/** Of a moment for each pixel. An element has two: one moves its `translate`, one its `transform`. */
function mover(element: HTMLElement, axis: 'X' | 'Y'): Animation {
  const keyframes = axis === 'X' ? { translate: [`${-furthest}px`, `${furthest}px`] } : { transform: [`translateY(${-furthest}px)`, `translateY(${furthest}px)`] };
  const animation = element.animate(keyframes, { duration: 2 * furthest, fill: 'both' });
  animation.pause();
  return animation;
}

function moveTo(animation: Animation, px: number): void {
  animation.currentTime = furthest + px;
}
