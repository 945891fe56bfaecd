import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { button, linkTo, open, status, world } from './world.ts';

describe.skipIf(!hasBrowser)('the executions, in the console', () => {
  test('somebody starts an execution from a sample, sees how it ends, and finds it again', async () => {
    const { page, complaints } = await open('');
    await button(page, 'Start…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Workflow').selectOption('workflows-dev-credit-card');
    await dialog.getByLabel('Sample').selectOption({ label: 'under-limit' });
    await dialog.getByLabel('Name').fill('from-a-sample');
    const input = dialog.getByLabel('Input');
    await expect.poll(() => input.inputValue()).toContain('"sample-under-limit"');
    await button(page, 'Start').click();
    await status(page, 'succeeded');
    expect(await page.locator('h1').innerText()).toBe('from-a-sample');
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByRole('heading', { name: 'Executions' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('from-a-s');
    await page.getByText('1 execution', { exact: true }).waitFor();
    const rows = page.getByRole('table', { name: 'Executions' }).getByRole('link');
    expect(await rows.allInnerTexts()).toEqual(['from-a-sample']);
    await page.getByLabel('Status').selectOption('FAILED');
    await page.getByText('0 executions', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('the list and the graph follow an execution as it runs', async () => {
    const list = await open('');
    await list.page.getByRole('status').getByText('execution').waitFor();
    const { executionArn, link } = await world.reviewed('live');
    await list.page.locator('.row', { hasText: executionArn.split(':')[7]! }).waitFor();
    const { page, complaints } = await open(linkTo(executionArn));
    await page.locator('[data-state="Wait for Human Approval"].tone-running').waitFor();
    await world.press(link, { choice: 'approve', comment: '' });
    await page.locator('[data-state="Wait for Human Approval"].tone-succeeded').waitFor();
    await status(page, 'succeeded');
    await list.page
      .locator('.row', { hasText: executionArn.split(':')[7]! })
      .getByText('succeeded')
      .waitFor();
    expect([...complaints, ...list.complaints]).toEqual([]);
  });

  test('executions are found by when they started', async () => {
    const { page } = await open('');
    const rows = page.getByRole('table', { name: 'Executions' }).getByRole('link');
    await rows.first().waitFor();
    await page.getByLabel('Started from, UTC').fill('2099-01-01T00:00');
    await page.getByText('0 executions', { exact: true }).waitFor();
    await page.getByLabel('Started from, UTC').fill('2000-01-01T00:00');
    await rows.first().waitFor();
    await page.getByLabel('Started to, UTC').fill('2000-01-02T00:00');
    await page.getByText('0 executions', { exact: true }).waitFor();
    expect(page.url()).toContain('since=2000-01-01T00%3A00&until=2000-01-02T00%3A00');
  });
});
