import type { Lesson } from './lesson.ts';
import { turns } from './turns.ts';

/** One for each bundled scenario; apart from bundled.ts, so that whoever only lists the scenarios does not carry the texts. */
export const lessons: readonly Lesson[] = [...turns];

export function lessonOf(id: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
