/**
 * How the safe fixes of a whole file grow with the file: functions of two reads each, n of them and twice as many.
 *
 *     npm run bench fix-all
 */
import { fixAll } from '../../src/refactor/fix-all.ts';

function fileOf(functions: number): string {
  const one = (at: number): string => `export async function load${at}(a: string, b: string) {\n  const x = await readFile(a, 'utf8');\n  const y = await readFile(b, 'utf8');\n  return x + y;\n}\n`;
  return `import { readFile } from 'node:fs/promises';\n${Array.from({ length: functions }, (_, at) => one(at)).join('\n')}`;
}

/** Milliseconds of the processor: on a machine that others use too, the clock says less. */
function millisecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

// Until the engine has compiled what it will compile.
fixAll('main.ts', fileOf(60), { grades: 'safe' });
const took = [240, 480].map((functions) => {
  const text = fileOf(functions);
  const ms = millisecondsOf(() => {
    const { applied } = fixAll('main.ts', text, { grades: 'safe' });
    if (applied.length !== functions) throw new Error('Every function has a fix.');
  });
  console.log(`${functions} functions (${(text.length / 1000).toFixed(0)} kB): ${ms.toFixed(0)} ms, ${(ms / functions).toFixed(1)} ms a function`);
  return ms;
});
const [once = Number.NaN, twice = Number.NaN] = took;
console.log(`twice as many take ${(twice / once).toFixed(1)} times as long (aim ≤ 2.5: the changes of all functions are read at once), and stay below the worker's 15 s`);
