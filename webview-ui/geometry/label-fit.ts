/** The part of a label that fits. */

const longest = 200;
// Control and format characters: they would break the line, or turn the direction of what follows.
const unprintable = /[\p{Cc}\p{Cf}]+/gu;

/** A name fit to be drawn in one line: no line breaks, no characters that turn the direction of what follows, at most 200 characters. */
export function oneLine(name: string): string {
  const cut = name.length > longest * 2 ? name.slice(0, longest * 2) : name;
  const plain = cut.replace(unprintable, ' ').trim();
  const short = plain.length > longest ? `${withoutHalf(plain.slice(0, longest))}…` : plain;
  return short;
}

/**
 * The longest beginning of `text` that is at most `width` wide, with `…` where something was left out;
 * empty where fewer than three characters would remain, since `g…` tells nobody anything.
 */
export function fitText(text: string, width: number, measure: (text: string) => number): string {
  if (text === '' || width <= 0) return '';
  if (measure(text) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? '' : `${withoutHalf(text.slice(0, low)).trimEnd()}…`;
}

/** The first of the texts that is at most `width` wide, whole, since half of a number is another number; empty where none is. */
export function wholeText(texts: readonly string[], width: number, measure: (text: string) => number): string {
  return texts.find((text) => measure(text) <= width) ?? '';
}

/** Not the first half of a character that takes two UTF-16 units. */
function withoutHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? text.slice(0, -1) : text;
}
