/// <reference types="mocha" />
/**
 * The suite's entry inside a real extension host, desktop or served: both call `run()`. Every suite/*.test.ts is taken, none is listed.
 * What happens is written to the file that OVERLAP_TEST_RESULTS names, one JSON record per line, so that the runner knows how far a host came
 * that died halfway.
 */
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export type ResultRecord =
  | { readonly type: 'pass'; readonly title: string; readonly ms: number }
  | { readonly type: 'fail'; readonly title: string; readonly error: string }
  /** A test that is marked as skipped: the runner counts it as failed. */
  | { readonly type: 'skip'; readonly title: string }
  | { readonly type: 'end' };

export async function run(): Promise<void> {
  const file = process.env.OVERLAP_TEST_RESULTS;
  if (!file) throw new Error('OVERLAP_TEST_RESULTS must name the file for the results.');
  const record = (entry: ResultRecord): void => appendFileSync(file, `${JSON.stringify(entry)}\n`);

  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: Mocha.reporters.Base });
  const suite = path.join(__dirname, 'suite');
  for (const name of readdirSync(suite).filter((entry) => entry.endsWith('.test.cjs')).sort()) mocha.addFile(path.join(suite, name));
  await mocha.loadFilesAsync();

  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => record({ type: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on('fail', (test, error: unknown) => record({ type: 'fail', title: test.fullTitle(), error: describe(error) }));
    runner.on('pending', (test) => record({ type: 'skip', title: test.fullTitle() }));
  });
  record({ type: 'end' });
  if (failures > 0) throw new Error(`${failures} tests failed.`);

  function describe(error: unknown): string {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
