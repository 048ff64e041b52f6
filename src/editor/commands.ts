import { commands, ConfigurationTarget, Disposable, Position, Range, Uri, window, workspace, type TextEditor } from 'vscode';
import { fixAllKind, isFunctionRef, isLinkedPlace, rewriteKind, type CommandArguments, type FunctionRef, type LinkCommandArguments } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import type { Learn } from '../learn/learn.ts';
import type { Timelines } from '../panel/timelines.ts';
import { wholeDocument } from '../protocol.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import type { FunctionOutline } from '../worker/messages.ts';
import type { Challenges } from './challenge.ts';
import { describeCallee } from './describe-callee.ts';
import { showDifference } from './differences.ts';
import type { Log } from './log.ts';
import { newScenario, openAsScenario, openScenarioPreview } from './scenario-commands.ts';
import { scenarioOf } from './scenario-documents.ts';
import { tell } from './tell.ts';

type AllArguments = CommandArguments & LinkCommandArguments;
type Handlers = { readonly [K in keyof AllArguments]: (...args: AllArguments[K]) => unknown };

export function registerCommands(extensionUri: Uri, timelines: Timelines, client: Asked, sources: Sources, learn: Learn, challenges: Challenges, log: Log): Disposable {
  const withFunction = async (target: unknown, act: (ref: FunctionRef) => unknown) => {
    const ref = isFunctionRef(target) ? target : await functionAtCursor(window.activeTextEditor, client, sources);
    // Pressed twice: the later press answers.
    if (ref === undefined) return;
    if (typeof ref === 'string') tell(ref);
    else await act(ref);
  };
  const show = (target: unknown, focus: boolean) => withFunction(target, (ref) => timelines.show(ref, { focus }));
  const handlers: Handlers = {
    'overlap.showTimeline': (target) => show(target, false),
    'overlap.simulateFunction': (target) => show(target, true),
    'overlap.openScenarioPreview': (target) => openScenarioPreview(timelines, target),
    'overlap.compareModels': (target) => {
      const scenario = isFunctionRef(target) ? undefined : scenarioOf(target);
      return scenario ? timelines.compareModels({ uri: scenario.toString(), functionId: wholeDocument }) : withFunction(target, (ref) => timelines.compareModels(ref));
    },
    'overlap.startChallenge': (id) => challenges.start(id),
    'overlap.newScenario': () => newScenario(extensionUri, timelines),
    'overlap.openAsScenario': (target) => withFunction(target, (ref) => openAsScenario(ref, timelines, client, sources)),
    'overlap.toggleCodeLens': toggleCodeLens,
    'overlap.fixFile': () => fixFile(window.activeTextEditor),
    'overlap.showDifference': (target) => showDifference(target, timelines, client, sources),
    'overlap.openSettings': (setting) => commands.executeCommand('workbench.action.openSettings', typeof setting === 'string' ? setting : '@ext:overlap.overlap'),
    'overlap.showLog': () => log.show(),
    'overlap.runScenario': (id) => learn.run(id),
    'overlap.resetProgress': () => learn.reset(),
    'overlap.goTo': goTo,
    'overlap.showFixes': showFixes,
    'overlap.describeCallee': (callee, clauses) => describeCallee(callee, clauses, client, sources),
  };
  return Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.registerCommand(id, handler)));
}

/** The innermost async function around the cursor; else, in words, why there is none; undefined where it was asked again meanwhile. Asked anew, since the cursor may be in text just typed. */
async function functionAtCursor(editor: TextEditor | undefined, client: Asked, sources: Sources): Promise<FunctionRef | string | undefined> {
  if (!editor) return 'open a TypeScript or JavaScript file first.';
  const { document, selection } = editor;
  const source = sources.of(document);
  if ('type' in source) return source.message;
  try {
    const outline = await client.ask('outline', 'function at cursor', { source });
    if (!outline) return undefined;
    const fn = innermost(outline.functions, document.offsetAt(selection.active));
    if (fn) return { uri: document.uri.toString(), functionId: fn.id };
    const [error] = outline.errors;
    return error ? `line ${error.line} does not parse: ${error.message}` : 'there is no async function at the cursor.';
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    return `the file could not be analysed: ${error.message}.`;
  }
}

/** The smallest function whose declaration holds the offset. */
function innermost(functions: readonly FunctionOutline[], offset: number): FunctionOutline | undefined {
  const around = functions.filter(({ span }) => span.start <= offset && offset <= span.end);
  return around.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

async function goTo(place: unknown): Promise<void> {
  if (!isLinkedPlace(place)) return;
  const at = new Position(place.line - 1, place.column - 1);
  await window.showTextDocument(Uri.parse(place.uri), { selection: new Range(at, at) });
}

/** What is safe, as one change; the save participant of the same kind does the same. */
async function fixFile(editor: TextEditor | undefined): Promise<void> {
  if (!editor) {
    tell('open a TypeScript or JavaScript file first.');
    return;
  }
  await commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'ifSingle' });
}

async function showFixes(place: unknown): Promise<void> {
  if (!isLinkedPlace(place)) return;
  await goTo(place);
  await commands.executeCommand('editor.action.codeAction', { kind: rewriteKind, apply: 'never' });
}

/** Turns the lenses on or off where the setting is set now, the language's own value first; in the user's settings where it is set nowhere. */
async function toggleCodeLens(): Promise<void> {
  const document = window.activeTextEditor?.document;
  const configuration = workspace.getConfiguration(undefined, document ?? Uri.file('/'));
  const id = 'overlap.codeLens.enabled';
  const set = configuration.inspect<boolean>(id);
  const places = [
    { value: set?.workspaceFolderLanguageValue, target: ConfigurationTarget.WorkspaceFolder, forLanguage: true },
    { value: set?.workspaceLanguageValue, target: ConfigurationTarget.Workspace, forLanguage: true },
    { value: set?.globalLanguageValue, target: ConfigurationTarget.Global, forLanguage: true },
    { value: set?.workspaceFolderValue, target: ConfigurationTarget.WorkspaceFolder, forLanguage: false },
    { value: set?.workspaceValue, target: ConfigurationTarget.Workspace, forLanguage: false },
  ];
  const { target, forLanguage } = places.find(({ value }) => value !== undefined) ?? { target: ConfigurationTarget.Global, forLanguage: false };
  await configuration.update(id, configuration.get(id) !== true, target, forLanguage);
}
