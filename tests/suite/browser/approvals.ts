import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, hasBrowser, PHONE } from './chromium.ts';
import { newPage as anyPage, world } from './world.ts';

/** A page of its own, and what it complains of or loads besides itself. */
async function newPage(options?: BrowserContextOptions) {
  const { page, complaints } = await anyPage(options);
  page.on('request', (request) => {
    if (request.resourceType() !== 'document') complaints.push(`loads ${request.url()}`);
  });
  return { page, complaints };
}

const text = (page: Page) => page.locator('main').innerText();
const decisionOf = async (executionArn: string) =>
  JSON.parse((await world.ended(executionArn)).output!).decision;

/** Asks about any facts, for an execution that is not there. */
async function ask(title: string, facts: object): Promise<string> {
  const idOf = (logicalId: string) => world.cloud.resource(logicalId);
  const payload = {
    taskToken: 'nobody',
    workflow: 'hostile',
    execution: 'arn:aws:states:us-east-1:123456789012:execution:hostile:one',
    requestedAt: new Date(world.cloud.clock.now().getTime()).toISOString(),
    validForSeconds: 3600,
    topicArn: idOf('CreditCardApprovalsTopic'),
    title,
    facts,
    choices: [{ value: 'yes', label: title.slice(0, 60) }],
  };
  await world.cloud.clock.during(
    world.cloud.call('Lambda', 'Invoke', {
      FunctionName: idOf('RequestApprovalLambdaFunction'),
      Payload: JSON.stringify(payload),
    }),
  );
  await world.cloud.clock.settle();
  const mail = (await world.cloud.mails()).findLast(({ subject }) => subject.startsWith('hostile'));
  return /https?:\/\/\S+/.exec(mail!.body)![0];
}

describe.skipIf(!hasBrowser)('approvals, in a browser', () => {
  test('a reviewer goes from the mailbox to the page, and decides by keyboard alone', async () => {
    const { executionArn } = await world.reviewed('keyboard');
    const { page, complaints } = await newPage();
    const tabTo = async (name: string) => {
      const focused = () =>
        page.evaluate('document.activeElement.innerText || document.activeElement.id');
      for (let times = 0; times < 50; times += 1) {
        await page.keyboard.press('Tab');
        if (String(await focused()).startsWith(name)) return;
      }
      throw new Error(`The keyboard does not get to ${name}.`);
    };
    await page.goto(world.cloud.mailboxUrl);
    await tabTo('http');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/approvals/*');
    expect(await page.title()).toBe('Credit card application keyboard');
    await tabTo('comment');
    await page.keyboard.type('Fine,\nby me.');
    await tabTo('Approve');
    await page.keyboard.press('Space');
    await page.getByText('Thank you').waitFor();
    expect(await text(page)).toContain('Fine,\nby me.');
    expect(complaints).toEqual([]);
    expect(await decisionOf(executionArn)).toBe('ISSUED');
  });

  test('without scripts it is the same page', async () => {
    const { executionArn, link } = await world.reviewed('no-script');
    const { page } = await newPage({ ...PHONE, javaScriptEnabled: false });
    await page.goto(link);
    await page.getByLabel('Comment').fill('Too much.');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Thank you').waitFor();
    expect(await decisionOf(executionArn)).toBe('DECLINED');
  });

  test('pressing twice, going back and pressing again decides once', async () => {
    const { executionArn, link } = await world.reviewed('twice');
    const { page } = await newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Approve' }).dblclick();
    await page.getByText(/^(Thank you|Already decided)/).waitFor();
    await page.goto(link);
    expect(await text(page)).toContain('Already decided');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await decisionOf(executionArn)).toBe('ISSUED');
  });

  test('a page that lay open while somebody else decided says so', async () => {
    const { executionArn, link } = await world.reviewed('stale');
    const { page } = await newPage();
    await page.goto(link);
    await world.press(link, { choice: 'decline', comment: 'I was first.' });
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Already decided').waitFor();
    expect(await text(page)).toContain('I was first.');
    expect(await decisionOf(executionArn)).toBe('DECLINED');
  });

  const HOSTILE =
    '</title></textarea></main><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"\'&lt;';

  test('hostile facts are shown as they are, and do nothing', async () => {
    const facts = { [HOSTILE]: [HOSTILE, { [HOSTILE]: HOSTILE }], Plain: HOSTILE };
    const link = await ask(HOSTILE, facts);
    const { page, complaints } = await newPage();
    await page.goto(link);
    expect(await page.locator('script, img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toBe(HOSTILE);
    expect(await page.locator('dl > div:last-child dd').textContent()).toBe(HOSTILE);
    expect(await page.locator('main button').count()).toBe(1);
    await page.getByRole('button').click();
    await page.getByText('The workflow has moved on').waitFor();
    expect(complaints).toEqual([expect.stringContaining('410 (Gone)')]);
  });

  test.each([
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
    ['desktop', 'light', DESKTOP],
    ['desktop', 'dark', DESKTOP],
  ] as const)('on a %s, %s: nothing is cut off, small or faint', async (device, scheme, size) => {
    const { link } = await world.reviewed(`looks-${device}-${scheme}`);
    const { page, complaints } = await newPage({ ...size, colorScheme: scheme });
    await page.goto(link);
    const seen = (await page.evaluate(LOOK)) as Look;
    expect(seen.overflow).toBe(0);
    expect(seen.isDark).toBe(scheme === 'dark');
    expect(Math.min(...seen.buttonHeights)).toBeGreaterThanOrEqual(44);
    expect(seen.contrasts.length).toBeGreaterThan(10);
    expect(Math.min(...seen.contrasts)).toBeGreaterThanOrEqual(4.5);
    await page.getByRole('button', { name: 'Decline' }).focus();
    await page.keyboard.press('Shift+Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
    expect(outline).toBe('3px');
    expect(complaints).toEqual([]);
  });
});

interface Look {
  readonly overflow: number;
  readonly isDark: boolean;
  readonly buttonHeights: readonly number[];
  readonly contrasts: readonly number[];
}

/** Runs in the page: sizes, and the contrast of every text with what is behind it (WCAG 2). */
const LOOK = `(() => {
  const root = document.documentElement;
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrast = (element) => {
    const one = luminance(getComputedStyle(element).color);
    const other = luminance(behind(element));
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const texts = [...document.body.querySelectorAll('*')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''),
  );
  return {
    overflow: root.scrollWidth - root.clientWidth,
    isDark: luminance(behind(document.querySelector('main'))) < 0.2,
    buttonHeights: [...document.querySelectorAll('button')].map((one) => one.offsetHeight),
    contrasts: texts.map(contrast),
  };
})()`;
