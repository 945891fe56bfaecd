import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import type { Page } from 'playwright-core';
import { hasBrowser, launchBrowser } from '../../tests/suite/browser/chromium.ts';

/**
 * Takes the pictures of the console that the docs show, of a cloud whose time stands still:
 *
 *   npm run pictures
 *
 * Fonts are those of the machine, so that they differ a little from one to another.
 */
const root = join(import.meta.dirname, '../..');
const CREDIT_CARD = 'CreditCardStateMachineArn';
const SIZE = { width: 1280, height: 800 };

/** Where time stands still, nothing takes any. */
const SLOW = [
  { state: 'Verify Identity', delaySeconds: 3 },
  { state: 'Verify Address', delaySeconds: 8 },
  { state: 'Get Credit Score', delaySeconds: 5 },
  { state: 'Check Information', delaySeconds: 1 },
  { state: 'Check Age Range', delaySeconds: 2 },
  { state: 'Validate Order', delaySeconds: 4 },
];

const OTHERS = [
  ['DaycareRegistrationStateMachineArn', 'kim', 'daycare-registration/confirmed.json'],
  ['DaycareRegistrationStateMachineArn', 'too-old', 'daycare-registration/too-old.json'],
  ['OrderFulfilmentStateMachineArn', 'no-teapots', 'order-fulfilment/out-of-stock.json'],
  [CREDIT_CARD, 'small-limit', 'credit-card/under-limit.json'],
  [CREDIT_CARD, 'who-is-it', 'credit-card/identity-not-verified.json'],
] as const;

/** Where the page is for each picture, and what is to be there. */
const pictures = (cloud: Cloud) =>
  [
    ['executions', '#/executions', '.executions [role=cell]'],
    ['execution', `#/executions/${asked(cloud)}?state=Get+Credit+Limit&view=timeline`, '.calls li'],
    [
      'services',
      `#/services/tables?id=${cloud.resource('DaycareRegistrationsTable')}`,
      '.contents [role=cell]',
    ],
  ] as const;

if (hasBrowser) await takeAll();

async function takeAll(): Promise<void> {
  const frozenAt = new Date('2030-01-07T09:30:00Z');
  const [cloud, browser] = await Promise.all([
    startCloud({ project: root, seed: 'pictures', frozenAt }),
    launchBrowser(),
  ]);
  try {
    await fill(cloud);
    const page = await browser.newPage({
      ...{ viewport: SIZE, colorScheme: 'light', reducedMotion: 'reduce' },
    });
    for (const [name, hash, settled] of pictures(cloud)) {
      await page.goto(`${cloud.endpoint}/${hash}`);
      await page.locator(settled).first().waitFor();
      await take(page, name);
    }
  } finally {
    await browser.close();
    await cloud.close();
  }
}

/** As WebP, which takes half of what PNG does. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(join(import.meta.dirname, `${name}.webp`), bytes);
  console.log(`docs/pictures/${name}.webp: ${Math.round(bytes.length / 1000)} kB`);
}

function asked(cloud: Cloud): string {
  const machine = cloud.output(CREDIT_CARD).replace(':stateMachine:', ':execution:');
  return `${machine}:new-customer`;
}

/** One applicant waits for an answer: the service that is asked first is too busy at first. */
async function fill(cloud: Cloud): Promise<void> {
  const error = 'Lambda.TooManyRequestsException';
  await cloud.setFaults({ state: 'Get Credit Limit', error, attempts: [1, 2] }, ...SLOW);
  await cloud.call('SFN', 'StartExecution', {
    ...{ stateMachineArn: cloud.output(CREDIT_CARD), name: 'new-customer' },
    input: readFileSync(join(root, 'events/credit-card/over-limit-approved.json'), 'utf8'),
  });
  const isAsked = async () => (await cloud.mails()).length > 0;
  for (await cloud.clock.settle(); !(await isAsked()); await cloud.clock.next());
  for (const [machine, name, payload] of OTHERS) {
    await cloud.clock.advance('7m');
    const input = JSON.parse(readFileSync(join(root, 'events', payload), 'utf8')) as object;
    await cloud.run(cloud.output(machine), input, name);
  }
}
