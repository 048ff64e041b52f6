/** A step of a saved picture in a text that may have changed since. */
import type { Site } from '../program/program.ts';

/**
 * Where it was, as long as what is drawn on it still stands there; else where that stands nearest to it. Of a scenario: the beginning of its document: places in JSON need a parser that the host does not load.
 * Null where it is nowhere. Offsets count UTF-16 units from 0.
 */
export function foundAgain(text: string, { label, place, path }: Site): { readonly start: number; readonly end: number } | null {
  if (path !== undefined) return { start: 0, end: 0 };
  if (!place || label === '') return null;
  if (text.slice(place.start, place.end).includes(label)) return { start: place.start, end: place.end };
  let nearest = -1;
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
    if (nearest >= 0 && Math.abs(at - place.start) >= Math.abs(nearest - place.start)) break;
    nearest = at;
  }
  return nearest < 0 ? null : { start: nearest, end: nearest + label.length };
}

/**
 * Paths at which the file of a saved view may be, nearest first: beside the view and in each folder above it, up to `top` (absent: to the root). So a project that was moved or
 * copied as a whole still has it. Of a file that was outside of its project only its name is looked for, beside the view. Paths have forward slashes.
 */
export function placesToLook(view: string, file: string, top?: string): string[] {
  const folder = view.slice(0, view.lastIndexOf('/'));
  const parts = file.split('/');
  if (file === '' || /^(?:[a-zA-Z]:)?\//.test(file) || parts.includes('..')) return parts.at(-1) ? [`${folder}/${parts.at(-1) ?? ''}`] : [];
  const places: string[] = [];
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
    places.push(`${at}/${file}`);
    if (at === '' || at === top) return places;
  }
}
