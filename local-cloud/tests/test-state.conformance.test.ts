import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadFixtures } from '../conformance/fixtures.ts';
import { isTestState, judgeTestState } from '../conformance/test-state.ts';

const dir = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));

test.skipIf(!existsSync(dir))(
  'TestState answers as it was recorded on AWS (skipped without ../shared/conformance)',
  async () => {
    for (const fixture of loadFixtures(dir).filter(isTestState)) {
      const { reasons } = await judgeTestState(fixture);
      expect({ id: fixture.id, reasons }).toEqual({ id: fixture.id, reasons: [] });
    }
  },
);
