/** `overlap analyze`: every file by itself, one after the other, so that one that cannot be read costs only itself. */
import path from 'node:path';
import { analyze, type SourceText } from '../analysis/analyze.ts';
import { type FileReport, findingsIn } from '../report/file-report.ts';
import { count } from '../report/format.ts';
import { analysisJson } from '../report/json.ts';
import { reportFile } from '../report/report.ts';
import { analysisSarif } from '../report/sarif.ts';
import { analysisText } from '../report/analysis-text.ts';
import { askedOf, type AnalysisOptions, type AskedOfFile } from './asked.ts';
import type { ExitStatus, Surroundings } from './command-line.ts';
import { internalError } from './failure.ts';
import { findFiles, notAnalysedLines } from './files.ts';
import { readSource } from './read-source.ts';

export interface AnalyzeOptions extends AnalysisOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly maxFindings?: number;
}

export function analyzeCommand(paths: readonly string[], options: AnalyzeOptions, surroundings: Surroundings): ExitStatus {
  const found = findFiles(paths, surroundings.cwd);
  const { files } = found;
  const asked = askedOf(options, surroundings);
  const reports: FileReport[] = [];
  const unreadable: string[] = [];
  for (const [index, file] of files.entries()) {
    if (surroundings.progress && index % 20 === 0) surroundings.err(`\r${index} of ${files.length} files`);
    const source = readSource(path.resolve(surroundings.cwd, file));
    if ('problem' in source) unreadable.push(`${file}: ${source.problem}`);
    reports.push('problem' in source ? unread(file, source.problem) : reportOf({ path: file, text: source.text }, asked(file)));
  }
  if (surroundings.progress) surroundings.err('\r\u001b[K');
  surroundings.err(notAnalysedLines(found));

  switch (options.format) {
    case 'json':
      surroundings.out(`${JSON.stringify(analysisJson(reports), null, 1)}\n`);
      break;
    case 'sarif':
      surroundings.out(`${JSON.stringify(analysisSarif(reports), null, 1)}\n`);
      break;
    case 'text':
      surroundings.out(analysisText(reports, { colour: surroundings.colour }));
      break;
  }
  // Of several files one that cannot be read costs only itself; where all are, nothing was done.
  if (unreadable.length === files.length) {
    surroundings.err(`overlap: nothing could be read: ${unreadable[0] ?? ''}${unreadable.length > 1 ? ` And ${unreadable.length - 1} more.` : ''}\n`);
    return 2;
  }
  const findings = reports.reduce((sum, report) => sum + report.functions.reduce((n, fn) => n + findingsIn(fn).length, 0), 0);
  if (options.maxFindings === undefined || findings <= options.maxFindings) return 0;
  surroundings.err(`overlap: ${count(findings, 'finding')}, but at most ${options.maxFindings} allowed.\n`);
  return 1;
}

function reportOf(file: SourceText, { settings: { durations, limit }, project, thresholdUs }: AskedOfFile): FileReport {
  try {
    return reportFile(analyze(file, project), { thresholdUs, ...(durations && { durations }), ...(limit !== undefined && { limit }) });
  } catch (error) {
    return unread(file.path, internalError(error));
  }
}

function unread(path: string, message: string): FileReport {
  return { path, errors: [{ line: 1, column: 1, message }], leftOut: [], functions: [] };
}
