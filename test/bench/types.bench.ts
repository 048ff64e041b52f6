/**
 * Speed of the second tier, as ratios measured in one process: the analysis of all files of a project with its types, against `ts.createProgram` and the
 * check of every file; after one edit, against the first answer; and how soon it stops once nobody waits for it any more.
 *
 *     npm run bench types                       this repository's own project
 *     OVERLAP_BENCH=FOLDER:… npm run bench types  those of the tsconfig.json in each FOLDER; without its packages a project is cheaper to check than it is in earnest
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { analyze, type SourceText } from '../../src/analysis/analyze.ts';
import { Cancellation, TypedProject } from '../../src/project/typed-project.ts';

const own = path.resolve(import.meta.dirname, '../..');
const rounds = 3;

/** CPU seconds, of all threads: on a machine that others use too, the clock says less. */
function secondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function configOf(root: string): ts.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), { noEmit: true }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  if (config === undefined) throw new Error(`${root}: its tsconfig.json cannot be read`);
  return config;
}

function filesOf(root: string, { fileNames }: ts.ParsedCommandLine): SourceText[] {
  return fileNames.filter((file) => !/\.d\.[cm]?ts$/.test(file)).map((file) => ({ path: path.relative(root, file).split(path.sep).join('/'), text: readFileSync(file, 'utf8') }));
}

function unsettled(files: readonly SourceText[], project: TypedProject | undefined): number {
  return files.reduce((sum, file) => sum + analyze(file, project).functions.reduce((n, fn) => n + [...fn.pairs, ...fn.loops].filter(({ verdict, confidence }) => verdict === 'unknown' || confidence === 'likely').length, 0), 0);
}

for (const root of (process.env.OVERLAP_BENCH ?? own).split(path.delimiter)) {
  const config = configOf(root);
  const files = filesOf(root, config);
  const open = { without: unsettled(files, undefined), with: 0 };
  let unresolved = 0;
  // In turn, so that both meet a warm compiler and the same disturbances; the quickest counts.
  let checkS = Infinity;
  let typedS = Infinity;
  for (let round = 0; round < rounds; round++) {
    checkS = Math.min(checkS, secondsOf(() => {
      const program = ts.createProgram(config.fileNames, config.options);
      // 2307, 2792: a module that is not there.
      unresolved = program.getSemanticDiagnostics().filter(({ code }) => code === 2307 || code === 2792).length;
    }));
    typedS = Math.min(typedS, secondsOf(() => {
      open.with = unsettled(files, new TypedProject(root));
    }));
  }
  console.log(`${path.basename(root)}: ${files.length} files, ${unresolved} modules not found; ${open.without} verdicts rest on names or are open without types, ${open.with} with them`);
  console.table({
    'createProgram and check of every file': { 'CPU seconds': checkS.toFixed(2), ratio: '1.00 ×', aim: '' },
    'second tier, every file': { 'CPU seconds': typedS.toFixed(2), ratio: `${(typedS / checkS).toFixed(2)} ×`, aim: '≤ 2 ×' },
  });
  if (root === own) oneFile(checkS);
}

/** A file that is only in the editor, and whose calls only their types tell: its first answer, and that after an edit. */
function oneFile(checkS: number): void {
  const probe = 'src/worker/probe.ts';
  const text = "import type { Asked } from './client.ts';\nimport type { Source } from './messages.ts';\nexport async function main(asked: Asked, source: Source) {\n  const one = await asked.ask('outline', 'one', { source });\n  const two = await asked.ask('outline', 'two', { source });\n  return [one, two];\n}\n";
  const texts = new Map<string, string>();
  const stop = { after: Infinity };
  const project = new TypedProject(own, texts, () => performance.now() > stop.after);
  const ask = (now: string): void => {
    texts.set(path.join(own, probe), now);
    analyze({ path: probe, text: now }, { types: project, resolve: (specifier, from) => project.resolve(specifier, from), read: (file) => project.read(file) });
  };
  // Nobody waits for it any more after 50 ms: how much longer it goes on, before it has a program and while it makes the next.
  stop.after = performance.now() + 50;
  let lateMs = 0;
  try {
    ask(text);
  } catch (error) {
    if (!(error instanceof Cancellation)) throw error;
    lateMs = performance.now() - stop.after;
  }
  stop.after = Infinity;
  const firstS = secondsOf(() => ask(text));
  const againS = secondsOf(() => ask(`${text}// an edit\n`));
  console.table({
    'one file, first answer': { 'CPU seconds': firstS.toFixed(2), ratio: `${(firstS / checkS).toFixed(2)} ×` },
    'the same file after an edit': { 'CPU seconds': againS.toFixed(2), ratio: `${(againS / checkS).toFixed(2)} ×` },
  });
  console.log(`Told after 50 ms to stop, while it reads the program in: it goes on for ${lateMs.toFixed(0)} ms.`);
}
