import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { open } from './world.ts';

describe.skipIf(!hasBrowser)('the clock, in the console', () => {
  test('the clock tells what waits for it, and is told to skip by itself', async () => {
    const { page, complaints } = await open('#/clock');
    const timers = page.getByRole('table', { name: 'Next timers' });
    await timers.getByText('TimeoutSeconds of Wait for Human Approval in').first().waitFor();
    // It would skip the waiting of every other test.
    const told: unknown[] = [];
    await page.route('**/clock/auto-skip', async (route) => {
      told.push(route.request().postDataJSON());
      await route.fulfill({ json: { now: 0, nextDue: null, nextSchedule: null, autoSkip: true } });
    });
    await page.getByLabel('Skip by itself').click();
    await expect.poll(() => told).toEqual([{ on: true }]);
    expect(complaints).toEqual([]);
  });
});
