import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    setupFiles: ['test/unit/seed.ts'],
    // Property tests run a thousand cases on machines that may be slow.
    testTimeout: 60_000,
  },
});
