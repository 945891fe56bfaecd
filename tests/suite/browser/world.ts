import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type ReviewCloud, reviewCloud } from '../reviews.ts';
import { DESKTOP, launchBrowser } from './chromium.ts';

/** One cloud and one browser for all tests. */
export let world: ReviewCloud;
export let browser: Browser;

export async function begin(): Promise<void> {
  [world, browser] = await Promise.all([reviewCloud('browser'), launchBrowser()]);
}

let review: ReturnType<ReviewCloud['reviewed']> | undefined;

/** The ARN of an execution that waits for its reviewer, the same one for all. */
export async function waiting(): Promise<string> {
  review ??= world.reviewed('waiting');
  return (await review).executionArn;
}

export async function end(): Promise<void> {
  await browser?.close();
  await world?.cloud.close();
}

/** A page of its own, what it complains of, and what it asked for. */
export async function newPage(options: BrowserContextOptions = DESKTOP) {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  const requests: Request[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => requests.push(request));
  return { page, complaints, requests };
}

/** The console at a place. */
export async function open(hash: string, options?: BrowserContextOptions) {
  const opened = await newPage(options);
  await opened.page.goto(`${world.cloud.endpoint}/${hash}`);
  return opened;
}

export const linkTo = (executionArn: string, query = '') => `#/executions/${executionArn}${query}`;
export const status = (page: Page, text: string) =>
  page.locator('main .bar .badge', { hasText: text }).first().waitFor();
export const stateOf = (page: Page, name: string) => page.locator(`[data-state="${name}"]`);
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const details = (page: Page) => page.getByRole('region', { name: 'Details' });

export async function drop(page: Page, name: string, text: string): Promise<void> {
  const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`;
  const files = await page.evaluateHandle(
    `(() => { const held = new DataTransfer(); held.items.add(${file}); return held; })()`,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
}

/** Goes to a place in the page, until what is to be there is. */
export async function show(page: Page, hash: string, settled: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator(settled).first().waitFor();
}

/** Names, texts and values that would run if they were taken for HTML or for code. */
export const HOSTILE =
  '</script></textarea><img src=x onerror=alert(1)><svg onload=alert(1)>\u202e"\'`${1}';
