import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runJsonataSuite } from '../conformance/jsonata.ts';

const dir = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));

test.skipIf(!existsSync(dir))(
  "jsonata's own test suite passes as far as JSONata 2.0.6 does (skipped without ../shared/conformance)",
  () => {
    const { misses } = runJsonataSuite(dir);

    expect(misses).toEqual([]);
  },
);
