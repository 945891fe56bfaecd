import { startCloud } from 'local-cloud';
import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { longHistory } from './long-history.ts';
import { ACTIVITY, MAPPING } from './mapping.ts';
import {
  button,
  details,
  drop,
  linkTo,
  newPage,
  open,
  stateOf,
  status,
  waiting,
  world,
} from './world.ts';

describe.skipIf(!hasBrowser)('an execution, in the console', () => {
  test('a state is taken apart, as it is and as it was', async () => {
    const { page } = await open(linkTo(await waiting()));
    await stateOf(page, 'Get Credit Score').click();
    await details(page).getByText('item 2 of Get Credit Scores').waitFor();
    for (const heading of ['Input', 'Arguments of', 'Result', 'Output', 'Log of']) {
      await details(page).getByText(heading).first().waitFor();
    }
    await page.getByLabel('Get Credit Scores: item').fill('1');
    await details(page).getByText('item 1 of Get Credit Scores').waitFor();
    // A link leads back to the same look.
    await page.getByLabel('Event', { exact: true }).fill('4');
    await stateOf(page, 'Get Credit Limit').click();
    await details(page).getByText('running').waitFor();
    await page.locator('[data-state="Get Credit Score"].tone-none').waitFor();
    await page.reload();
    await details(page).getByRole('heading', { name: 'Get Credit Limit' }).waitFor();
    await details(page).getByText('running').waitFor();
    const event = page.getByLabel('Event', { exact: true });
    await expect.poll(() => event.inputValue()).toBe('4');
    // By keyboard: to the newest event, and on to the state after.
    await page.keyboard.press('End');
    await details(page).getByText('succeeded').waitFor();
    const item = page.getByLabel('Get Credit Scores: item');
    await expect.poll(() => item.inputValue()).toBe('1');
    await page.keyboard.press('ArrowDown');
    await details(page).getByRole('heading', { name: 'Credit Applied >= 5000?' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  test('an execution is stopped, redriven, and forked from a state with another input', async () => {
    const executionArn = await world.start('steered');
    const { page } = await open(linkTo(executionArn));
    await page.locator('[data-state="Wait for Human Approval"].tone-running').waitFor();
    await button(page, 'Stop').click();
    await status(page, 'aborted');
    await button(page, 'Redrive').click();
    await status(page, 'running');
    await stateOf(page, 'Get Credit Limit').click();
    await button(page, 'Fork from here…').click();
    await page.getByLabel('Input of the state').fill('{"application": "none"}');
    await button(page, 'Fork').click();
    await status(page, 'failed');
    expect(await page.locator('h1').innerText()).not.toBe(executionArn.split(':')[7]);
    await stateOf(page, 'Get Credit Limit').click();
    await page.getByRole('region', { name: 'Input' }).getByText('"none"').waitFor();
    await button(page, 'Start again…').click();
    const dialog = page.getByRole('dialog');
    const input = dialog.getByLabel('Input', { exact: true });
    await expect.poll(() => input.inputValue()).toContain('"steered"');
    await dialog.getByLabel('Name').fill('once-more');
    await button(page, 'Start').click();
    await page.getByRole('heading', { name: 'once-more' }).waitFor();
  });

  test('children of a Distributed Map move while the history of their parent stands still', async () => {
    await using cloud = await startCloud({ template: MAPPING });
    await cloud.call('SFN', 'StartExecution', {
      ...{ stateMachineArn: cloud.resource('Mapping'), name: 'mapping' },
    });
    const take = () =>
      cloud.call<{ taskToken: string }>('SFN', 'GetActivityTask', {
        activityArn: cloud.resource(ACTIVITY),
      });
    const [first] = await Promise.all([take(), take()]);
    const { page, complaints, requests } = await newPage();
    const arn = cloud.resource('Mapping').replace(':stateMachine:', ':execution:');
    await page.goto(`${cloud.endpoint}/${linkTo(`${arn}:mapping`, '?state=Each')}`);
    const children = page.getByRole('table', { name: 'Child executions' });
    const running = children.getByRole('cell', { name: 'running' });
    await expect.poll(() => running.count()).toBe(2);
    const events = await page.getByLabel('Event', { exact: true }).getAttribute('max');
    await cloud.call('SFN', 'SendTaskSuccess', { taskToken: first.taskToken, output: '{}' });
    await children.getByRole('cell', { name: 'succeeded' }).waitFor();
    await expect.poll(() => running.count()).toBe(1);
    await details(page).getByText('Map Run running: 2 items, 1 to come').waitFor();
    // Browsers open six connections to one host: a page that had two would leave room for three.
    expect(requests.filter((one) => one.url().includes('/_local/changes'))).toHaveLength(1);
    expect(await page.getByLabel('Event', { exact: true }).getAttribute('max')).toBe(events);
    expect(complaints).toEqual([]);
  });

  test('a history of 25,000 events opens from a file, with at most a hundred rows in the page', async () => {
    const { page, complaints } = await open('');
    await page.locator('main h1').waitFor();
    await drop(page, 'long.json', JSON.stringify({ events: longHistory(25_000) }));
    await page.getByRole('heading', { name: 'long.json' }).waitFor();
    await page.getByText('25,000 events', { exact: true }).waitFor();
    const rows = page.locator('.row');
    await expect.poll(() => rows.count()).toBeGreaterThan(20);
    expect(await rows.count()).toBeLessThanOrEqual(100);
    await page.keyboard.press('ArrowLeft');
    await page.getByText('24999 / 25000').waitFor();
    expect(complaints).toEqual([]);
  });
});
