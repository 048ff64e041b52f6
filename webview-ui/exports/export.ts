/** What leaves the panel: files through the host's save dialog, text through its clipboard. */
import { viewFile, viewFileEnding } from '../../src/report/view-file.ts';
import { chromeTrace } from '../../src/trace/chrome-trace.ts';
import { protocolVersion, type FromWebview } from '../../src/protocol.ts';
import { marksIn } from '../geometry/bands.ts';
import { stateOf, type PanelModel, type Shown } from '../model.ts';
import { css } from '../paint/theme.ts';
import type { Timeline } from '../timeline.ts';
import { csvOf } from './csv.ts';
import { markdownOf } from './markdown.ts';
import { svgOf } from './svg.ts';

export const exportKinds = {
  markdown: 'Copy figures as Markdown',
  svg: 'Save picture (SVG)…',
  png: 'Save picture (PNG)…',
  csv: 'Save slices (CSV)…',
  view: 'Save this view, to open it again (JSON)…',
  trace: 'Save trace for Perfetto or Chrome (JSON)…',
} as const;
export type ExportKind = keyof typeof exportKinds;

/** A text file of more marks than this would be hundreds of megabytes. */
export const mostMarksAsText = 1_000_000;

/** The message for the host; a sentence where it cannot be made. */
export async function exported(kind: ExportKind, model: PanelModel, shown: Shown, timeline: Timeline): Promise<FromWebview | string> {
  const version = protocolVersion;
  const name = fileName(shown.snapshot.title);
  if ((kind === 'csv' || kind === 'trace' || kind === 'view') && marksIn(shown.bands) > mostMarksAsText) return `This run has more than ${mostMarksAsText.toLocaleString('en')} slices: too many for a text file.`;
  switch (kind) {
    case 'markdown':
      return { type: 'copy', version, text: markdownOf(shown.snapshot) };
    case 'csv':
      return { type: 'save', version, name: `${name}.csv`, content: csvOf(shown.bands) };
    case 'trace':
      return { type: 'save', version, name: `${name}.trace.json`, content: [...chromeTrace(shown.bands.map(({ run, schedule }) => ({ title: run.title, schedule })))].join('') };
    case 'view': {
      const state = stateOf(model);
      return state ? { type: 'save', version, name: `${name}${viewFileEnding}`, content: viewFile(shown.snapshot, state) } : 'There is nothing to save yet.';
    }
    case 'svg': {
      const { background, foreground, muted, line, palette, font } = timeline.theme;
      const colours = { background: css(background), foreground: css(foreground), muted: css(muted), line: css(line), palette: palette.map((colour) => css(colour)), font };
      return { type: 'save', version, name: `${name}.svg`, content: svgOf(shown, timeline.layout, shown.whole, timeline.axisWidth + timeline.layout.gutter, colours) };
    }
    case 'png': {
      const content = await timeline.png();
      return typeof content === 'string' ? content : { type: 'save', version, name: `${name}.png`, content };
    }
  }
}

/** A name that every file system takes. */
function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'timeline';
}
