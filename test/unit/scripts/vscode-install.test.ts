import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { installVscode } from '../../../scripts/vscode-install.mjs';

test('without a network and with nothing fetched before, the error says so', async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'overlap-offline-'));
  vi.stubEnv('npm_config_offline', 'true');
  vi.stubEnv('npm_config_cache', path.join(base, 'empty-npm-cache'));
  try {
    const lines: string[] = [];
    await expect(installVscode({ base, log: (line) => lines.push(line) })).rejects.toThrow(/registry cannot be reached, and VS Code was not fetched before/);
    expect(lines[0]).toContain('fetching it from the npm registry');
    expect((await readdir(base)).filter((name) => !name.includes('partial') && !name.startsWith('empty'))).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    await rm(base, { recursive: true });
  }
});
