import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runValidationSuite } from '../conformance/validation.ts';

const dir = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));

test.skipIf(!existsSync(dir))(
  'definitions are accepted and refused as AWS and its linters do (skipped without ../shared/conformance)',
  async () => {
    for (const { suite, misses } of await runValidationSuite(dir)) {
      expect({ suite, misses }).toEqual({ suite, misses: [] });
    }
  },
);
