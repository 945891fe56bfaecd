import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { button, HOSTILE, open, world } from './world.ts';

describe.skipIf(!hasBrowser)('the services, in the console', () => {
  test('what services hold is looked at, and given more, whatever it says', async () => {
    const { page, complaints } = await open('');
    const there = (id: string) => page.getByRole('heading', { name: id }).waitFor();
    const table = world.cloud.resource('CreditCardApplicationsTable');
    await page.goto(`${world.cloud.endpoint}/#/services/tables?id=${table}`);
    await there(table);
    await page
      .getByRole('textbox', { name: 'Item' })
      .fill(JSON.stringify({ applicationId: HOSTILE, [HOSTILE]: HOSTILE }));
    await button(page, 'Put an item').click();
    await page.getByRole('cell', { name: HOSTILE }).first().click();
    await page.getByRole('region', { name: 'Whole' }).getByText('onerror=alert').waitFor();

    const bucket = world.cloud.resource('BatchResults');
    await page.goto(`${world.cloud.endpoint}/#/services/buckets?id=${bucket}`);
    await there(bucket);
    await page.getByLabel('Key').fill(HOSTILE);
    await page.getByLabel('Body').fill(`${HOSTILE} inside`);
    await button(page, 'Put an object').click();
    await page.getByRole('cell', { name: HOSTILE }).first().click();
    await page.getByRole('region', { name: 'Whole' }).getByText('inside').waitFor();

    const queue = world.cloud.resource('BankAccountParkingQueue');
    await page.goto(`${world.cloud.endpoint}/#/services/queues?id=${encodeURIComponent(queue)}`);
    await there(queue.split('/').at(-1)!);
    await page.getByLabel('Body').fill(HOSTILE);
    await button(page, 'Send a message').click();
    await page.getByText('It was sent.').waitFor();
    await button(page, 'Look at messages').click();
    await page.getByRole('cell', { name: HOSTILE }).waitFor();
    await button(page, 'Purge').click();
    const asked = page.getByRole('dialog');
    await asked.getByText('All messages').waitFor();
    await asked.getByRole('button', { name: 'Purge' }).click();
    await page.getByText('There are none.').waitFor();
    expect(await page.locator('img, main script').count()).toBe(0);

    const asker = world.cloud.resource('RequestApprovalLambdaFunction');
    await page.goto(`${world.cloud.endpoint}/#/services/functions?id=${asker}`);
    await there(asker);
    await page.getByLabel('Payload').fill('{"tea": "green"}');
    await button(page, 'Invoke').click();
    await page.getByText('"errorType"').waitFor();
    expect(complaints).toEqual([]);
  });
});
