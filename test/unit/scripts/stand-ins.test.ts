import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/processes.mjs';

const spdlog = path.join(root, 'scripts/served/spdlog.cjs');
const watchdog = path.join(root, 'scripts/served/watchdog.cjs');

test("the log's stand-in is imported by name, as VS Code does it, and writes what its level lets through", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'overlap-log-'));
  try {
    const file = path.join(folder, 'deep', 'a.log');
    const program = `
      import { createAsyncRotatingLogger, setFlushOn } from ${JSON.stringify(pathToFileURL(spdlog).href)};
      setFlushOn(0);
      const log = await createAsyncRotatingLogger('a', ${JSON.stringify(file)}, 1e6, 1);
      log.setPattern('%v'); log.setLevel(3); log.info('quiet'); log.warn('loud');
      log.clearFormatters(); log.error('bare'); log.flush();`;
    expect((await run(process.execPath, ['--input-type=module', '--eval', program])).output).toBe('');
    expect(await readFile(file, 'utf8')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[warning\] loud\nbare$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the watchdog's stand-in ends a process whose server is gone", async () => {
  const server = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const program = `require(${JSON.stringify(watchdog)}).start(${server.pid ?? 0}); setInterval(() => {}, 1000);`;
  const host = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
  setTimeout(() => server.kill('SIGKILL'), 300);
  expect(await once(host, 'exit')).toEqual([87, null]);
});
