/**
 * Speed of the second tier, as a ratio measured in one process: the analysis of all files of this repository's own project with its types, against
 * `ts.createProgram` and the check of every file; and after one edit, against the first answer.
 *
 *     npm run bench types
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { analyze } from '../../src/analysis/analyze.ts';
import { TypedProject } from '../../src/project/typed-project.ts';

const root = path.resolve(import.meta.dirname, '../..');
const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), { noEmit: true }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
if (config === undefined) throw new Error('tsconfig.json cannot be read');
const files = config.fileNames.filter((file) => !file.endsWith('.d.ts')).map((file) => ({ path: path.relative(root, file).split(path.sep).join('/'), text: readFileSync(file, 'utf8') }));

function millisecondsOf(work: () => void): number {
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}

const check = (): void => {
  const program = ts.createProgram(config.fileNames, config.options);
  program.getSemanticDiagnostics();
};

function unsettled(project: TypedProject | undefined): number {
  return files.reduce((sum, file) => sum + analyze(file, project).functions.reduce((n, fn) => n + [...fn.pairs, ...fn.loops].filter(({ verdict, confidence }) => verdict === 'unknown' || confidence === 'likely').length, 0), 0);
}

// Each twice, in turn, so that both meet a warm compiler; the quicker counts.
let checkMs = Infinity;
let typedMs = Infinity;
const open = { without: unsettled(undefined), with: 0 };
for (let round = 0; round < 2; round++) {
  checkMs = Math.min(checkMs, millisecondsOf(check));
  typedMs = Math.min(typedMs, millisecondsOf(() => {
    open.with = unsettled(new TypedProject(root));
  }));
}

// A file that is only in the editor, and whose calls only their types tell.
const probe = 'src/worker/probe.ts';
const text = "import type { Asked } from './client.ts';\nimport type { Source } from './messages.ts';\nexport async function main(asked: Asked, source: Source) {\n  const one = await asked.ask('outline', 'one', { source });\n  const two = await asked.ask('outline', 'two', { source });\n  return [one, two];\n}\n";
const texts = new Map<string, string>();
const project = new TypedProject(root, texts);
const answerTo = (now: string): number => millisecondsOf(() => {
  texts.set(path.join(root, probe), now);
  analyze({ path: probe, text: now }, { types: project, resolve: (specifier, from) => project.resolve(specifier, from), read: (file) => project.read(file) });
});
const firstMs = answerTo(text);
const againMs = answerTo(`${text}// an edit\n`);

console.log(`${files.length} files of this repository's project; ${open.without} verdicts rest on names or are open without types, ${open.with} with them`);
console.table({
  'createProgram and check of every file': { seconds: (checkMs / 1000).toFixed(2), ratio: '1.00 ×', aim: '' },
  'second tier, every file': { seconds: (typedMs / 1000).toFixed(2), ratio: `${(typedMs / checkMs).toFixed(2)} ×`, aim: '≤ 2 ×' },
  'second tier, one file, first answer': { seconds: (firstMs / 1000).toFixed(2), ratio: `${(firstMs / checkMs).toFixed(2)} ×`, aim: '' },
  'second tier, the same file after an edit': { seconds: (againMs / 1000).toFixed(2), ratio: `${(againMs / checkMs).toFixed(2)} ×`, aim: '' },
});
