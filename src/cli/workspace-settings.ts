/** What a project has written down for the editor in `.vscode/settings.json`, so that the command line gives the same figures. What is said on the command line overrides it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { problemsOfPackages, type PackageEntry } from '../analysis/effects/catalogue/schema.ts';
import type { Project } from '../analysis/project.ts';
import { settingGuards, type SettingTypes } from '../contributions.ts';
import type { DurationSettings } from '../program/durations.ts';
import { withCatalogue } from '../project/with-catalogue.ts';
import { reasonOf } from './failure.ts';

export interface WorkspaceSettings {
  /** Milliseconds. */
  readonly thresholdMs?: number;
  readonly durations?: DurationSettings;
  readonly catalogue?: readonly PackageEntry[];
  /** Rounds of a loop that a fix runs at a time. */
  readonly limit?: number;
  /** Where a fix imports the function that bounds a loop from. */
  readonly helper?: { readonly from: string; readonly name: string };
}

const nothing: WorkspaceSettings = {};

const kinds: { readonly [K in keyof SettingTypes]?: string } = {
  'overlap.thresholdMs': 'a number of milliseconds from 0',
  'overlap.durations': 'a table of calls and their milliseconds, such as { "db.*": 20 }',
  'overlap.catalogue': 'a list of packages',
  'overlap.fix.limit': 'a whole number from 2',
  'overlap.fix.helper': 'a module and a name that it exports, such as "./limit.js#limit"',
};

/** What the parser calls by a code, where a hand has written something. */
const parseWords: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word stands there that is no value',
  InvalidNumberFormat: 'a number is not written as one',
  PropertyNameExpected: 'the name of a setting in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'something stands after the end',
  UnexpectedEndOfComment: 'a comment has no end',
  UnexpectedEndOfString: 'a text in quotes has no end',
};

/** The settings of each folder: those of the nearest `.vscode/settings.json`, up to the folder that `.git` lies in, else up to `cwd`. Read once; a broken one is told of once and left out. */
export class SettingsOfFolders {
  readonly #cwd: string;
  readonly #warn: (line: string) => void;
  readonly #folders = new Map<string, WorkspaceSettings>();
  readonly #files = new Map<string, WorkspaceSettings>();
  readonly #projects = new Map<readonly PackageEntry[], Project>();

  constructor(cwd: string, warn: (line: string) => void) {
    this.#cwd = path.resolve(cwd);
    this.#warn = warn;
  }

  /** `file` is relative to the present folder, or absolute. */
  of(file: string): WorkspaceSettings {
    const folder = path.dirname(path.resolve(this.#cwd, file));
    let settings = this.#folders.get(folder);
    if (settings === undefined) this.#folders.set(folder, (settings = this.#nearest(folder)));
    return settings;
  }

  /** The project as it is for files of these settings: with their catalogue, where they have one. */
  projectFor({ catalogue }: WorkspaceSettings, plain: Project): Project {
    if (catalogue === undefined || catalogue.length === 0) return plain;
    let project = this.#projects.get(catalogue);
    if (project === undefined) this.#projects.set(catalogue, (project = withCatalogue(plain, catalogue)));
    return project;
  }

  #nearest(from: string): WorkspaceSettings {
    const around: string[] = [from];
    for (let folder = from; path.dirname(folder) !== folder; folder = path.dirname(folder)) around.push(path.dirname(folder));
    const repository = around.findIndex((folder) => existsSync(path.join(folder, '.git')));
    const last = repository >= 0 ? repository : Math.max(0, around.indexOf(this.#cwd));
    for (const folder of around.slice(0, last + 1)) {
      const file = path.join(folder, '.vscode', 'settings.json');
      if (!existsSync(file)) continue;
      let settings = this.#files.get(file);
      if (settings === undefined) this.#files.set(file, (settings = this.#read(file)));
      return settings;
    }
    return nothing;
  }

  #read(file: string): WorkspaceSettings {
    const shown = path.relative(this.#cwd, file).split(path.sep).join('/');
    let text: string;
    try {
      text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    } catch (error) {
      this.#warn(`${shown} is not used: ${reasonOf(error)}.`);
      return nothing;
    }
    const errors: ParseError[] = [];
    const value: unknown = parse(text, errors, { allowTrailingComma: true });
    const [broken] = errors;
    if (broken !== undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
      const line = broken === undefined ? 1 : text.slice(0, broken.offset).split('\n').length;
      this.#warn(`${shown}:${line} is not used: ${broken === undefined ? 'it holds no settings' : `it is not JSON with comments: ${parseWords[printParseErrorCode(broken.error)] ?? 'something is out of place there'}`}.`);
      return nothing;
    }
    return this.#told(value as Readonly<Record<string, unknown>>, shown);
  }

  #told(value: Readonly<Record<string, unknown>>, shown: string): WorkspaceSettings {
    const get = <K extends keyof SettingTypes>(id: K): SettingTypes[K] | undefined => {
      const said = value[id];
      if (said === undefined) return undefined;
      const guard = settingGuards[id];
      if (guard(said)) return said;
      // Of a table its first bad entry; of what should be one and is not, the setting itself.
      const [key] = id === 'overlap.durations' && typeof said === 'object' && said !== null && !Array.isArray(said) ? Object.entries(said).filter(([, value]: [string, unknown]) => !guard({ value })) : [];
      this.#warn(`${shown}: ${id} is not used: ${key === undefined ? `it must be ${kinds[id] ?? 'of another kind'}` : `${JSON.stringify(key[0])} in it must be a number of milliseconds from 0`}, and is ${short(key === undefined ? said : key[1])}.`);
      return undefined;
    };
    const [thresholdMs, durations, entries, limit, helper] = [get('overlap.thresholdMs'), get('overlap.durations'), get('overlap.catalogue'), get('overlap.fix.limit'), get('overlap.fix.helper')];
    const catalogue = entries?.filter((entry, index) => {
      const [problem] = problemsOfPackages([entry], `${shown}: overlap.catalogue, entry ${index + 1}`);
      if (problem !== undefined) this.#warn(`${problem}.`);
      return problem === undefined;
    }) as readonly PackageEntry[] | undefined;
    const [from, name] = helper?.split('#') ?? [];
    return {
      ...(thresholdMs !== undefined && { thresholdMs }),
      ...(durations !== undefined && { durations }),
      ...(catalogue !== undefined && { catalogue }),
      ...(limit !== undefined && { limit }),
      ...(from !== undefined && name !== undefined && { helper: { from, name } }),
    };
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
