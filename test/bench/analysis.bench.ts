/**
 * Speed of the analysis, as ratios measured in one process on the same files: against the bare parse, against ESLint's `no-await-in-loop`, after one
 * edit of a long file, and how its memory and time grow.
 *
 *     npm run bench                       the TypeScript sources in node_modules and of this repository
 *     OVERLAP_BENCH=FOLDER npm run bench  those under FOLDER, such as checkouts of large projects
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Linter } from 'eslint';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { analyze } from '../../src/analysis/analyze.ts';
import { EditedFile } from '../../src/analysis/edited-file.ts';
import type { ConcurrencyModel } from '../../src/analysis/model.ts';

interface Source {
  readonly path: string;
  readonly text: string;
}

const root = path.resolve(import.meta.dirname, '../..');
const given = process.env.OVERLAP_BENCH;

function sources(): Source[] {
  const folders = given === undefined ? [root] : given.split(path.delimiter);
  const ignore = ['**/*.d.ts', '**/*.d.mts', '**/*.d.cts', '**/dist/**', '**/test/corpus/bad/**', ...(given === undefined ? [] : ['**/node_modules/**'])];
  return folders
    .flatMap((cwd) => globSync('**/*.{ts,mts,cts,tsx}', { cwd, ignore, absolute: true, dot: false }))
    .sort()
    // ESLint's default of what is worth linting ends far below; one generated file would outweigh all others.
    .filter((file) => statSync(file).size < 500_000)
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
}

function parse({ path: name, text }: Source): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false);
}

/** Of the processor, the threads that collect garbage and compile included: on a machine that others use too, the clock says less. */
function millisecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The quickest of several rounds, the ways taken in turn, so that all of them meet the same disturbances. The first ten or so go by until the engine has compiled what it will compile. */
function quickest(rounds: number, ways: readonly (() => void)[]): number[] {
  const best = ways.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    ways.forEach((way, i) => {
      best[i] = Math.min(best[i] ?? Infinity, millisecondsOf(way));
    });
  }
  return best;
}

const rows: [what: string, measured: string, aim: string][] = [];
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const times = (a: number, b: number): string => `${(a / b).toFixed(2)} ×`;

const files = sources();
const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
const counted = { awaits: 0, pairs: 0, loops: 0 };
for (const file of files) {
  for (const fn of analyze(file).functions) {
    counted.awaits += fn.awaits.length;
    counted.pairs += fn.pairs.length;
    counted.loops += fn.loops.length;
  }
}
console.log(`${files.length} files of ${given ?? 'node_modules and this repository'}, ${(bytes / 1e6).toFixed(1)} MB, ${counted.awaits} awaits, ${counted.pairs} pairs, ${counted.loops} loops`);
if (files.length < 1000) console.log('(fewer than 1,000 files: the ratios say less)');

/** As the editor does it with a file that is opened: see EditedFile. */
const opened = ({ path: name, text }: Source): ConcurrencyModel => new EditedFile(name).analyze(text);

const [parseMs = 0, openedMs = 0, analyzeMs = 0] = quickest(15, [
  () => files.forEach((file) => parse(file)),
  () => files.forEach((file) => opened(file)),
  () => files.forEach((file) => analyze(file)),
]);
rows.push(['bare ts.createSourceFile of all files', seconds(parseMs), '']);
rows.push(['analysis of all files, first tier, as the editor opens them', seconds(openedMs), '']);
rows.push(['analysis against the bare parse', times(openedMs, parseMs), '≤ 2 ×']);
rows.push(['the same with the mistakes of files that hold nothing asynchronous, as the CLI tells them', times(analyzeMs, parseMs), '']);

const waiting = files.filter(({ text }) => /\bawait\b/.test(text));
const [waitingParseMs = 0, waitingMs = 0] = quickest(15, [
  () => waiting.forEach((file) => parse(file)),
  () => waiting.forEach((file) => analyze(file)),
]);
rows.push([`the same, only the ${waiting.length} files that await`, times(waitingMs, waitingParseMs), '']);

const linter = new Linter({ configType: 'flat', cwd: root });
const config: Linter.Config[] = [{
  files: ['**/*.{ts,mts,cts,tsx}'],
  languageOptions: { parser: tseslint.parser },
  rules: { 'no-await-in-loop': 'error' },
}];
let linted = 0;
const lint = (list: readonly Source[]): void => {
  for (const { path: name, text } of list) linted += linter.verify(text, config, { filename: path.join(root, path.basename(name)), allowInlineConfig: false }).filter(({ ruleId }) => ruleId === 'no-await-in-loop').length;
};
lint(files.slice(0, 200));
linted = 0;
const lintMs = millisecondsOf(() => lint(files));
rows.push([`ESLint no-await-in-loop, typescript-eslint parser (${linted} reports)`, seconds(lintMs), '']);
rows.push(['ESLint against the analysis', times(lintMs, analyzeMs), '≥ 6 ×']);

