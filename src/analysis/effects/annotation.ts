import { annotationWord } from '../annotations.ts';
import { declarationOf } from '../functions.ts';
import type { FunctionNode } from '../scopes.ts';
import { parseClauses, type Clause } from './clauses.ts';
import type { Source } from './sources.ts';

/** What `@overlap` in the comment before a function says of its effects; undefined where it says nothing of them. */
export function annotationOf(node: FunctionNode, source: Source): readonly Clause[] | undefined {
  const { text } = source.file;
  const declaration = declarationOf(node);
  const start = declaration.getStart(source.file);
  const before = text.slice(declaration.pos, start);
  const at = before.lastIndexOf(annotationWord);
  if (at < 0) return undefined;
  const line = /[^\r\n]*/.exec(before.slice(at + annotationWord.length))?.[0].replace(/\*\/.*$/, '') ?? '';
  return effectsIn(line);
}

/** The clauses among the words of an annotation; durations, counts and other words are somebody else's. */
export function effectsIn(line: string): readonly Clause[] | undefined {
  const clauses = line.split('|').flatMap((piece) => {
    const words = piece.trim().split(/\s+/).filter((word) => !/^(\d+(\.\d+)?(us|µs|ms|s|min)|x\d+)$/.test(word));
    const parsed = parseClauses(words.join(' '));
    return typeof parsed === 'string' ? [] : parsed;
  });
  return clauses.length === 0 ? undefined : clauses;
}
