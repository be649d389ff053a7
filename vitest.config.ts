import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/no-network.ts'],
    // Files share a process, and with it what is learned from the content: seconds for each that needs it.
    isolate: false,
    // Browsers and servers wait for most of their time: two at once even on a small machine.
    maxWorkers: 2,
    // Browsers on a busy machine take their time; nothing here measures speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: ['default', './test/support/skip-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/{flow,content,channel,dialog,delivery}/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { branches: 90 },
    },
  },
});
