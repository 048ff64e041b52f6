/** Lets time pass on the timeline: evenly, or, where motion is not wanted, from event to event. */
import { momentFrom } from './geometry/instant.ts';
import type { Action, PanelModel } from './model.ts';

/** A whole run plays in so many seconds at speed 1. */
export const secondsOfPlay = 8;
/** Between events where motion is reduced, milliseconds at speed 1. */
const pauseMs = 700;

export class Player {
  readonly #model: () => PanelModel;
  readonly #act: (action: Action) => void;
  #frame = 0;
  #last = 0;

  constructor(model: () => PanelModel, act: (action: Action) => void) {
    this.#model = model;
    this.#act = act;
  }

  /** To be told of every new state. */
  update({ playing }: PanelModel): void {
    if (playing && this.#frame === 0) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame(this.#tick);
    } else if (!playing && this.#frame !== 0) {
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    }
  }

  readonly #tick = (now: number): void => {
    this.#frame = requestAnimationFrame(this.#tick);
    const { shown, playhead, speed } = this.#model();
    if (!shown) return;
    const from = playhead ?? 0;
    const passed = now - this.#last;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      if (passed < pauseMs / speed) return;
      this.#last = now;
      this.#goTo(momentFrom(shown.bands, from, 1), from, shown.longestUs);
      return;
    }
    this.#last = now;
    this.#goTo(Math.min(shown.longestUs, from + (passed / 1000 / secondsOfPlay) * speed * shown.longestUs), from, shown.longestUs);
  };

  #goTo(us: number, from: number, end: number): void {
    this.#act({ type: 'playhead', us });
    if (us >= end || us === from) this.#act({ type: 'play', on: false });
  }
}
