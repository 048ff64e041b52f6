import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../../../src/analysis/project.ts';
import { DiskProject } from '../../../src/project/disk-project.ts';
import { withoutExpectations } from './expectations.ts';

/** Where the cases lie. Their paths are written with `/` on every system, relative to this folder. */
export const casesFolder = path.resolve(import.meta.dirname, '../../corpus/cases');

export function casePaths(): string[] {
  return readdirSync(casesFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
    .sort();
}

const disk = new DiskProject(casesFolder);

/** The cases as they lie on the disk, with the tsconfig of test/corpus/ and its alias. */
export const casesProject: Project = {
  resolve: (specifier, from) => disk.resolve(specifier, from),
  read(file) {
    const text = disk.read(file);
    return text === undefined ? undefined : withoutExpectations(text);
  },
};
