import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';

let cloud: TestCloud;
afterEach(() => cloud.close());

/** Answers with the process it runs in once the clock has moved on by a second. */
const slow = {
  'index.mjs':
    'export const handler = () => new Promise((resolve) => setTimeout(() => resolve(process.pid), 1000));',
};

describe('concurrent invocations', () => {
  it('run each in an environment of its own, which are used again', async () => {
    cloud = new TestCloud();
    const fn = testFunction(slow);
    const three = () => Promise.all([1, 2, 3].map(() => cloud.invoke(fn)));
    const first = three();
    await cloud.clock.advance(1000);
    const processes = (await first).map(({ payload }) => payload);
    expect(new Set(processes).size).toBe(3);
    const second = three();
    await cloud.clock.advance(1000);
    expect((await second).map(({ payload }) => payload).sort()).toEqual([...processes].sort());
  });

  it('leave some environments warm, and the others for no longer than they are needed', async () => {
    cloud = new TestCloud({ host: { idleMs: 1 } });
    const fn = testFunction(slow);
    const ten = Array.from({ length: 10 }, () => cloud.invoke(fn));
    await cloud.clock.advance(1000);
    const processes = (await Promise.all(ten)).map(({ payload }) => payload);
    await expect.poll(() => cloud.revoked.length).toBe(6);
    const four = Array.from({ length: 4 }, () => cloud.invoke(fn));
    await cloud.clock.advance(1000);
    const warm = (await Promise.all(four)).map(({ payload }) => payload);
    expect(new Set(warm).size).toBe(4);
    expect(processes).toEqual(expect.arrayContaining(warm));
  });

  it('leave fewer environments warm while something else needs their memory', async () => {
    cloud = new TestCloud({ host: { environments: 4, idleMs: 60_000 } });
    const fn = testFunction(slow);
    const four = async () => {
      const invoked = Promise.all([1, 2, 3, 4].map(() => cloud.invoke(fn)));
      await cloud.clock.advance(1000);
      return (await invoked).map(({ payload }) => payload);
    };
    const warm = await four();
    const free = cloud.host.makeRoom(3);
    expect(cloud.revoked).toHaveLength(3);
    free();
    const [kept, ...others] = await four();
    expect(warm).toContain(kept);
    expect(warm).not.toEqual(expect.arrayContaining(others));
    expect(cloud.revoked).toHaveLength(3);
  });

  it('are no more than there is memory for: others are throttled, idle ones let go, and a line says so once', async () => {
    cloud = new TestCloud({ host: { atWork: 2, running: 8 } });
    const [fn, other] = [testFunction(slow), testFunction(slow, { name: 'other' })];
    const first = cloud.invoke(other);
    await cloud.clock.advance(1000);
    await first;
    const two = Promise.all([cloud.invoke(fn), cloud.invoke(fn)]);
    await expect.poll(() => cloud.revoked.length).toBe(1);
    for (const over of [fn, other]) {
      await expect(cloud.invoke(over)).rejects.toMatchObject({
        code: 'TooManyRequestsException',
        members: { Reason: 'ConcurrentInvocationLimitExceeded' },
      });
    }
    expect(cloud.reports).toEqual([expect.stringMatching(/^2 execution environments are at work/)]);
    await cloud.clock.advance(1000);
    await two;
    const again = cloud.invoke(fn);
    await cloud.clock.advance(1000);
    expect((await again).functionError).toBeUndefined();
  });

  it('find the process for the next environment ready before the first has an answer', async () => {
    cloud = new TestCloud({ host: { spares: true } });
    const invoked = cloud.invoke(testFunction(slow));
    const processes = join(cloud.cacheFolder, 'tmp');
    await expect.poll(() => readdirSync(processes)).toHaveLength(2);
    await cloud.clock.advance(1000);
    await invoked;
    expect(readdirSync(processes)).toHaveLength(2);
  });

  it('are throttled beyond the reserved concurrency', async () => {
    cloud = new TestCloud();
    const fn = testFunction(slow, { reservedConcurrency: 1 });
    const running = cloud.invoke(fn);
    await expect(cloud.invoke(fn)).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      status: 429,
      members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    });
    await cloud.clock.advance(1000);
    await running;
    const again = cloud.invoke(fn);
    await cloud.clock.advance(1000);
    expect((await again).functionError).toBeUndefined();
  });

  it('are throttled beyond the account’s', async () => {
    cloud = new TestCloud({ host: { accountConcurrency: 0 } });
    await expect(cloud.invoke(testFunction(slow))).rejects.toMatchObject({
      members: { Reason: 'ConcurrentInvocationLimitExceeded' },
    });
  });

  it('wait their turn when as many run as may, but not for those that wait', async () => {
    cloud = new TestCloud({ host: { running: 1 } });
    const quick = testFunction(
      { 'index.mjs': 'export const handler = async () => 1;' },
      { name: 'quick' },
    );
    const waiting = cloud.invoke(testFunction(slow));
    expect((await cloud.invoke(quick)).payload).toBe('1');
    await Promise.all([1, 2, 3].map(() => cloud.invoke(quick)));
    await cloud.clock.advance(1000);
    expect((await waiting).functionError).toBeUndefined();
  });
});
