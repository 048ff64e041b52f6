/**
 * Scores what the analysis says against labelled rows, of the form that `blind-sample.mjs` draws:
 *
 *   node scripts/blind-score.mjs [--misses] CHECKOUTS LABELS.jsonl…
 *
 * CHECKOUTS is the folder that holds each project as `owner__name`. For pairs and for loops it prints how many of the rows called independent are so
 * (precision), how many of the independent ones are found (recall), how many verdicts are exact, and how many automatic rewrites were offered where they must
 * not be. With `--misses` each wrong verdict is told, with the label's reason and ours.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ id: string, kind: 'pair' | 'loop', repo: string, path: string, line1: number, col1: number, line2: number, col2: number, label: string, reason: string }} Row */
/** @typedef {{ line: number, column: number }} Position */
/** @typedef {{ verdict: string, fixSafe: boolean, evidence: { message: string }[] }} Judged */
/** @typedef {{ awaits: (Position & { id: string })[], pairs: (Judged & { first: string, second: string })[], loops: (Judged & Position)[] }} AnalysedFunction */

const cli = path.join(import.meta.dirname, '../dist/cli.js');
/** Files an analysis takes at once. */
const chunk = 40;

const args = process.argv.slice(2);
const tellsMisses = args[0] === '--misses' && args.shift() !== undefined;
const [checkouts, ...labels] = args;
if (checkouts === undefined || labels.length === 0) {
  console.error('usage: node scripts/blind-score.mjs [--misses] CHECKOUTS LABELS.jsonl…');
  process.exit(2);
}
if (!existsSync(cli)) {
  console.error('There is no dist/cli.js yet: run `npm run build` first.');
  process.exit(2);
}
for (const file of labels) score(file, checkouts);

function score(/** @type {string} */ file, /** @type {string} */ folder) {
  const rows = readFileSync(file, 'utf8').trim().split('\n').map((line) => /** @type {Row} */ (JSON.parse(line)));
  const fileOf = (/** @type {Row} */ row) => path.resolve(folder, row.repo.replace('/', '__'), row.path);
  const present = rows.filter((row) => existsSync(fileOf(row)));
  if (present.length < rows.length) console.error(`${file}: ${rows.length - present.length} rows are left out, as their files are not in ${folder}`);
  const functions = analysed([...new Set(present.map(fileOf))]);
  for (const kind of /** @type {const} */ (['pair', 'loop'])) {
    let [total, said, hit, real, exact, unsafe] = [0, 0, 0, 0, 0, 0];
    for (const row of present) {
      if (row.kind !== kind) continue;
      const judged = find(functions.get(fileOf(row)) ?? [], row);
      const verdict = judged?.verdict ?? 'missing';
      total++;
      if (verdict === row.label) exact++;
      else if (tellsMisses) console.log(`${row.id} ${row.label}, not ${verdict}: ${row.repo} ${row.path}:${row.line1}\n    ${row.reason}\n    ${judged?.evidence[0]?.message ?? 'no verdict'}`);
      if (row.label === 'independent') real++;
      if (verdict === 'independent') said++;
      if (verdict === 'independent' && row.label === 'independent') hit++;
      if (judged?.fixSafe === true && row.label !== 'independent') unsafe++;
    }
    console.log(`${path.basename(file)} ${kind}s: precision ${share(hit, said)}, recall ${share(hit, real)}, exact ${share(exact, total)}, unsafe ${unsafe}`);
  }
}

/** @returns {Map<string, AnalysedFunction[]>} */
function analysed(/** @type {readonly string[]} */ files) {
  const found = new Map();
  for (let from = 0; from < files.length; from += chunk) {
    const text = execFileSync(process.execPath, [cli, 'analyze', '--format', 'json', ...files.slice(from, from + chunk)], { encoding: 'utf8', maxBuffer: 1 << 30 });
    for (const { path: file, functions } of JSON.parse(text).files) found.set(path.resolve(file), functions);
  }
  return found;
}

/** @returns {Judged | undefined} */
function find(/** @type {readonly AnalysedFunction[]} */ functions, /** @type {Row} */ row) {
  const isAt = (/** @type {Position} */ { line, column }, /** @type {number} */ atLine, /** @type {number} */ atColumn) => line === atLine && column === atColumn;
  for (const { awaits, pairs, loops } of functions) {
    if (row.kind === 'loop') {
      const loop = loops.find((one) => isAt(one, row.line1, row.col1));
      if (loop) return loop;
      continue;
    }
    const first = awaits.find((one) => isAt(one, row.line1, row.col1));
    const second = awaits.find((one) => isAt(one, row.line2, row.col2));
    const pair = first && second && pairs.find((one) => one.first === first.id && one.second === second.id);
    if (pair) return pair;
  }
  return undefined;
}

/** @returns {string} */
function share(/** @type {number} */ part, /** @type {number} */ whole) {
  return whole === 0 ? `${part}/${whole}` : `${part}/${whole} = ${(part / whole).toFixed(2)}`;
}
