import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: path.dirname(path.dirname(import.meta.dirname)),
    include: ['test/e2e/**/*.test.ts'],
    // One workbench at a time: each is a server, an extension host and a browser.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
