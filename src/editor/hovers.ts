import { Hover, languages, MarkdownString, Range, Uri, type CancellationToken, type Disposable, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { selector, type CommandId, type FunctionRef, type LinkCommandId, type LinkedPlace, type SettingId } from '../contributions.ts';
import { rootOf, type Sources } from '../documents/sources.ts';
import type { AwaitHover, HoverLine } from '../report/hover.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';

/** On `await`, on a `then` of a promise chain and on `reduce`: how long it waits, whether it needs its neighbours, and the lines that say so. */
class Hovers implements HoverProvider {
  readonly #client: Asked;
  readonly #sources: Sources;

  constructor(client: Asked, sources: Sources) {
    this.#client = client;
    this.#sources = sources;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    // Only the keywords that wait are worth a question.
    const word = document.getWordRangeAtPosition(position, /\b(?:await|for|then|reduce|reduceRight)\b/);
    if (!word) return undefined;
    const source = this.#sources.of(document);
    if ('type' in source) return undefined;
    try {
      const found = await this.#client.ask('hover', `hover ${document.uri.toString()}`, { source, offset: document.offsetAt(position) });
      if (!found || token.isCancellationRequested) return undefined;
      const { start, end } = found.place;
      return new Hover(markdownOf(found, document.uri), new Range(document.positionAt(start), document.positionAt(end)));
    } catch (error) {
      // The lenses' status says why an analysis fails; a hover is no place for it.
      if (error instanceof WorkerFailure) return undefined;
      throw error;
    }
  }
}

function markdownOf({ title, lines, functionId, place, independent }: AwaitHover, document: Uri): MarkdownString {
  const timeline: FunctionRef = { uri: document.toString(), functionId };
  const footer = [
    ...(independent ? [link('$(lightbulb) Fix', 'overlap.showFixes', { uri: document.toString(), line: place.line, column: place.column }, 'Show what can be changed here')] : []),
    link('$(graph) Timeline', 'overlap.showTimeline', timeline, 'Show the timeline of this function'),
    link('$(gear) Durations', 'overlap.openSettings', 'overlap.durations' satisfies SettingId, 'How long calls are taken to wait'),
  ];
  const text = [title, ...lines.map((line) => `${line.detail ? '  ' : ''}- ${line.text}${placeOf(line, document)}`)].join('\n');
  const markdown = new MarkdownString(`${text}\n\n${footer.join(' · ')}`, true);
  // The text quotes code of the user's: of all commands only these four may stand behind a link, and none changes anything by itself.
  markdown.isTrusted = { enabledCommands: ['overlap.showTimeline' satisfies CommandId, 'overlap.openSettings' satisfies CommandId, 'overlap.goTo' satisfies LinkCommandId, 'overlap.showFixes' satisfies LinkCommandId] };
  return markdown;
}

function placeOf({ place, path }: HoverLine, document: Uri): string {
  if (!place) return '';
  const target: LinkedPlace = { uri: (path === undefined ? document : Uri.joinPath(rootOf(document), path)).toString(), line: place.line, column: place.column };
  const name = path === undefined ? `line\u00a0${place.line}` : `${path}:${place.line}`;
  return ` (${link(name, 'overlap.goTo', target, '')})`;
}

function link(text: string, command: CommandId | LinkCommandId, argument: FunctionRef | LinkedPlace | string, tooltip: string): string {
  return `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))} "${tooltip.replaceAll('"', '')}")`;
}

export function registerHovers(client: Asked, sources: Sources): Disposable {
  return languages.registerHoverProvider(selector, new Hovers(client, sources));
}
