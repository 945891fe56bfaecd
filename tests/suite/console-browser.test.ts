import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DESKTOP, hasBrowser, launchBrowser, PHONE } from './chromium.ts';
import { type ReviewCloud, reviewCloud } from './reviews.ts';

let world: ReviewCloud;
let browser: Browser;
/** An execution that waits for its reviewer. */
let waiting: string;
beforeAll(async () => {
  if (!hasBrowser) return;
  [world, browser] = await Promise.all([reviewCloud('console-browser'), launchBrowser()]);
  ({ executionArn: waiting } = await world.reviewed('waiting'));
});
afterAll(async () => {
  await browser?.close();
  await world?.cloud.close();
});

/** The console in a page of its own, what it complains of, and what it asked for. */
async function open(hash: string, options: BrowserContextOptions = DESKTOP) {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const requests: Request[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => requests.push(request));
  await page.goto(`${world.cloud.endpoint}/${hash}`);
  return { page, complaints, requests };
}

const linkTo = (executionArn: string, query = '') => `#/executions/${executionArn}${query}`;
const status = (page: Page, text: string) =>
  page.locator('main .bar .badge', { hasText: text }).first().waitFor();
const stateOf = (page: Page, name: string) => page.locator(`[data-state="${name}"]`);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const details = (page: Page) => page.getByRole('region', { name: 'Details' });

async function drop(page: Page, name: string, text: string): Promise<void> {
  const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`;
  const files = await page.evaluateHandle(
    `(() => { const held = new DataTransfer(); held.items.add(${file}); return held; })()`,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
}

/** Every screen, and one state of an execution, with what is there once it is shown. */
const screens = () =>
  [
    ['#/executions', '.executions [role=cell]'],
    [linkTo(waiting), '.inspector h2:text-is("Execution")'],
    [linkTo(waiting, '?state=Get+Credit+Score'), '.inspector h2:text-is("Get Credit Score")'],
    ['#/clock', '.screen-clock .facts'],
    ['#/inbox', '.screen-inbox .mail'],
    ['#/faults', '.screen-faults h2'],
    ['#/roles', '.grants [role=cell]'],
    ['#/services/buckets', '.screen-services .names [role=cell]'],
    [
      `#/services/functions?id=${world.cloud.resource('RequestApprovalLambdaFunction')}`,
      '.screen-services form',
    ],
    ['#/connect', '.screen-connect h1'],
  ] as const;

async function show(page: Page, hash: string, settled: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator(settled).first().waitFor();
}

const HOSTILE =
  '</script></textarea><img src=x onerror=alert(1)><svg onload=alert(1)>\u202e"\'`${1}';

