import { defineConfig } from 'vitest/config';

// In this repository the name `local-cloud` stands for its sources.
const conditions = ['local-cloud-source', 'node'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      {
        // These tests share no state, so one load of the modules serves every file.
        test: {
          name: 'unit',
          include: ['local-cloud/src/**/*.test.ts'],
          exclude: ['local-cloud/src/function-host/**'],
          isolate: false,
        },
      },
      {
        // These start worker threads, and wait for them: too slow for `npm run check`.
        test: {
          name: 'function-host',
          include: ['local-cloud/src/function-host/**/*.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-suite',
          include: ['functions/**/*.test.ts', 'tests/unit/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'suite',
          globalSetup: ['tests/suite/package-once.ts'],
          include: ['tests/suite/**/*.test.ts', 'local-cloud/tests/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