/** Of those that await, those that can stand in one file: what does not parse is never gone on from. */
const whole = waiting.filter(({ text }) => problemsOf({ path: 'long.ts', text }) === 0);

function problemsOf(source: Source): number {
  return (parse(source) as { readonly parseDiagnostics?: readonly unknown[] }).parseDiagnostics?.length ?? 0;
}

/** A file of at least that many lines, made of whole awaiting files of the list. */
function longFile(lines: number): string {
  const parts: string[] = [];
  let count = 0;
  for (let i = 0; count < lines; i++) {
    const text = whole[i % Math.max(1, whole.length)]?.text ?? 'async function f() { await g(); }\n';
    parts.push(text);
    count += text.split('\n').length;
  }
  return parts.join('\n');
}

let long = longFile(5000);
let edits = 0;
const typed = (): string => {
  // A letter more in a comment in the middle, as a person types: each round a text that was not seen before.
  const middle = long.indexOf('\n', long.length / 2);
  edits += 1;
  return `${long.slice(0, middle)}\n// ${'x'.repeat(edits)}${long.slice(middle)}`;
};
// As the worker does it: the file is known from the edit before.
const edited = new EditedFile('long.ts');
edited.analyze(long);
const [editParseMs = 0, fromNothingMs = 0, editMs = 0] = quickest(15, [
  () => { parse({ path: 'long.ts', text: typed() }); },
  () => { analyze({ path: 'long.ts', text: typed() }); },
  () => { edited.analyze(typed()); },
]);
/** A letter more in a call that was put behind a statement: what it does is another matter for all that call the function, and so on. */
const statements = [...long.matchAll(/;\n/g)].map(({ index }) => index + 1);
const places = Array.from({ length: 21 }, (_, i) => statements[Math.floor(((i + 0.5) / 21) * statements.length)] ?? 0);
const inFunctions = places.map((at) => {
  let letters = 0;
  const [ms = 0] = quickest(4, [() => {
    letters += 1;
    edited.analyze(`${long.slice(0, at)} touch${'x'.repeat(letters)}();${long.slice(at)}`);
  }]);
  return ms;
}).sort((a, b) => a - b);
rows.push([`one edit of a 5,000-line file (${(long.length / 1000).toFixed(0)} kB): parse`, `${editParseMs.toFixed(1)} ms`, '']);
rows.push(['its analysis from nothing, against that parse', times(fromNothingMs, editParseMs), '']);
rows.push(['its analysis again after an edit of a comment, against that parse', times(editMs, editParseMs), '≤ 1.5 ×']);
rows.push(['its analysis again after an edit of a call, at 21 places: middle one, against that parse', times(inFunctions[10] ?? 0, editParseMs), '≤ 1.5 ×']);

setFlagsFromString('--expose_gc');
const collectOnce = runInNewContext('gc') as () => void;
/** Once is not enough: what finalisers hold goes only with the next. */
const collect = (): void => { for (let i = 0; i < 4; i++) collectOnce(); };
analyze({ path: 'long.ts', text: long });
const growth: string[] = [];
for (const lines of [5000, 10_000, 20_000, 40_000]) {
  long = longFile(lines);
  collect();
  const before = process.memoryUsage().heapUsed;
  const models: ConcurrencyModel[] = [];
  const ms = millisecondsOf(() => models.push(analyze({ path: 'long.ts', text: long })));
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  const awaits = models[0]?.functions.reduce((sum, fn) => sum + fn.awaits.length, 0) ?? 0;
  growth.push(`${String(lines / 1000)}k lines, ${awaits} awaits: ${(kept / long.length).toFixed(1)} bytes and ${(ms * 1e6 / long.length).toFixed(0)} ns a character`);
}
for (const line of growth) rows.push(['memory kept and time, as a file grows', line, 'level']);

const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, measured, aim] of rows) console.log(`${what.padEnd(width)}  ${measured}${aim === '' ? '' : `   (aim: ${aim})`}`);
const packages = createRequire(import.meta.url);
for (const name of ['typescript', 'eslint', 'typescript-eslint']) {
  const { version } = packages(`${name}/package.json`) as { version: string };
  console.log(`${name} ${version}`);
}
