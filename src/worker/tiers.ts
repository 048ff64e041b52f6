import { WorkerFailure, type Asked } from './client.ts';
import type { Requests, RequestType, Source } from './messages.ts';

/** Documents whose second answer is remembered. */
const mostRefined = 50;

/**
 * Two workers behind one face. The first answers at once, by the text alone; where its answer rests on names or leaves something open, the second looks again with the project's own types.
 * Once it has, it is asked about that text from then on, so that lenses, hovers and timelines say the same.
 */
export class Tiers implements Asked {
  readonly #first: Asked;
  readonly #second: Asked;
  readonly #onRefined = new Set<(source: Source) => void>();
  /** The second tier has looked at this source under this key. */
  readonly #refined = new Map<string, Source>();

  constructor(first: Asked, second: Asked) {
    this.#first = first;
    this.#second = second;
  }

  /** Calls back when the second tier has looked at a document: its outline is worth asking for again. Gives what stops that. */
  onDidRefine(listener: (source: Source) => void): { dispose(): void } {
    this.#onRefined.add(listener);
    return { dispose: () => this.#onRefined.delete(listener) };
  }

  async ask<T extends RequestType>(type: T, key: string, ask: Requests[T]['ask']): Promise<Requests[T]['answer'] | undefined> {
    const { source } = ask;
    if (this.#isRefined(source)) {
      try {
        return await this.#second.ask(type, key, ask);
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error;
        // Then by the text alone.
        this.#refined.delete(placeOf(source));
      }
    }
    const answer = await this.#first.ask(type, key, ask);
    if (type === 'outline' && answer && (answer as Requests['outline']['answer']).refinable && source.settings.types) void this.#refine(source);
    return answer;
  }

  async #refine(source: Source): Promise<void> {
    const place = placeOf(source);
    try {
      if (!(await this.#second.ask('outline', `refine ${place}`, { source }))) return;
    } catch (error) {
      // The first answer stands.
      if (error instanceof WorkerFailure) return;
      throw error;
    }
    this.#refined.delete(place);
    this.#refined.set(place, source);
    const [oldest] = this.#refined.keys();
    if (this.#refined.size > mostRefined && oldest !== undefined) this.#refined.delete(oldest);
    for (const listener of this.#onRefined) listener(source);
  }

  #isRefined(source: Source): boolean {
    const known = this.#refined.get(placeOf(source));
    return known !== undefined && source.settings.types && known.text === source.text && known.disk?.filesVersion === source.disk?.filesVersion;
  }
}

function placeOf({ path, disk }: Source): string {
  return `${disk?.root ?? ''}:${path}`;
}
