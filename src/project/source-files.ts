/** From the path that an import means, without its ending or with that of the compiled file, to the source file on the disk. */
import { statSync } from 'node:fs';
import path from 'node:path';

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What TypeScript may have been called that is imported under the name of what it compiles to. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** Absolute in and out. Declaration files are no source: they have no bodies to look into. */
export function sourceFileAt(target: string): string | undefined {
  const ending = path.extname(target);
  const bare = target.slice(0, target.length - ending.length);
  const candidates = [
    ...(sourcesOf[ending] ?? []).map((source) => bare + source),
    ...(endings.includes(ending) && !bare.endsWith('.d') ? [target] : []),
    ...endings.map((source) => target + source),
    ...endings.map((source) => path.join(target, `index${source}`)),
  ];
  return candidates.find(isFile);
}

/** False also where the path cannot be asked about: through a file as if it were a folder, or without the right to look. */
export function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}
