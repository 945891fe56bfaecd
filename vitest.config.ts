import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import manifest from './local-cloud/package.json' with { type: 'json' };

/** In this repository the name `local-cloud` stands for its sources. */
const alias = Object.entries(manifest.exports).map(([path, { 'local-cloud-source': source }]) => ({
  find: new RegExp(`^local-cloud${path.slice(1)}$`),
  replacement: join(import.meta.dirname, 'local-cloud', source),
}));

const SEED = 'tests/seed.ts';

export default defineConfig({
  resolve: { alias },
  test: {
    // Generous: what a test proves does not depend on how busy the machine is.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Every core, and not all but one: most of a test file's time it waits for what it started.
    maxWorkers: '100%',
    // Of the programs in Node that tests start: what one has compiled the next one reads.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    projects: [
      {
        // These tests share no state, so one load of the modules serves every file.
        extends: true,
        test: {
          name: 'unit',
          setupFiles: SEED,
          include: ['local-cloud/{src,conformance,console}/**/*.test.ts'],
          exclude: ['local-cloud/src/{function-host,job-host}/**'],
          isolate: false,
        },
      },
      {
        // These start processes, and wait for them: too slow for `npm run check`.
        extends: true,
        test: {
          name: 'function-host',
          include: ['local-cloud/src/{function-host,job-host}/**/*.test.ts'],
          isolate: false,
        },
      },
      {
        // Many small clouds, one after the other, in one process.
        extends: true,
        test: { name: 'labs', include: ['tests/labs/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: { name: 'unit-suite', include: ['tests/unit/**/*.test.ts'], isolate: false },
      },
      {
        // Handlers make what they need once, when they are loaded: each test file loads its own.
        extends: true,
        test: { name: 'handlers', setupFiles: SEED, include: ['{functions,runners}/**/*.test.ts'] },
      },
      {
        // Each cloud is a test's own; what they are made of is loaded once.
        extends: true,
        test: { name: 'local-cloud', include: ['local-cloud/tests/**/*.test.ts'], isolate: false },
      },
      {
        // As there: a cloud of the whole suite for each test file, whose modules are loaded once.
        extends: true,
        test: {
          name: 'suite',
          globalSetup: ['tests/suite/package-once.ts'],
          include: ['tests/suite/**/*.test.ts'],
          isolate: false,
          maxConcurrency: 3,
        },
      },
      {
        // These install what is packed, and package and run copied workflows: apart from the others, or the
        // machine is too busy.
        extends: true,
        test: {
          name: 'copy',
          globalSetup: ['tests/copy/copy-first.ts'],
          include: ['tests/{copy,packed}/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          maxConcurrency: 2,
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
