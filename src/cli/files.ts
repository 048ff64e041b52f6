/** Which files a list of paths, folders and globs means. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { count } from '../report/format.ts';
import { Failure, reasonOf } from './failure.ts';
import { GitIgnores } from './gitignore.ts';

export interface FoundFiles {
  /** As given, or joined to the folder given, with forward slashes; each file once, in the order of the paths and by name within a folder. */
  readonly files: readonly string[];
  /** Files of languages that hold scripts of their own and are not analysed, by ending. */
  readonly notAnalysed: ReadonlyMap<string, number>;
  /** Folders that could not be looked into, each with the reason. */
  readonly closed: readonly string[];
}

const sources = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const declarations = /\.d\.[cm]?ts$/;
const embedded = /\.(?:vue|svelte|astro)$/;
const neverEntered = new Set(['node_modules', '.git', '.hg', '.svn', '.yarn', '.pnpm-store']);

/**
 * A file that is named is taken whatever .gitignore says; folders and globs leave out what it ignores, `node_modules` and declaration files.
 * @throws {Failure} where a path does not exist, a glob matches nothing, or nothing at all is found.
 */
export function findFiles(paths: readonly string[], cwd: string): FoundFiles {
  const ignores = new GitIgnores();
  const seen = new Set<string>();
  const files: string[] = [];
  const notAnalysed = new Map<string, number>();
  const closed: string[] = [];
  const add = (file: string, absolute: string) => {
    if (seen.has(absolute)) return;
    seen.add(absolute);
    files.push(file.split(path.sep).join('/'));
  };

  const walk = (folder: string, absolute: string) => {
    let entries;
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      closed.push(`${folder.split(path.sep).join('/')} cannot be read: ${reasonOf(error)}.`);
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const below = path.join(absolute, entry.name);
      const shown = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!neverEntered.has(entry.name) && !ignores.ignores(below, true)) walk(shown, below);
      } else if (entry.isFile() && !ignores.ignores(below, false)) {
        if (sources.test(entry.name) && !declarations.test(entry.name)) add(shown, below);
        else if (embedded.test(entry.name)) {
          const ending = path.extname(entry.name);
          notAnalysed.set(ending, (notAnalysed.get(ending) ?? 0) + 1);
        }
      }
    }
  };

  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const kind = kindOf(absolute);
    if (kind === 'folder') walk(given, absolute);
    else if (kind === 'file') {
      if (embedded.test(given)) throw new Failure(`${given} is not analysed: Overlap does not read scripts in ${path.extname(given)} files. Name TypeScript or JavaScript files.`);
      if (!sources.test(given)) throw new Failure(`${given} is not a TypeScript or JavaScript file: its name must end in .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs.`);
      add(given, absolute);
    } else if (isDynamicPattern(given)) {
      const matches = globSync(given, { cwd, onlyFiles: true, ignore: ['**/node_modules/**', '**/.git/**'], followSymbolicLinks: false })
        .filter((match) => sources.test(match) && !declarations.test(match) && !ignores.ignoresOnTheWay(path.resolve(cwd, match)))
        .sort();
      if (matches.length === 0) throw new Failure(`Nothing matches ${given}. Quote it so that the shell leaves it alone, and see whether .gitignore leaves it out.`);
      for (const match of matches) add(match, path.resolve(cwd, match));
    } else throw new Failure(`There is no file or folder ${given}. Paths start from ${cwd}.`);
  }
  if (files.length === 0 && closed[0] !== undefined) throw new Failure(`${closed[0]}${closed.length > 1 ? ` And ${closed.length - 1} more.` : ''}`);
  if (files.length === 0) throw new Failure(`There is no TypeScript or JavaScript file in ${paths.join(', ')} that .gitignore does not leave out.`);
  return { files, notAnalysed, closed };
}

/** A line for each folder and each ending, for stderr. */
export function notAnalysedLines({ notAnalysed, closed }: FoundFiles): string {
  return [
    ...closed.map((line) => `overlap: ${line}\n`),
    ...[...notAnalysed].map(([ending, number]) => `overlap: ${count(number, `${ending} file`)} not analysed: Overlap does not read scripts in ${ending} files.\n`),
  ].join('');
}

function kindOf(absolute: string): 'file' | 'folder' | null {
  try {
    const stats = statSync(absolute);
    return stats.isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}
