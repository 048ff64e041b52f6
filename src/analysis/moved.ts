import type { Edit } from './edit.ts';
import type { AsyncFunction, Place } from './model.ts';
import type { Places } from './places.ts';

/** What was said of a function, after an edit elsewhere in the file; undefined where it speaks of the stretch that was edited. The same object where nothing moves. */
export function moved(fn: AsyncFunction, edit: Edit, places: Places): AsyncFunction | undefined {
  const mover = new Mover(edit, places);
  const result = mover.object(fn);
  if (mover.isLost) return undefined;
  return result.place === fn.place ? result : { ...result, endLine: places.position(result.place.end).line };
}

class Mover {
  readonly #edit: Edit;
  readonly #places: Places;
  isLost = false;

  constructor(edit: Edit, places: Places) {
    this.#edit = edit;
    this.#places = places;
  }

  /** Plain data: lists, objects and what they hold. Whatever has a line and a column is a place. */
  object<T extends object>(value: T): T {
    if (isPlace(value)) return this.#place(value) as Place & T;
    // Evidence in another file.
    if ('path' in value) return value;
    const changes: Record<string, unknown> = {};
    let changed = false;
    for (const [key, old] of Object.entries(value)) {
      const now = this.#value(old);
      if (now === old) continue;
      changes[key] = now;
      changed = true;
    }
    return changed ? { ...value, ...changes } : value;
  }

  #value(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return this.object(value);
    let copy: unknown[] | undefined;
    value.forEach((old: unknown, index) => {
      const now = this.#value(old);
      if (now !== old) (copy ??= [...(value as unknown[])])[index] = now;
    });
    return copy ?? value;
  }

  #place(place: Place): Place {
    const { start, oldEnd, newEnd } = this.#edit;
    if (place.start >= oldEnd) return this.#places.span(place.start + newEnd - oldEnd, place.end + newEnd - oldEnd);
    if (place.end > start) this.isLost = true;
    return place;
  }
}

function isPlace(value: object): value is Place {
  return 'line' in value && 'column' in value;
}
