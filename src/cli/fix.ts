/** `overlap fix`: makes awaits that wait in line overlap, where that is safe or where it is asked for. */
import path from 'node:path';
import { fixAll, type Fixed } from '../refactor/fix-all.ts';
import { count } from '../report/format.ts';
import { fixLines, toCheckLines } from '../report/offers.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import { askedOf, type AnalysisOptions, type AskedOfFile } from './asked.ts';
import type { ExitStatus, Surroundings } from './command-line.ts';
import { internalError } from './failure.ts';
import { findFiles, notAnalysedLines } from './files.ts';
import { readForChange, writeInPlace } from './write-source.ts';

export interface FixCommandOptions extends AnalysisOptions {
  readonly dryRun?: boolean;
  /** What is to be checked too. */
  readonly all?: boolean;
}

export function fixCommand(paths: readonly string[], options: FixCommandOptions, surroundings: Surroundings): ExitStatus {
  const { out, err, cwd } = surroundings;
  const found = findFiles(paths, cwd);
  const { files } = found;
  const asked = askedOf(options, surroundings);
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
    const fixed = fixedOf(file, source.text, options, asked(file));
    if ('problem' in fixed) {
      fail(file, fixed.problem);
      continue;
    }
    for (const { place, message } of fixed.leftOut) err(`overlap: ${file}:${place.line}: left out: ${message}\n`);
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
  err(notAnalysedLines(found));
  err(`overlap: ${count(fixes, 'fix', 'fixes')} in ${changed} of ${count(files.length, 'file')}${options.dryRun === true ? '; nothing was written' : ''}.\n`);
  return failed > 0 && failed === files.length ? 2 : 0;
}

/** Nothing is written before the whole change of a file is known: an error in Overlap costs that file only. */
function fixedOf(file: string, text: string, { all }: FixCommandOptions, { settings: { durations, limit, helper }, project, thresholdUs }: AskedOfFile): Fixed | { readonly problem: string } {
  try {
    return fixAll(file, text, {
      grades: all === true ? 'all' : 'safe', thresholdUs, project,
      ...(durations && { durations }), ...(limit !== undefined && { limit }), ...(helper && { helper }),
    });
  } catch (error) {
    return { problem: `Not changed. ${internalError(error)}` };
  }
}
