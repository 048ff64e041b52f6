/** What keeps a scenario file from being run, and where in its text. */
import { ProgramError } from '../engine/program-error.ts';
import { spanAt, treeOf, type JsonSpan } from '../scenarios/json-places.ts';
import { loadScenario } from '../scenarios/load.ts';
import { ScenarioError } from '../scenarios/reader.ts';

export interface ScenarioProblem {
  /** Begins with the path in the document, and says how to mend it. */
  readonly message: string;
  readonly span: JsonSpan;
}

/** Null where the text can be run. */
export function scenarioProblem(text: string): ScenarioProblem | null {
  try {
    loadScenario(text);
    return null;
  } catch (error) {
    return problemOf(text, error);
  }
}

/** What loader or engine threw about a text. @throws what is none of theirs. */
export function problemOf(text: string, error: unknown): ScenarioProblem {
  if (error instanceof ScenarioError) return { message: error.message, span: spanAt(treeOf(text), error.path, error.about) };
  if (error instanceof ProgramError) return { message: error.message, span: { start: 0, end: Math.min(1, text.length) } };
  throw error;
}

/** 1-based. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
