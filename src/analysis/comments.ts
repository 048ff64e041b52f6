/** Comments in which people say that an order is meant. */
import type ts from 'typescript';
import type { Place } from './model.ts';
import type { Places } from './places.ts';

const orderWords = new RegExp([
  String.raw`\b(?:must|has to|have to|needs? to|should)\b[^.\n]{0,40}\b(?:first|before|after|in order|sequential)`,
  String.raw`\border (?:matters|is important|is significant)`,
  String.raw`\b(?:sequential(?:ly)?|one by one|one at a time|one after (?:the other|another)|in sequence|in series|serially|serial (?:execution|processing|order))\b`,
  String.raw`\b(?:not|never|cannot|can't|don't|avoid|without|no)\b[^.\n]{0,40}\b(?:parallel|concurren)`,
  String.raw`\b(?:todo|fixme)\b[^.\n]{0,40}\b(?:parallel|concurrent)\w*\b[^.\n]{0,20}\b(?:after|once|when|as soon as)\b`,
  String.raw`\bso (?:that )?an? (?:failed|failing|error)\b`,
].join('|'), 'i');

/** The place of a comment right before the node, or at the end of its line, that says so. */
export function orderComment(node: ts.Node, file: ts.SourceFile, places: Places): Place | undefined {
  const start = node.getStart(file);
  const before = file.text.slice(node.pos, start);
  if (before.includes('/') && orderWords.test(before)) {
    const at = node.pos + Math.max(0, before.search(/\/[/*]/));
    return places.span(at, start);
  }
  // On a line of a megabyte its end is far away.
  if (!/^\s*\/[/*]/.test(file.text.slice(node.end, node.end + 200))) return undefined;
  const newline = file.text.indexOf('\n', node.end);
  const rest = file.text.slice(node.end, newline < 0 ? Math.min(file.text.length, node.end + 200) : newline);
  return /^\s*\/[/*]/.test(rest) && orderWords.test(rest) ? places.span(node.end + rest.search(/\/[/*]/), node.end + rest.length) : undefined;
}
