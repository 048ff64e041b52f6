/** `overlap analyze` for a person to read: the findings by file, what decides them, and a summary. */
import { type FileReport, findingsIn, type FunctionReport, type GroupReport } from './file-report.ts';
import { count } from './format.ts';
import { evidenceOf, sentence } from './evidence.ts';

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
    const spoken = file.functions.filter((fn) => findingsIn(fn).length > 0);
    if (spoken.length === 0 && file.errors.length === 0 && file.leftOut.length === 0) continue;
    lines.push(paint.bold(file.path));
    for (const error of file.errors) lines.push(`  ${paint.red('error')} ${error.line}:${error.column}  ${error.message}`);
    for (const left of file.leftOut) lines.push(`  left out, line ${left.place.line}: ${left.message}`);
    for (const fn of spoken) lines.push(...functionLines(fn, file.errors.length > 0, paint));
    lines.push('');
  }
  return [...lines, ...summary(files, paint), ''].join('\n');
}

/** Lines and columns stand under the file's name as ESLint prints them, which terminals make links of. */
function functionLines(fn: FunctionReport, isBroken: boolean, paint: { bold: Paint; dim: Paint; green: Paint }): string[] {
  const findings = findingsIn(fn);
  const [only] = findings.length === 1 ? findings : [];
  return [
    `  ${paint.green(at(fn.namePlace))}  ${paint.bold(fn.name)}: ${fn.lens?.text ?? ''}`,
    ...findings.flatMap((group) => {
      const where = at(group.place);
      // Of the only finding the function's own line has said the times already, where it has any, but for the rounds of a loop.
      const message = group === only && group.shape !== 'bounded-map' && fn.lens?.text.includes('→') === true ? group.claim : group.message;
      return [`    ${paint.green(where)}  ${message}`, ...why(fn, group, isBroken).map((line) => `    ${' '.repeat(where.length)}  ${paint.dim(line)}`)];
    }),
  ];
}

function at({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${line}:${column}`;
}

function why(fn: FunctionReport, group: GroupReport, isBroken: boolean): string[] {
  const evidence = [...new Set(evidenceOf(fn, group).map(sentence))];
  const shown = evidence.length > 3 ? [...evidence.slice(0, 2), `and ${evidence.length - 2} more reasons`] : evidence;
  const rewrite = isBroken ? 'The file does not parse: nothing in it is safe to rewrite.' : group.fixSafe ? 'A rewrite keeps results, effects and errors.' : 'Before rewriting, see what happens when one of them fails.';
  return [...shown, `${group.confidence === 'proven' ? 'Proven' : 'Likely'}. ${rewrite}`];
}

function summary(files: readonly FileReport[], paint: { bold: Paint }): string[] {
  const functions = files.flatMap((file) => file.functions);
  const awaits = functions.flatMap((fn) => fn.awaits);
  const waits = [...awaits, ...functions.flatMap((fn) => fn.chains.flatMap(({ steps }) => steps))];
  const async = functions.filter((fn) => !fn.plain).length;
  const findings = functions.reduce((sum, fn) => sum + findingsIn(fn).length, 0);
  const errors = files.filter((file) => file.errors.length > 0).length;
  const defaults = waits.filter((site) => site.durationFrom === 'default').length;
  return [
    paint.bold(`${count(findings, 'finding')} in ${count(files.length, 'file')}: ${count(async, 'async function')}, ${count(awaits.length, 'await')}.`),
    ...(errors > 0 ? [`${count(errors, 'file')} could not be read whole.`] : []),
    ...(findings > 0 ? [`Times are estimates: ${defaults === 0 ? 'no duration is a default' : `${defaults.toLocaleString('en')} of ${count(waits.length, 'duration')} ${defaults === 1 ? 'is a default' : 'are defaults'}`}.${defaults > 0 ? ' Write // @overlap 120ms on a line to say what you know.' : ''}`] : []),
  ];
}
