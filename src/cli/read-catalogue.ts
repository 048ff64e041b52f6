/** What a user has written down of packages: a JSON list, checked before it is used. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { problemsOfPackages, type PackageEntry } from '../analysis/effects/catalogue/schema.ts';
import { Failure, reasonOf } from './failure.ts';

/** @throws {Failure} that says where and how to mend it. */
export function readCatalogue(file: string, cwd: string): readonly PackageEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path.resolve(cwd, file), 'utf8'));
  } catch (error) {
    throw new Failure(error instanceof SyntaxError ? `the catalogue ${file} is not JSON: ${error.message}` : `the catalogue ${file} cannot be read: ${reasonOf(error)}`);
  }
  const [problem, ...others] = problemsOfPackages(value, file);
  if (problem !== undefined) throw new Failure(`${problem}${others.length === 0 ? '' : ` (and ${others.length} more)`}`);
  return value as readonly PackageEntry[];
}
