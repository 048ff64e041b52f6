/** What the commands that analyse have in common: how they are asked, and what then holds for each file. */
import type { Command } from 'commander';
import type { Project } from '../analysis/project.ts';
import { defaultThresholdUs } from '../program/durations.ts';
import { DiskProject } from '../project/disk-project.ts';
import { TypedProject } from '../project/typed-project.ts';
import { withCatalogue } from '../project/with-catalogue.ts';
import type { Surroundings } from './command-line.ts';
import { readCatalogue } from './read-catalogue.ts';
import { SettingsOfFolders, type WorkspaceSettings } from './workspace-settings.ts';

export interface AnalysisOptions {
  /** Asks the project's own compiler what calls mean that nothing else tells of. */
  readonly types?: boolean;
  /** A JSON file of packages that the bundled catalogue does not know. */
  readonly catalogue?: string;
  /** Milliseconds; what the project's own settings say where absent. */
  readonly threshold?: number;
}

export function withAnalysisOptions(command: Command): void {
  command
    .option('--types', "ask the project's own tsconfig.json and its types what a call means where the text alone does not tell; slower")
    .option('--catalogue <file>', 'a JSON file that says what packages do which Overlap does not know');
}

export interface AskedOfFile {
  readonly settings: WorkspaceSettings;
  readonly project: Project;
  /** Whole microseconds. */
  readonly thresholdUs: number;
}

/** What holds for a file (relative to the present folder, or absolute): what the command line says, else the settings of its folder. */
export function askedOf({ types, catalogue, threshold }: AnalysisOptions, { cwd, err }: Surroundings): (file: string) => AskedOfFile {
  const warn = (line: string): void => err(`overlap: ${line}\n`);
  const plain = types === true ? new TypedProject(cwd, undefined, undefined, warn) : new DiskProject(cwd);
  const described = catalogue === undefined ? undefined : withCatalogue(plain, readCatalogue(catalogue, cwd));
  const folders = new SettingsOfFolders(cwd, warn);
  return (file) => {
    const settings = folders.of(file);
    const thresholdMs = threshold ?? settings.thresholdMs;
    return {
      settings,
      project: described ?? folders.projectFor(settings, plain),
      thresholdUs: thresholdMs === undefined ? defaultThresholdUs : Math.round(thresholdMs * 1000),
    };
  };
}
