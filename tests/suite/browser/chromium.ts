import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const playwright = await import('playwright-core').catch(() => undefined);
const missing = [
  ...(playwright === undefined ? ['the package playwright-core'] : []),
  ...(existsSync(path) ? [] : [`a Chromium at ${path} (CHROMIUM_PATH says where)`]),
];

/** Whether there is a browser here; says what is lacking where there is none. */
export const hasBrowser = missing.length === 0;
if (!hasBrowser) console.log(`Skipped: what needs a browser has not ${missing.join(' and ')}.`);

/** The sandbox of Chromium needs rights that containers seldom have; the pages are our own. */
export function launchBrowser(): Promise<Browser> {
  return playwright!.chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
}

export const PHONE = { viewport: { width: 360, height: 740 } };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };
