import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { CloudClock } from '../clock.ts';
import { TestCloud, testFunction } from './testing.ts';

describe('x', () => {
  it('runs', async () => {
    const cloud = new TestCloud();
    const fn = testFunction({ 'index.mjs': 'export const handler = async (e, c) => ({ e, c, env: process.env, now: Date.now() })' });
    console.time('cold');
    const o = await cloud.invoke(fn, { a: 1 });
    console.timeEnd('cold');
    console.log(o, Buffer.from(o.logTail, 'base64').toString());
    console.time('warm');
    await cloud.invoke(fn, { a: 1 });
    console.timeEnd('warm');
    console.time('warm');
    await cloud.invoke(fn, { a: 1 });
    console.timeEnd('warm');
    await cloud.close();
  });
});
