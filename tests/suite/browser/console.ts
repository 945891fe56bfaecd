import { gzipSync } from 'node:zlib';
import { startCloud } from 'local-cloud';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { DESKTOP, hasBrowser, PHONE } from './chromium.ts';
import { longHistory } from './long-history.ts';
import { ACTIVITY, MAPPING } from './mapping.ts';
import {
  button,
  details,
  drop,
  HOSTILE,
  linkTo,
  newPage,
  open,
  show,
  stateOf,
  status,
  world,
} from './world.ts';

/** An execution that waits for its reviewer. */
let waiting: string;

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

describe.skipIf(!hasBrowser)('the console, in a browser', () => {
  beforeAll(async () => {
    ({ executionArn: waiting } = await world.reviewed('waiting'));
  });

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
    for (const heading of ['Input', 'Arguments of', 'Result', 'Output', 'Log of']) {
      await details(page).getByText(heading).first().waitFor();
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
    await logHostile(executionArn);
    await page.reload();
    const log = page.getByRole('region', { name: 'Log of' });
    await log.getByText('onerror=alert').waitFor();
    await world.cloud.call('SNS', 'Publish', {
      TopicArn: world.cloud.output('CreditCardApprovalsTopicArn'),
      ...{ Subject: '<img src=x onerror=alert(1)>', Message: HOSTILE },
    });
    await page.goto(`${world.cloud.endpoint}/#/inbox`);
    await page.locator('article', { hasText: HOSTILE }).waitFor();
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
    const { page, complaints } = await newPage();
    const arn = cloud.resource('Mapping').replace(':stateMachine:', ':execution:');
    await page.goto(`${cloud.endpoint}/${linkTo(`${arn}:mapping`, '?state=Each')}`);
    const children = page.getByRole('table', { name: 'Child executions' });
    const running = children.getByRole('cell', { name: 'running' });
    await expect.poll(() => running.count()).toBe(2);
    const events = await page.getByLabel('Event', { exact: true }).getAttribute('max');
    await cloud.call('SFN', 'SendTaskSuccess', { taskToken: first.taskToken, output: '{}' });
    await children.getByRole('cell', { name: 'succeeded' }).waitFor();
    expect(await running.count()).toBe(1);
    await details(page).getByText('Map Run running: 2 items, 1 to come').waitFor();
    expect(await page.getByLabel('Event', { exact: true }).getAttribute('max')).toBe(events);
    expect(complaints).toEqual([]);
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
    expect(await page.locator('article pre a').first().getAttribute('href')).toMatch(/^http/);
    const now = () => world.cloud.clock.now().getTime();
    const later = now() + 3_600_000;
    await page.getByRole('link', { name: 'Clock' }).click();
    await button(page, '+1h').click();
    await expect.poll(now, { timeout: 20_000 }).toBeGreaterThanOrEqual(later);
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

  test('executions are found by when they started', async () => {
    const { page } = await open('#/executions?text=waiting');
    const rows = page.getByRole('table', { name: 'Executions' }).getByRole('link');
    await page.goto(`${world.cloud.endpoint}/#/executions`);
    await rows.first().waitFor();
    await page.getByLabel('Started from, UTC').fill('2099-01-01T00:00');
    await page.getByText('0 executions').waitFor();
    await page.getByLabel('Started from, UTC').fill('2000-01-01T00:00');
    await rows.first().waitFor();
    await page.getByLabel('Started to, UTC').fill('2000-01-02T00:00');
    await page.getByText('0 executions').waitFor();
    expect(page.url()).toContain('since=2000-01-01T00%3A00&until=2000-01-02T00%3A00');
  });

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

  test('a call that was denied leads to the statement that is missing', async () => {
    const RoleName = world.cloud.resource('BankAccountStateMachineRole');
    const { PolicyNames } = await world.cloud.call<{ PolicyNames: string[] }>(
      'IAM',
      'ListRolePolicies',
      { RoleName },
    );
    for (const PolicyName of PolicyNames) {
      await world.cloud.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
    }
    await world.cloud.call('SFN', 'StartExecution', {
      stateMachineArn: world.cloud.output('BankAccountStateMachineArn'),
      input: '{}',
    });
    const { page, complaints } = await open('#/roles');
    const denied = page.locator('.failure', { hasText: 'sqs:SendMessage' }).first();
    await denied.waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await denied.getByRole('button', { name: 'Copy' }).click();
    await denied.getByText('Copied').waitFor();
    const statement = JSON.parse(String(await page.evaluate('navigator.clipboard.readText()')));
    expect(statement).toMatchObject({ Effect: 'Allow', Action: 'sqs:SendMessage' });
    await denied.getByRole('link').click();
    await details(page).getByText('This statement is missing').first().waitFor();
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
    const injected = page.getByRole('table', { name: 'What was injected' });
    await injected.getByRole('link', { name: '2 of Get Credit Limit' }).waitFor();
    await details(struck.page).getByText('lambda:InvokeFunction on').first().waitFor();
    await details(struck.page).getByText('3 transitions').waitFor();
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

  test.each([
    ['phone', 'dark', PHONE],
    ['desktop', 'light', DESKTOP],
  ] as const)(
    'on a %s, %s: axe finds nothing on any screen, nothing is cut off, nothing changes by looking',
    async (...[, scheme, size]) => {
      const { page, complaints, requests } = await open('', {
        ...{ ...size, colorScheme: scheme, reducedMotion: 'reduce' },
      });
      for (const [hash, settled] of screens()) {
        await show(page, hash, settled);
        expect(await violations(page), hash).toEqual([]);
        const overflow =
          'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(overflow), hash).toBe(0);
      }
      const own = [`${world.cloud.endpoint}/`, 'data:'];
      const foreign = requests.filter((one) => !own.some((start) => one.url().startsWith(start)));
      expect(foreign).toEqual([]);
      const posted = requests.filter((one) => one.method() !== 'GET');
      const asked = posted.map(
        (one) => one.postDataJSON().operation ?? one.url().split('/').at(-1),
      );
      expect(asked).toContain('GetExecutionHistory');
      expect(asked.filter((name) => !/^(Describe|List|Get|Filter|Scan|calls$)/.test(name))).toEqual(
        [],
      );
      expect(complaints).toEqual([]);
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

/** Has the function of `Get Credit Limit` log what would run, while it was at work. */
async function logHostile(executionArn: string): Promise<void> {
  const { events } = await world.cloud.call<{ events: { type: string; timestamp: Date }[] }>(
    'SFN',
    'GetExecutionHistory',
    { executionArn },
  );
  const at = {
    logGroupName: `/aws/lambda/${world.cloud.resource('GetCreditLimitLambdaFunction')}`,
    logStreamName: 'hostile',
  };
  await world.cloud.call('CloudWatchLogs', 'CreateLogStream', at);
  const { timestamp } = events.find(({ type }) => type === 'TaskScheduled')!;
  await world.cloud.call('CloudWatchLogs', 'PutLogEvents', {
    ...{ ...at, logEvents: [{ timestamp: timestamp.getTime(), message: HOSTILE }] },
  });
}
