/** `overlap analyze` for a person to read: the findings by file, what decides them, and a summary. */
import type { FileReport, FunctionReport, GroupReport } from './file-report.ts';
import { count } from './format.ts';
import { at } from './hover.ts';
import { evidenceOf } from './sarif.ts';

export interface TextOptions {
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
}

type Paint = (text: string) => string;

export function analysisText(files: readonly FileReport[], options: TextOptions): string {
  const style = (code: number): Paint => (options.colour ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text);
  const paint = { bold: style(1), dim: style(2), red: style(31), green: style(32) };
  const lines: string[] = [];
  for (const file of files) {
    const spoken = file.functions.filter((fn) => fn.groups.length > 0);
    if (spoken.length === 0 && file.errors.length === 0 && file.leftOut.length === 0) continue;
    lines.push(paint.bold(file.path));
    for (const error of file.errors) lines.push(`  ${paint.red('error')} ${error.line}:${error.column}  ${error.message}`);
    for (const left of file.leftOut) lines.push(`  left out, line ${left.place.line}: ${left.message}`);
    for (const fn of spoken) lines.push(...functionLines(file, fn, paint));
    lines.push('');
  }
  return [...lines, ...summary(files, paint), ''].join('\n');
}

function functionLines(file: FileReport, fn: FunctionReport, paint: { dim: Paint; green: Paint }): string[] {
  return [
    `  ${fn.name}${fn.lens ? paint.dim(`  ${fn.lens.text}`) : ''}`,
    ...fn.groups.flatMap((group) => [
      `    ${paint.green(`${file.path}:${group.place.line}:${group.place.column}`)}`,
      `      ${group.message}`,
      ...why(fn, group).map((line) => `      ${paint.dim(line)}`),
    ]),
  ];
}

function why(fn: FunctionReport, group: GroupReport): string[] {
  const evidence = [...new Set(evidenceOf(fn, group).map(at))];
  const more = evidence.length > 3 ? [`and ${evidence.length - 3} more reasons`] : [];
  const safe = group.fixSafe ? 'a rewrite keeps results, effects and errors' : 'look before rewriting: results are independent, errors or effects may change order';
  return [`${group.confidence}: ${evidence.slice(0, 3).join('; ')}`, ...more, safe];
}

function summary(files: readonly FileReport[], paint: { bold: Paint }): string[] {
  const functions = files.flatMap((file) => file.functions);
  const awaits = functions.flatMap((fn) => fn.awaits);
  const findings = functions.reduce((sum, fn) => sum + fn.groups.length, 0);
  const errors = files.filter((file) => file.errors.length > 0).length;
  const defaults = awaits.filter((site) => site.durationFrom === 'default').length;
  return [
    paint.bold(`${count(findings, 'finding')} in ${count(files.length, 'file')}: ${count(functions.length, 'async function')}, ${count(awaits.length, 'await')}.`),
    ...(errors > 0 ? [`${count(errors, 'file')} could not be read whole.`] : []),
    ...(findings > 0 && defaults > 0 ? [`Times are estimates: ${defaults.toLocaleString('en')} of ${count(awaits.length, 'duration')} are defaults.`] : []),
  ];
}
