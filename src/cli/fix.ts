/** `overlap fix`: makes awaits that wait in line overlap, where that is safe or where it is asked for. */
import path from 'node:path';
import { DiskProject } from '../project/disk-project.ts';
import { TypedProject } from '../project/typed-project.ts';
import { fixAll } from '../refactor/fix-all.ts';
import { fixLines, toCheckLines } from '../report/offers.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import type { ExitStatus, Surroundings } from './command-line.ts';
import { findFiles } from './files.ts';
import { SettingsOfFolders, thresholdUsOf } from './workspace-settings.ts';
import { readForChange, writeInPlace } from './write-source.ts';

export interface FixCommandOptions {
  readonly dryRun?: boolean;
  /** What is to be checked too. */
  readonly all?: boolean;
  /** Milliseconds; what the project's own settings say where absent. */
  readonly threshold?: number;
  /** Asks the project's own compiler what calls mean that nothing else tells of. */
  readonly types?: boolean;
}

export function fixCommand(paths: readonly string[], options: FixCommandOptions, surroundings: Surroundings): ExitStatus {
  const { out, err, cwd } = surroundings;
  const { files } = findFiles(paths, cwd);
  const project = options.types === true ? new TypedProject(cwd) : new DiskProject(cwd);
  const settingsOf = new SettingsOfFolders(cwd, (line) => err(`overlap: ${line}\n`));
  let failed = 0;
  let changed = 0;
  let fixes = 0;
  const fail = (file: string, problem: string): void => {
    failed++;
    err(`overlap: ${file}: ${problem}\n`);
  };
  for (const file of files) {
    const absolute = path.resolve(cwd, file);
    const source = readForChange(absolute);
    if ('problem' in source) {
      fail(file, source.problem);
      continue;
    }
    const settings = settingsOf.of(file);
    const { durations, limit, helper } = settings;
    const fixed = fixAll(file, source.text, {
      grades: options.all === true ? 'all' : 'safe',
      thresholdUs: thresholdUsOf(options.threshold, settings),
      project: settingsOf.projectFor(settings, project),
      ...(durations && { durations }),
      ...(limit !== undefined && { limit }),
      ...(helper && { helper }),
    });
    const [error] = fixed.errors;
    if (error !== undefined) {
      fail(file, `Not changed: line ${error.line}, column ${error.column}: ${error.message}`);
      continue;
    }
    if (fixed.edits.length === 0) continue;
    if (options.dryRun === true) {
      out(unifiedDiff(file, source.text, fixed.edits));
      err(toCheckLines(file, fixed.applied));
    } else {
      const problem = writeInPlace(absolute, source, fixed.text);
      if (problem !== undefined) {
        fail(file, problem);
        continue;
      }
      out(fixLines(file, fixed.applied));
    }
    changed++;
    fixes += fixed.applied.length;
  }
  err(`overlap: ${fixes} ${fixes === 1 ? 'fix' : 'fixes'} in ${changed} of ${files.length} ${files.length === 1 ? 'file' : 'files'}${options.dryRun === true ? '; nothing was written' : ''}.\n`);
  return failed > 0 && failed === files.length ? 2 : 0;
}
