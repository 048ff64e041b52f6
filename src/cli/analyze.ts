/** `overlap analyze`: every file by itself, one after the other, so that one that cannot be read costs only itself. */
import path from 'node:path';
import { analyze, type SourceText } from '../analysis/analyze.ts';
import type { Project } from '../analysis/project.ts';
import { DiskProject } from '../project/disk-project.ts';
import { TypedProject } from '../project/typed-project.ts';
import { withCatalogue } from '../project/with-catalogue.ts';
import { type FileReport, findingsIn } from '../report/file-report.ts';
import { analysisJson } from '../report/json.ts';
import { reportFile } from '../report/report.ts';
import { analysisSarif } from '../report/sarif.ts';
import { analysisText } from '../report/analysis-text.ts';
import type { ExitStatus, Surroundings } from './command-line.ts';
import { findFiles } from './files.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readSource } from './read-source.ts';
import { SettingsOfFolders, thresholdUsOf, type WorkspaceSettings } from './workspace-settings.ts';

export interface AnalyzeOptions {
  readonly format: 'text' | 'json' | 'sarif';
  /** Milliseconds; what the project's own settings say where absent. */
  readonly threshold?: number;
  readonly maxFindings?: number;
  /** Asks the project's own compiler what calls mean that nothing else tells of. */
  readonly types?: boolean;
  /** A JSON file of packages that the bundled catalogue does not know. */
  readonly catalogue?: string;
}

export function analyzeCommand(paths: readonly string[], options: AnalyzeOptions, surroundings: Surroundings): ExitStatus {
  const { files, notAnalysed } = findFiles(paths, surroundings.cwd);
  const plain: Project = options.types === true ? new TypedProject(surroundings.cwd) : new DiskProject(surroundings.cwd);
  const given = options.catalogue === undefined ? undefined : withCatalogue(plain, readCatalogue(options.catalogue, surroundings.cwd));
  const settings = new SettingsOfFolders(surroundings.cwd, (line) => surroundings.err(`overlap: ${line}\n`));
  const reports: FileReport[] = [];
  const unreadable: string[] = [];
  for (const [index, file] of files.entries()) {
    if (surroundings.progress && index % 20 === 0) surroundings.err(`\r${index} of ${files.length} files`);
    const source = readSource(path.resolve(surroundings.cwd, file));
    if ('problem' in source) unreadable.push(`${file}: ${source.problem}`);
    reports.push('problem' in source ? unread(file, source.problem) : reportOf({ path: file, text: source.text }, options, settings.of(file), given ?? settings.projectFor(settings.of(file), plain)));
  }
  if (surroundings.progress) surroundings.err('\r\u001b[K');
  for (const [ending, number] of notAnalysed) surroundings.err(`overlap: ${number} ${ending} ${number === 1 ? 'file' : 'files'} not analysed: of these Overlap reads no script.\n`);

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
  surroundings.err(`overlap: ${findings} findings, and ${options.maxFindings} are allowed.\n`);
  return 1;
}

function reportOf(file: SourceText, options: AnalyzeOptions, settings: WorkspaceSettings, project: Project): FileReport {
  try {
    return reportFile(analyze(file, project), { thresholdUs: thresholdUsOf(options.threshold, settings), ...(settings.durations && { durations: settings.durations }) });
  } catch (error) {
    return unread(file.path, `Not analysed, by a fault of Overlap's: ${error instanceof Error ? error.message : String(error)}. Please report it.`);
  }
}

function unread(path: string, message: string): FileReport {
  return { path, errors: [{ line: 1, column: 1, message }], leftOut: [], functions: [] };
}
