import ts from 'typescript';
import type { SyntaxProblem } from './model.ts';
import type { Places } from './places.ts';

/** The parser's own list of problems: there on every source file, though the public type does not name it. */
interface WithDiagnostics {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

/** A problem in a broken file brings others in its wake; the first ones tell what to mend. */
const maxProblems = 20;

/** Parses one file with TypeScript's parser: no checker, no parent pointers (the scope pass sets them on its own walk). */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, false, scriptKind(path));
}

export function syntaxProblems(file: ts.SourceFile, places: Places): SyntaxProblem[] {
  const diagnostics = (file as WithDiagnostics).parseDiagnostics ?? [];
  return diagnostics.slice(0, maxProblems).map((diagnostic) => {
    const { line, column } = places.position(diagnostic.start);
    return { line, column, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ') };
  });
}

function scriptKind(path: string): ts.ScriptKind {
  if (/\.[cm]?ts$/i.test(path)) return ts.ScriptKind.TS;
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  // Plain JavaScript may hold JSX.
  return ts.ScriptKind.JSX;
}
