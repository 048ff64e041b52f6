import type { Json } from './write.ts';

/** What stands on one line is at most this long. */
const lineLength = 110;

/** A document as a person would write it: what fits on a line stands on one. */
export function formatScenario(document: Json): string {
  return `${lines(document, '', 0)}\n`;
}

/** `taken`: characters that stand before it on its line. */
function lines(value: Json, indent: string, taken: number): string {
  const short = oneLine(value);
  if (typeof value !== 'object' || value === null || (indent !== '' && taken + short.length <= lineLength)) return short;
  const deeper = `${indent}  `;
  if (isList(value)) return value.length === 0 ? '[]' : `[\n${value.map((item) => deeper + lines(item, deeper, deeper.length)).join(',\n')}\n${indent}]`;
  const members = Object.entries(value).map(([name, member]) => {
    const start = `${deeper}${JSON.stringify(name)}: `;
    return start + lines(member, deeper, start.length);
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

function oneLine(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(oneLine).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
