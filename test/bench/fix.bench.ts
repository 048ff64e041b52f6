/**
 * How true the predicted times are: the functions of fix/services.ts are run as written and as `overlap fix --all` rewrites them, over a real HTTP server
 * and real timers, and what they took is set against what was predicted for both.
 *
 *     npm run bench fix
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyze } from '../../src/analysis/analyze.ts';
import { fixAll } from '../../src/refactor/fix-all.ts';
import { timelineOf } from '../../src/report/report.ts';
import { startService } from './fix/service.ts';

const file = 'services.ts';
const runs = 5;
const before = readFileSync(path.join(import.meta.dirname, 'fix', file), 'utf8');
const { text: after, applied } = fixAll(file, before, { grades: 'all' });

/** Milliseconds from the start to the end of each exported function, as the timeline would show them. */
function predicted(text: string): ReadonlyMap<string, number> {
  const model = analyze({ path: file, text });
  return new Map(model.functions.map((fn) => [fn.name, (timelineOf(model, fn.id)?.runs[0]?.metrics.wallUs ?? Number.NaN) / 1000]));
}

type Functions = Readonly<Record<string, (id: number) => Promise<unknown>>>;

async function elapsed(run: (id: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < runs; round++) {
    const start = performance.now();
    await run(1);
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}

const service = await startService();
const folder = mkdtempSync(path.join(tmpdir(), 'overlap-bench-'));
try {
  process.env.SERVICE_ORIGIN = service.origin;
  const load = async (name: string, text: string): Promise<Functions> => {
    const at = path.join(folder, `${name}.ts`);
    writeFileSync(at, text);
    return (await import(pathToFileURL(at).href)) as Functions;
  };
  const [written, rewritten] = [await load('before', before), await load('after', after)];
  const [expectedBefore, expectedAfter] = [predicted(before), predicted(after)];
  // Connections are opened before anything is measured.
  await Promise.all(Array.from({ length: 12 }, () => fetch(`${service.origin}/open?ms=50`)));

  const rows: Record<string, Record<string, string>> = {};
  const errors: number[] = [];
  for (const [name, run] of Object.entries(written)) {
    const other = rewritten[name];
    if (other === undefined) throw new Error(`${name} is gone after the fix.`);
    const [measuredBefore, measuredAfter] = [await elapsed(run), await elapsed(other)];
    const [sayBefore = Number.NaN, sayAfter = Number.NaN] = [expectedBefore.get(name), expectedAfter.get(name)];
    const off = [Math.abs(measuredBefore - sayBefore) / measuredBefore, Math.abs(measuredAfter - sayAfter) / measuredAfter];
    errors.push(...off);
    rows[name] = {
      'predicted → then': `${sayBefore.toFixed(0)} → ${sayAfter.toFixed(0)} ms`,
      'measured → then': `${measuredBefore.toFixed(0)} → ${measuredAfter.toFixed(0)} ms`,
      'off by': off.map((share) => `${(share * 100).toFixed(1)} %`).join(', '),
      same: JSON.stringify(await run(2)) === JSON.stringify(await other(2)) ? 'yes' : 'NO',
    };
  }
  console.table(rows);
  console.log(`${Object.keys(rows).length} functions, ${applied.length} fixes; median of ${runs} runs each`);
  console.log(`predicted against measured: median ${(quantile(errors, 0.5) * 100).toFixed(1)} % off (aim ≤ 5), p95 ${(quantile(errors, 0.95) * 100).toFixed(1)} % (aim ≤ 15)`);
} finally {
  service.close();
  rmSync(folder, { recursive: true, force: true });
}
