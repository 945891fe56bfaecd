import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isApiSequence, judgeApiSequence } from '../conformance/api.ts';
import { apiExecutionDifferences, runsOnTheApi } from '../conformance/api-execution.ts';
import { isExecution, judgeExecution } from '../conformance/execution.ts';
import { loadFixtures } from '../conformance/fixtures.ts';

const dir = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));
const skip = !existsSync(dir);

test.skipIf(skip)(
  'sequences of API calls answer as recorded on AWS (skipped without ../shared/conformance)',
  async () => {
    for (const fixture of loadFixtures(dir).filter(isApiSequence)) {
      const { reasons } = await judgeApiSequence(fixture);
      expect({ id: fixture.id, reasons }).toEqual({ id: fixture.id, reasons: [] });
    }
  },
);

/** What the engine alone does not pass is its own affair: `npm run conformance` tells. */
test.skipIf(skip)(
  'executions through the API and the integrations are as recorded: history, answer, log, events',
  async () => {
    const fixtures = loadFixtures(dir).filter(isExecution).filter(runsOnTheApi);
    expect(fixtures.length).toBeGreaterThan(800);
    for (const fixture of fixtures) {
      const differences = await apiExecutionDifferences(fixture);
      if (differences.length === 0) continue;
      const { reasons } = await judgeExecution(fixture);
      expect({ id: fixture.id, differences }).toEqual({
        id: fixture.id,
        differences: reasons.length > 0 ? differences : [],
      });
    }
  },
);
