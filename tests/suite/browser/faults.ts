import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { button, details, linkTo, open, world } from './world.ts';

describe.skipIf(!hasBrowser)('the faults, in the console', () => {
  test('a fault is armed, strikes, is counted, and is disarmed', async () => {
    const { page, complaints } = await open('#/faults');
    await page.getByLabel('Workflow').selectOption('workflows-dev-credit-card');
    await page.getByLabel('State', { exact: true }).selectOption('Get Credit Limit');
    await page.getByLabel('Error', { exact: true }).fill('Lambda.TooManyRequestsException');
    await page.getByLabel('Attempts').fill('1, 2');
    await button(page, 'Arm').click();
    await page.getByText('struck 0 times').waitFor();
    const executionArn = await world.start('struck');
    const struck = await open(linkTo(executionArn, '?state=Get+Credit+Limit'));
    await details(struck.page).getByText('Lambda.TooManyRequestsException').first().waitFor();
    await world.linkFor('struck');
    await details(struck.page).getByText('after ').first().waitFor();
    await page.getByText('struck 2 times').waitFor();
    const injected = page.getByRole('table', { name: 'What was injected' });
    await injected.getByRole('link', { name: '2 of Get Credit Limit' }).waitFor();
    await details(struck.page).getByText('lambda:InvokeFunction on').first().waitFor();
    await details(struck.page).getByText('· 3 transitions').waitFor();
    await button(page, 'Disarm').click();
    await page.getByText('Nothing is armed.').waitFor();
    expect([...complaints, ...struck.complaints]).toEqual([]);
  });
});