describe.skipIf(!hasBrowser)('the console, in a browser', () => {
  test('somebody starts an execution from a sample, sees how it ends, and finds it again', async () => {
    const { page, complaints } = await open('');
    await button(page, 'Start…').click();
    await page.getByLabel('Workflow').last().selectOption('workflows-dev-credit-card');
    await page.getByLabel('Sample').selectOption({ label: 'under-limit' });
    await page.getByLabel('Name').fill('from-a-sample');
    expect(await page.getByLabel('Input').inputValue()).toContain('"sample-under-limit"');
    await button(page, 'Start').click();
    await status(page, 'succeeded');
    expect(await page.locator('h1').innerText()).toBe('from-a-sample');
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('from-a-s');
    await page.getByText('1 execution', { exact: true }).waitFor();
    const rows = page.getByRole('table', { name: 'Executions' }).getByRole('link');
    expect(await rows.allInnerTexts()).toEqual(['from-a-sample']);
    await page.getByLabel('Status').selectOption('FAILED');
    await page.getByText('0 executions').waitFor();
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

  test('a state is taken apart, as it is and as it was', async () => {
    const { page } = await open(linkTo(waiting));
    await stateOf(page, 'Get Credit Score').click();
    await details(page).getByText('item 2 of Get Credit Scores').waitFor();
    const shown = await details(page).innerText();
    for (const heading of ['Input', 'Arguments of', 'Result', 'Output', 'Log of']) {
      expect(shown).toContain(heading);
    }
    await page.getByLabel('Get Credit Scores: item').fill('1');
    await details(page).getByText('item 1 of Get Credit Scores').waitFor();
    // A link leads back to the same look.
    await page.getByLabel('Event', { exact: true }).fill('4');
    await stateOf(page, 'Get Credit Limit').click();
    await details(page).getByText('running').waitFor();
    expect(await stateOf(page, 'Get Credit Score').getAttribute('class')).toContain('tone-none');
    await page.reload();
    await details(page).getByRole('heading', { name: 'Get Credit Limit' }).waitFor();
    await details(page).getByText('running').waitFor();
    expect(await page.getByLabel('Event', { exact: true }).inputValue()).toBe('4');
    // By keyboard: to the newest event, and on to the state after.
    await page.keyboard.press('End');
    await details(page).getByText('succeeded').waitFor();
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
    expect(await page.getByLabel('Input', { exact: true }).last().inputValue()).toContain(
      '"steered"',
    );
    await page.getByLabel('Name').fill('once-more');
    await button(page, 'Start').click();
    await page.getByRole('heading', { name: 'once-more' }).waitFor();
  });

  test('what others wrote is shown as it is, and does nothing', async () => {
    const executionArn = await world.start('hostile', { note: HOSTILE, [HOSTILE]: HOSTILE });
    const { page, complaints } = await open(linkTo(executionArn));
    await page.getByRole('region', { name: 'Input' }).getByText('onerror=alert').waitFor();
    await page.getByLabel('Search events').fill('onerror=alert');
    await stateOf(page, 'Get Credit Limit').click();
    await details(page).getByText('onerror=alert').first().waitFor();
    expect(await page.locator('img, main script').count()).toBe(0);
    await page.goto(
      `${world.cloud.endpoint}/#/executions/${encodeURIComponent(HOSTILE)}?state=${encodeURIComponent(HOSTILE)}`,
    );
    await page.getByRole('alert').waitFor();
    await drop(page, `${HOSTILE}.json`, HOSTILE);
    await page.getByRole('alert').getByText('This is no history').waitFor();
    expect(await page.locator('img, main script').count()).toBe(0);
    // The two calls that the ARN which is none made were refused.
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  });

  test('a history of 25,000 events opens from a file, with at most a hundred rows in the page', async () => {
    const { page, complaints } = await open('');
    await page.locator('main h1').waitFor();
    await drop(page, 'long.json', JSON.stringify({ events: longHistory(25_000) }));
    await page.getByRole('heading', { name: 'long.json' }).waitFor();
    await page.getByText('25,000 events').waitFor();
    const rows = await page.locator('.row').count();
    expect(rows).toBeGreaterThan(20);
    expect(rows).toBeLessThanOrEqual(100);
    await page.keyboard.press('ArrowLeft');
    await page.getByText('24999 / 25000').waitFor();
    expect(complaints).toEqual([]);
  });

  test('mails are there as they were sent, and the clock is moved', async () => {
    const { page, complaints } = await open('#/inbox');
    await page.getByLabel('Search mails').fill('application waiting');
    await page.locator('article', { hasText: 'application waiting' }).first().waitFor();
    expect(await page.locator('article a').first().getAttribute('href')).toMatch(/^http/);
    const now = () => world.cloud.clock.now().getTime();
    const later = now() + 3_600_000;
    await page.getByRole('link', { name: 'Clock' }).click();
    await button(page, '+1h').click();
    await expect.poll(now, { timeout: 20_000 }).toBeGreaterThanOrEqual(later);
    expect(complaints).toEqual([]);
  });

  test('a cloud that does not answer is told of, until it does', async () => {
    const { page } = await open('#/connect');
    await page.route('**/_local/changes*', (route) => route.abort());
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByText('does not answer').waitFor();
    await page.unroute('**/_local/changes*');
    await page.getByText('does not answer').waitFor({ state: 'detached' });
  });

  test('a fault is armed, strikes, is counted, and is disarmed', async () => {
    const { page, complaints } = await open('#/faults');
    await page.getByLabel('Workflow').selectOption('workflows-dev-credit-card');
    await page.getByLabel('State', { exact: true }).selectOption('Get Credit Limit');
    await page.getByLabel('Error', { exact: true }).fill('Lambda.TooManyRequestsException');
    await page.getByLabel('Attempts').fill('1, 2');
    await button(page, 'Arm').click();
    await page.getByText('0 times').waitFor();
    const executionArn = await world.start('struck');
    const struck = await open(linkTo(executionArn, '?state=Get+Credit+Limit'));
    await details(struck.page).getByText('Lambda.TooManyRequestsException').first().waitFor();
    await world.linkFor('struck');
    await details(struck.page).getByText('after ').first().waitFor();
    await page.getByText('2 times').waitFor();
    await button(page, 'Disarm').click();
    await page.getByText('Nothing is armed.').waitFor();
    expect([...complaints, ...struck.complaints]).toEqual([]);
  });

  test('roles tell what they are granted, and what of it was used', async () => {
    const { page, complaints } = await open('#/roles');
    await page.getByLabel('Search grants').fill('GetCreditLimit');
    const used = page.locator('.grants .row', { hasText: 'logs:PutLogEvents' });
    await used.first().waitFor();
    expect(await used.first().innerText()).toMatch(/^\d+×/);
    await page.getByLabel('Use', { exact: true }).selectOption('not used');
    await used.first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

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
    await button(page, 'Purge').last().click();
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

  test('to look changes nothing, and loads nothing from elsewhere', async () => {
    const { page, complaints, requests } = await open('');
    for (const [hash, settled] of screens()) await show(page, hash, settled);
    const own = [`${world.cloud.endpoint}/`, 'data:'];
    const foreign = requests.filter((one) => !own.some((start) => one.url().startsWith(start)));
    expect(foreign).toEqual([]);
    const posted = requests.filter((one) => one.method() !== 'GET');
    const operations = posted.map((one) => one.postDataJSON().operation);
    expect(operations).toContain('GetExecutionHistory');
    expect(operations.filter((name) => !/^(Describe|List|Get|Filter|Scan)/.test(name))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['phone', 'dark', PHONE],
    ['desktop', 'light', DESKTOP],
  ] as const)(
    'on a %s, %s: axe finds nothing on any screen, and nothing is cut off',
    async (...[, scheme, size]) => {
      const { page } = await open('', { ...size, colorScheme: scheme, reducedMotion: 'reduce' });
      await page.evaluate(axe.source);
      for (const [hash, settled] of screens()) {
        await show(page, hash, settled);
        const { violations } = (await page.evaluate(
          "axe.run({ resultTypes: ['violations'] })",
        )) as axe.AxeResults;
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        );
        expect(found, hash).toEqual([]);
        const overflow =
          'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(overflow), hash).toBe(0);
      }
    },
  );

  test('without scripts it says where things are', async () => {
    const { page } = await open('', { ...PHONE, javaScriptEnabled: false });
    expect(await page.locator('main').innerText()).toContain('export AWS_ENDPOINT_URL=');
    expect(await page.locator('main h1').isVisible()).toBe(true);
  });

  test('its script is 70 kB at most, compressed', async () => {
    const script = await fetch(`${world.cloud.endpoint}/_local/console/page.js`);
    expect(script.status).toBe(200);
    expect(gzipSync(await script.bytes()).length).toBeLessThan(70_000);
  });
});

/** Pass states in a row, as the AWS CLI prints their events. */
function longHistory(length: number): object[] {
  const last = { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{}' } };
  return Array.from({ length }, (_, at) => {
    const name = `State ${Math.floor((at - 1) / 2) % 40}`;
    const step =
      at % 2 === 1
        ? { type: 'PassStateEntered', stateEnteredEventDetails: { name, input: '{}' } }
        : { type: 'PassStateExited', stateExitedEventDetails: { name, output: '{}' } };
    const kind = at === 0 ? { type: 'ExecutionStarted' } : at === length - 1 ? last : step;
    const timestamp = new Date(Date.UTC(2030, 0, 7) + at).toISOString();
    return { timestamp, id: at + 1, previousEventId: at, ...kind };
  });
}
