import { gzipSync } from 'node:zlib';
import { type Cloud, startCloud } from 'local-cloud';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, launchBrowser } from '../tests/suite/browser/chromium.ts';
import { longHistory } from '../tests/suite/browser/long-history.ts';
import { ACTIVITY } from '../tests/templates.ts';
import { TEMPLATE } from './console/template.ts';
import { median } from './median.ts';

/** Milliseconds, unless it is said otherwise. */
export interface ConsoleFigures {
  readonly scriptBytes: number;
  readonly firstPaint: number;
  /** From the call that ends a state until its new colour is in the page. */
  readonly change: { readonly median: number; readonly worst: number };
  /** Of frames, while 25,000 events are scrolled through. */
  readonly frame: {
    readonly median: number;
    readonly p95: number;
    /** Of each frame, what the page is at work for. */
    readonly work: number;
    readonly rows: number;
  };
  /** From the link until the first of 10,000 children is there. */
  readonly map: number;
  /** Calls for each second of the process's time, with a page open by those without one. */
  readonly throughput: number;
}

/** The console in a browser of this machine, with the cloud in this process. */
export async function measureConsole(
  progress: (line: string) => void,
): Promise<ConsoleFigures | undefined> {
  if (!hasBrowser) return undefined;
  const [cloud, browser] = await Promise.all([
    startCloud({ template: TEMPLATE, report: () => {} }),
    launchBrowser(),
  ]);
  try {
    const script = await fetch(`${cloud.endpoint}/_local/console/page.js`);
    const figures = {
      scriptBytes: gzipSync(await script.bytes()).length,
      firstPaint: median(await repeat(7, () => firstPaint(browser, cloud))),
      change: await changes(browser, cloud),
      frame: await frames(browser, cloud),
      map: await openedMap(browser, cloud),
      throughput: await throughput(browser, cloud),
    };
    tell(figures, progress);
    return figures;
  } finally {
    await browser.close();
    await cloud.close();
  }
}

function tell(figures: ConsoleFigures, progress: (line: string) => void): void {
  const { scriptBytes, firstPaint, change, frame, map, throughput } = figures;
  const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  progress(`script: ${(scriptBytes / 1000).toFixed(1)} kB compressed`);
  progress(`first paint: ${ms(firstPaint)}`);
  progress(`a change: ${ms(change.median)} until it is seen, at worst ${ms(change.worst)}`);
  progress(
    `25,000 events scrolled: a frame every ${ms(frame.median)}, of 20 at worst ${ms(frame.p95)}, with ${ms(frame.work)} of work; ${frame.rows} rows`,
  );
  progress(`a Map of 10,000 items opens in ${ms(map)}`);
  progress(`throughput with a page open: ${(throughput * 100).toFixed(1)} % of that without`);
}

async function withPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

function firstPaint(browser: Browser, cloud: Cloud): Promise<number> {
  return withPage(browser, async (page) => {
    await page.goto(cloud.endpoint);
    await page.locator('main h1').first().waitFor();
    return Number(
      await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"),
    );
  });
}

/** Ends a task twenty times, each time while its page is looked at. */
function changes(browser: Browser, cloud: Cloud) {
  return withPage(browser, async (page) => {
    const times = await repeat(20, async () => {
      const stateMachineArn = cloud.resource('Asking');
      const { executionArn } = await cloud.call<{ executionArn: string }>('SFN', 'StartExecution', {
        stateMachineArn,
      });
      const activityArn = cloud.resource(ACTIVITY);
      const { taskToken } = await cloud.call<{ taskToken: string }>('SFN', 'GetActivityTask', {
        activityArn,
      });
      await page.goto(`${cloud.endpoint}/#/executions/${executionArn}`);
      await page.locator('[data-state="Ask"].tone-running').waitFor();
      const seen = page.evaluate(SEEN);
      const began = Date.now();
      await cloud.call('SFN', 'SendTaskSuccess', { taskToken, output: '{}' });
      return Number(await seen) - began;
    });
    return { median: median(times), worst: Math.max(...times) };
  });
}

/** When the state has its new colour: in ms since 1970. */
const SEEN = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelector('[data-state="Ask"].tone-succeeded')) resolve(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

function frames(browser: Browser, cloud: Cloud) {
  return withPage(browser, async (page) => {
    await page.goto(cloud.endpoint);
    await page.locator('main h1').first().waitFor();
    const text = JSON.stringify({ events: longHistory(25_000) });
    await page.evaluate(DROP.replace('TEXT', JSON.stringify(text)));
    await page.getByText('25,000 events').waitFor();
    const seconds = await workOf(page);
    const before = await seconds();
    const [times, rows] = (await page.evaluate(SCROLL)) as [number[], number];
    const work = (((await seconds()) - before) * 1000) / times.length;
    times.sort((a, b) => a - b);
    return { median: median(times), p95: times[Math.floor(times.length * 0.95)]!, work, rows };
  });
}

/** How long the page has been at work, by its own time and not by that of a busy machine. */
async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
}

const DROP = `(() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([TEXT], 'long.json'));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
})()`;

/** Three seconds of frames, from the first event to the last. */
const SCROLL = `new Promise((resolve) => {
  const box = document.querySelector('.events .rows');
  const times = [];
  let rows = 0;
  let before;
  const step = (now) => {
    if (before !== undefined) times.push(now - before);
    before = now;
    rows = Math.max(rows, document.querySelectorAll('.row').length);
    if (times.length === 180) return resolve([times, rows]);
    box.scrollTop = (box.scrollHeight * times.length) / 180;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

async function openedMap(browser: Browser, cloud: Cloud): Promise<number> {
  const { arn } = await cloud.run('Mapping', {}, 'ten-thousand');
  return median(
    await repeat(3, () =>
      withPage(browser, async (page) => {
        await page.goto(cloud.endpoint);
        await page.locator('main h1').first().waitFor();
        const began = performance.now();
        await page.evaluate(`location.hash = '#/executions/${arn}?state=Each'`);
        await page.locator('.children [role=cell]').first().waitFor();
        return performance.now() - began;
      }),
    ),
  );
}

/** Three rounds without a page and three with one, in turns: ten executions a second run in each. */
async function throughput(browser: Browser, cloud: Cloud): Promise<number> {
  const without: number[] = [];
  const open: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    without.push(await callsPerSecond(cloud));
    await withPage(browser, async (page) => {
      await page.goto(cloud.endpoint);
      await page.locator('.executions [role=cell]').first().waitFor();
      open.push(await callsPerSecond(cloud));
    });
  }
  return median(open) / median(without);
}

/** By the time that this process is at work: the browser has processors of its own. */
async function callsPerSecond(cloud: Cloud): Promise<number> {
  const cpu = process.cpuUsage();
  const ends = performance.now() + 3000;
  const stateMachineArn = cloud.resource('Short');
  const started = setInterval(() => {
    void cloud.call('SFN', 'StartExecution', { stateMachineArn });
  }, 100);
  let calls = 0;
  for (; performance.now() < ends; calls += 1) await cloud.call('SFN', 'ListStateMachines');
  clearInterval(started);
  const { user, system } = process.cpuUsage(cpu);
  return (calls * 1e6) / (user + system);
}

async function repeat<T>(times: number, once: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let count = 0; count < times; count += 1) all.push(await once());
  return all;
}
