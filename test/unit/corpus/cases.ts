import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../../../src/analysis/project.ts';
import { withoutExpectations } from './expectations.ts';

/** Where the cases lie. Their paths are written with `/` on every system, relative to this folder. */
export const casesFolder = path.resolve(import.meta.dirname, '../../corpus/cases');

export function casePaths(): string[] {
  return readdirSync(casesFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
    .sort();
}

/** The cases as a project: relative imports, and the one alias of test/corpus/tsconfig.json. */
export const casesProject: Project = {
  resolve(specifier, from) {
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : specifier.startsWith('@app/') ? specifier.replace('@app/', 'workspace/app/') : undefined;
    return target !== undefined && existsSync(path.join(casesFolder, target)) ? target : undefined;
  },
  read(name) {
    const file = path.join(casesFolder, name);
    return existsSync(file) ? withoutExpectations(readFileSync(file, 'utf8')) : undefined;
  },
};
