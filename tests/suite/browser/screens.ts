import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { DESKTOP, hasBrowser, PHONE } from './chromium.ts';
import { deepHistory } from './long-history.ts';
import { details, drop, HOSTILE, linkTo, open, show, stateOf, waiting, world } from './world.ts';

/** Every screen, and one state of an execution, with what is there once it is shown. */
const screens = (waiting: string) =>
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
    await drop(page, 'deep.json', JSON.stringify({ events: deepHistory(8000) }));
    await page.getByRole('alert').getByText('This cannot be shown').waitFor();
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByRole('table', { name: 'Executions' }).waitFor();
    expect(await page.locator('img, main script').count()).toBe(0);
    // The two calls that the ARN which is none made were refused.
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  });

  test('a cloud that does not answer is told of, until it does', async () => {
    const { page } = await open('#/connect');
    await page.route('**/_local/changes*', (route) => route.abort());
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByText('does not answer').waitFor();
    await page.unroute('**/_local/changes*');
    await page.getByText('does not answer').waitFor({ state: 'detached' });
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
      for (const [hash, settled] of screens(await waiting())) {
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
