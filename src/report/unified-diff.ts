/** What edits change in a file, as `diff -u` shows it. */
import { applyEdits, sorted, type TextEdit } from '../refactor/edits.ts';

const context = 3;

/** Lines from..to (0-based, `to` exclusive) of the old text, and what stands in their place. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Empty where the edits change nothing. Paths are shown as given, below `a/` and `b/`. */
export function unifiedDiff(path: string, text: string, edits: readonly TextEdit[]): string {
  const old = linesOf(text);
  const blocks = blocksOf(text, old, edits);
  if (blocks.length === 0) return '';
  const out = [`--- a/${path}`, `+++ b/${path}`];
  let grown = 0;
  for (let i = 0; i < blocks.length;) {
    let last = i;
    while (last + 1 < blocks.length && (blocks[last + 1]?.from ?? 0) - (blocks[last]?.to ?? 0) <= 2 * context) last++;
    const hunk = blocks.slice(i, last + 1);
    const from = Math.max(0, (hunk[0]?.from ?? 0) - context);
    const to = Math.min(old.length, (hunk.at(-1)?.to ?? 0) + context);
    const growth = hunk.reduce((sum, block) => sum + block.lines.length - (block.to - block.from), 0);
    out.push(`@@ -${range(from, to - from)} +${range(from + grown, to - from + growth)} @@`);
    let at = from;
    for (const block of hunk) {
      out.push(...old.slice(at, block.from).map((line) => shown(' ', line)), ...old.slice(block.from, block.to).map((line) => shown('-', line)), ...block.lines.map((line) => shown('+', line)));
      at = block.to;
    }
    out.push(...old.slice(at, to).map((line) => shown(' ', line)));
    grown += growth;
    i = last + 1;
  }
  return `${out.join('\n')}\n`;
}

function range(from: number, size: number): string {
  return size === 1 ? String(from + 1) : `${size === 0 ? from : from + 1},${size}`;
}

function shown(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line.slice(0, -1) : `${mark}${line}\n\\ No newline at end of file`;
}

/** Each with its line end. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  return text === '' ? [] : lines;
}

function blocksOf(text: string, old: readonly string[], edits: readonly TextEdit[]): readonly Block[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of old) {
    starts.push(at);
    at += line.length;
  }
  const lineAt = (offset: number): number => Math.max(0, starts.findLastIndex((start) => start <= offset));
  const groups: { from: number; to: number; edits: TextEdit[] }[] = [];
  for (const edit of sorted(edits)) {
    const from = lineAt(edit.start);
    // Up to the end of a line and no further: the next line is not touched.
    const to = Math.max(from, lineAt(edit.end > edit.start && text[edit.end - 1] === '\n' ? edit.end - 1 : edit.end)) + 1;
    const group = groups.at(-1);
    if (group !== undefined && from < group.to) {
      group.to = Math.max(group.to, to);
      group.edits.push(edit);
    } else groups.push({ from, to, edits: [edit] });
  }
  const blocks: Block[] = [];
  for (const { from, to, edits: own } of groups) {
    const start = starts[from] ?? 0;
    const lines = linesOf(applyEdits(text.slice(start, starts[to] ?? text.length), own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))));
    for (const block of trimmed(old, { from, to: Math.min(to, old.length), lines })) {
      const last = blocks.at(-1);
      if (last?.to === block.from) blocks.splice(-1, 1, { from: last.from, to: block.to, lines: [...last.lines, ...block.lines] });
      else blocks.push(block);
    }
  }
  return blocks;
}

/** Without the lines at both ends that stay as they were. */
function trimmed(old: readonly string[], { from, to, lines }: Block): readonly Block[] {
  let head = 0;
  while (from + head < to && head < lines.length && old[from + head] === lines[head]) head++;
  let tail = 0;
  while (to - tail > from + head && lines.length - tail > head && old[to - tail - 1] === lines[lines.length - tail - 1]) tail++;
  const block = { from: from + head, to: to - tail, lines: lines.slice(head, lines.length - tail) };
  return block.from === block.to && block.lines.length === 0 ? [] : [block];
}
