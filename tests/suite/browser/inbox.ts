import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { button, open, waiting, world } from './world.ts';

describe.skipIf(!hasBrowser)('the inbox, in the console', () => {
  test('mails are there as they were sent, and the clock is moved', async () => {
    await waiting();
    const { page, complaints } = await open('#/inbox');
    await page.getByLabel('Search mails').fill('application waiting');
    await page.locator('article', { hasText: 'application waiting' }).first().waitFor();
    expect(await page.locator('article pre a').first().getAttribute('href')).toMatch(/^http/);
    const now = () => world.cloud.clock.now().getTime();
    const later = now() + 3_600_000;
    await page.getByRole('link', { name: 'Clock' }).click();
    await button(page, '+1h').click();
    await expect.poll(now).toBeGreaterThanOrEqual(later);
    expect(complaints).toEqual([]);
  });

  test('a question is listed while it waits, with the link that answers it', async () => {
    const { executionArn, link } = await world.reviewed('asked');
    const { page, complaints } = await open('#/inbox');
    const pending = page.getByRole('region', { name: 'Waiting for an answer' });
    const asked = pending.getByRole('listitem').filter({ hasText: 'asked' });
    await asked.waitFor();
    expect(await asked.getByRole('link', { name: 'Answer' }).getAttribute('href')).toBe(link);
    expect(
      await asked.getByRole('link', { name: 'Wait for Human Approval' }).getAttribute('href'),
    ).toContain(executionArn);
    await world.press(link, { choice: 'approve', comment: '' });
    await asked.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
