/** The figures and runs as Markdown, to be put into a pull request. */
import type { Snapshot } from '../../src/protocol.ts';
import { oneLine } from '../geometry/label-fit.ts';

export function markdownOf(snapshot: Snapshot): string {
  const rows = snapshot.figures.map((figure) => `| ${cell(figure.label)} | ${cell(figure.value)} |`);
  const notes = snapshot.notes.map((note) => `- ${note}`);
  return [`### ${cell(snapshot.title)} (${cell(snapshot.file)})`, '', '| figure | value |', '| --- | --- |', ...rows, '', ...(notes.length > 0 ? [...notes, ''] : []), '*Simulated by Overlap.*', ''].join('\n');
}

function cell(text: string): string {
  return oneLine(text).replace(/[\\|*_`<>[\]]/g, String.raw`\$&`);
}
