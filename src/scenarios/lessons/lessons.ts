import type { Lesson } from './lesson.ts';
import { promises } from './promises.ts';
import { scaling } from './scaling.ts';
import { sharing } from './sharing.ts';
import { systems } from './systems.ts';
import { turns } from './turns.ts';
import { waiting } from './waiting.ts';

/** One for each bundled scenario; apart from bundled.ts, so that whoever only lists the scenarios does not carry the texts. */
export const lessons: readonly Lesson[] = [...turns, ...waiting, ...scaling, ...sharing, ...systems, ...promises];

export function lessonOf(id: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
