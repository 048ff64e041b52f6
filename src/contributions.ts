/**
 * Every id that the manifest and the code share. A unit test holds this module and package.json against each other in both
 * directions, and the type maps make a command without a handler or a setting without a type a compile error.
 */

/** One async function of one document. What a lens passes to a command, and what a user's keybinding may. */
export interface FunctionRef {
  readonly uri: string;
  readonly functionId: string;
}

/** A change of a function, by `changeIdOf` of refactor/offer.ts. */
export interface DifferenceRef extends FunctionRef {
  readonly change: string;
}

/** The arguments each command takes. Without a {@link FunctionRef} it means the function at the cursor. */
export interface CommandArguments {
  'overlap.showTimeline': [target?: unknown];
  'overlap.simulateFunction': [target?: unknown];
  /** Without a URI: the scenario in the active editor. */
  'overlap.openScenarioPreview': [target?: unknown];
  /** Without a function or a scenario file's URI: the scenario in the active editor, else the function at the cursor. */
  'overlap.compareModels': [target?: unknown];
  'overlap.newScenario': [];
  /** Without the id of a level it asks which. */
  'overlap.startChallenge': [id?: unknown];
  'overlap.openAsScenario': [target?: unknown];
  'overlap.toggleCodeLens': [];
  'overlap.fixFile': [];
  /** Without a {@link DifferenceRef} it means the changes at the cursor. */
  'overlap.showDifference': [target?: unknown];
  'overlap.openSettings': [setting?: unknown];
  'overlap.showLog': [];
  /** Without the id of a bundled scenario it asks which. */
  'overlap.runScenario': [id?: unknown];
  'overlap.resetProgress': [];
}
export type CommandId = keyof CommandArguments;

/** Commands behind links, which make no sense in the palette and are not in the manifest. */
export interface LinkCommandArguments {
  'overlap.goTo': [place?: unknown];
  /** Opens the menu of changes at a place. */
  'overlap.showFixes': [place?: unknown];
  /** Asks what a callee does, where it is not handed the clauses, and writes it before its declaration. */
  'overlap.describeCallee': [callee?: unknown, clauses?: unknown];
}
export type LinkCommandId = keyof LinkCommandArguments;

/** A function's declaration, by where it begins (UTF-16 units from 0) and its first line. */
export interface CalleeRef {
  readonly uri: string;
  readonly name: string;
  readonly start: number;
  readonly head: string;
}

/** 1-based, as the report counts. */
export interface LinkedPlace {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

export interface SettingTypes {
  'overlap.codeLens.enabled': boolean;
  'overlap.hints.enabled': boolean;
  'overlap.types.enabled': boolean;
  'overlap.thresholdMs': number;
  /** Glob of a callee's text → milliseconds. */
  'overlap.durations': Readonly<Record<string, number>>;
  /** What packages do, in the catalogue's own language. */
  'overlap.catalogue': readonly unknown[];
  /** Rounds of a loop that run at a time, where a change makes them overlap. */
  'overlap.fix.limit': number;
  /** `module#name` of the function that bounds loops; empty where it is written into the file. */
  'overlap.fix.helper': string;
  'overlap.maxFileSizeKb': number;
}
export type SettingId = keyof SettingTypes;

/** Bounds and defaults are the manifest's; these keep a value of the wrong type in settings.json from going further. */
export const settingGuards: { readonly [K in SettingId]: (value: unknown) => value is SettingTypes[K] } = {
  'overlap.codeLens.enabled': (value) => typeof value === 'boolean',
  'overlap.hints.enabled': (value) => typeof value === 'boolean',
  'overlap.types.enabled': (value) => typeof value === 'boolean',
  'overlap.thresholdMs': isMeasure,
  'overlap.durations': (value): value is Readonly<Record<string, number>> => typeof value === 'object' && value !== null && Object.values(value).every(isMeasure),
  'overlap.catalogue': (value) => Array.isArray(value),
  'overlap.fix.limit': (value): value is number => isMeasure(value) && Number.isInteger(value) && value >= 2,
  'overlap.fix.helper': (value): value is string => value === '' || (typeof value === 'string' && helperPattern.test(value)),
  'overlap.maxFileSizeKb': (value): value is number => isMeasure(value) && value >= 1,
};

/** A module specifier, and a name that it exports. */
export const helperPattern = /^[^#\s'"\\]+#[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function isMeasure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Kinds of code actions, as settings such as `editor.codeActionsOnSave` name them. */
export const rewriteKind = 'refactor.rewrite.overlap';
export const fixAllKind = 'source.fixAll.overlap';

/** The panel and its serializer are registered under this one constant. */
export const timelineViewType = 'overlap.timeline';
/** The tree of scenarios, in a container of its own. */
export const learnViewId = 'overlap.learn';

/** The editor of saved views; files of the ending in src/report/view-file.ts. */
export const viewFileViewType = 'overlap.view';

export const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;
/** Whose documents may be scenarios. */
export const scenarioLanguage = 'json';
/** No scheme of a diff's older side (git, …) is among them. */
export const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'] as const;
export const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

export function isFunctionRef(value: unknown): value is FunctionRef {
  return typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string' && 'functionId' in value && typeof value.functionId === 'string';
}

export function isDifferenceRef(value: unknown): value is DifferenceRef {
  return isFunctionRef(value) && 'change' in value && typeof value.change === 'string';
}

export function isLinkedPlace(value: unknown): value is LinkedPlace {
  return typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string' && 'line' in value && isPosition(value.line) && 'column' in value && isPosition(value.column);
}

export function isCalleeRef(value: unknown): value is CalleeRef {
  return typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string' && 'name' in value && typeof value.name === 'string'
    && 'start' in value && typeof value.start === 'number' && Number.isInteger(value.start) && value.start >= 0 && 'head' in value && typeof value.head === 'string';
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
