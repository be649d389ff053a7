import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/no-network.ts'],
    reporters: ['default', './test/support/skip-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/{flow,content,channel,dialog,delivery}/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { branches: 90 },
    },
  },
});
