import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';
import type { HostedFunction } from './types.ts';

const cloud = new TestCloud();
afterAll(() => cloud.close());

const START = Date.UTC(2030, 0, 1);

function handler(source: string, settings: Partial<HostedFunction> = {}): HostedFunction {
  return testFunction({ 'index.mjs': source }, settings);
}

describe('the date in a handler', () => {
  const fn = handler(`export const handler = async () => ({
    now: Date.now(), date: new Date().getTime(), text: Date(), copy: new Date(0).getTime(),
    isDate: new Date() instanceof Date, sameConstructor: new Date().constructor === Date,
    utc: Date.UTC(1970, 0, 1),
  });`);

  it('is cloud time', async () => {
    const frozen = new TestCloud();
    expect(JSON.parse((await frozen.invoke(fn)).payload)).toEqual({
      now: START,
      date: START,
      text: expect.stringContaining('Tue Jan 01 2030 00:00:00 GMT+0000'),
      copy: 0,
      isDate: true,
      sameConstructor: true,
      utc: 0,
    });
    await frozen.clock.advance(86_400_000);
    expect(JSON.parse((await frozen.invoke(fn)).payload).now).toBe(START + 86_400_000);
    await frozen.close();
  });

  it('is shifted on a clock that runs', async () => {
    const running = new TestCloud({ frozen: false, start: START });
    const { now } = JSON.parse((await running.invoke(fn)).payload);
    expect(now).toBeGreaterThanOrEqual(START);
    expect(now).toBeLessThan(START + 60_000);
    await running.close();
  });
});

describe('a handler that takes too long', () => {
  it('is ended when its timeout has passed on the clock', async () => {
    const ended = cloud.invoke(
      handler('export const handler = () => new Promise(() => setInterval(() => {}, 1000));'),
    );
    await cloud.clock.advance(3000);
    const { payload, functionError } = await ended;
    expect(functionError).toBe('Unhandled');
    expect(payload).toMatch(
      /^\{"errorType":"Sandbox\.Timedout","errorMessage":"RequestId: request-\d+ Error: Task timed out after 3\.00 seconds"\}$/,
    );
  });

  it('finds a new environment afterwards', async () => {
    const fn = handler(
      `let count = 0; export const handler = (event) => ++count && event.hang ? new Promise(() => setInterval(() => {}, 1000)) : count;`,
    );
    const ended = cloud.invoke(fn, { hang: true });
    await cloud.clock.advance(3000);
    await ended;
    expect((await cloud.invoke(fn)).payload).toBe('1');
  });
});

describe('the timers of a handler', () => {
  /** Says how long it has waited, by its own date. */
  const sleeper = handler(
    `import timers from 'node:timers/promises';
     import { promisify } from 'node:util';
     const AsyncFunction = (async () => {}).constructor;
     export const handler = async (wait) => {
       const from = Date.now();
       await new AsyncFunction('timers', 'promisify', wait)(timers, promisify);
       return Date.now() - from;
     };`,
    { timeoutSeconds: 900 },
  );
  const skipping = new TestCloud({ autoSkip: true });
  afterAll(() => skipping.close());

  it.each([
    ['await new Promise((resolve) => setTimeout(resolve, 60_000))', 60_000],
    ['await timers.setTimeout(60_000)', 60_000],
    ['await timers.scheduler.wait(60_000)', 60_000],
    ['await promisify(setTimeout)(60_000)', 60_000],
    [
      'let n = 0; await new Promise((resolve) => { const t = setInterval(() => { if (++n === 3) { clearInterval(t); resolve(); } }, 10_000); })',
      30_000,
    ],
    [
      'let n = 0; for await (const word of timers.setInterval(10_000, "tick")) if (word === "tick" && ++n === 3) break',
      30_000,
    ],
    [
      'let n = 0; for await (const _ of timers.setInterval(10_000)) if (++n === 3) break; else await timers.setTimeout(15_000)',
      40_000,
    ],
    ['const t = setTimeout(() => {}, 900_000); clearTimeout(+t); await timers.setTimeout(5)', 5],
    ['setTimeout(() => {}, 10_000).unref(); await timers.setTimeout(20_000)', 20_000],
  ])('wait for the clock: %s', async (wait, expected) => {
    expect((await skipping.invoke(sleeper, wait)).payload).toBe(String(expected));
  });

  it('fire in the order they are due', async () => {
    const fn = handler(`export const handler = async () => {
      const order = [];
      const at = (ms) => new Promise((resolve) => setTimeout(() => { order.push(ms); resolve(); }, ms));
      await Promise.all([at(300), at(100), at(200)]);
      return order;
    };`);
    const ended = cloud.invoke(fn);
    await cloud.clock.advance(300);
    expect((await ended).payload).toBe('[100,200,300]');
  });

  it('are real ones on a clock that runs', async () => {
    const running = new TestCloud({ frozen: false });
    const { payload } = await running.invoke(sleeper, 'await timers.setTimeout(5)');
    expect(Number(payload)).toBeGreaterThanOrEqual(4);
    await running.close();
  });

  it('can be aborted', async () => {
    const fn = handler(`import { setTimeout } from 'node:timers/promises';
      export const handler = () => setTimeout(60_000, 0, { signal: AbortSignal.abort() }).catch((error) => error.code);`);
    expect((await cloud.invoke(fn)).payload).toBe('"ABORT_ERR"');
  });
});

describe('the clock', () => {
  it('is held while a handler is at work', async () => {
    const ended = cloud.invoke(handler('export const handler = async () => 1;'));
    expect(cloud.clock.inFlight).toBe(1);
    await ended;
    await cloud.clock.idle();
    expect(cloud.clock.inFlight).toBe(0);
  });

  it('fires the timers of a handler whose call waits', async () => {
    const frozen = new TestCloud();
    const server = await listen(() => frozen.invocations.at(-1)!.suspend());
    const fn = handler(
      `export const handler = () => Promise.race([
        fetch('http://127.0.0.1:${server.port}'),
        new Promise((resolve) => setTimeout(() => resolve('early'), 1500)),
      ]);`,
    );
    const ended = frozen.invoke(fn);
    await server.asked;
    await frozen.clock.next();
    expect((await ended).payload).toBe('"early"');
    expect(frozen.clock.now()).toBe(START + 1500);
    server.close();
    await frozen.close();
  });
});

describe('a clock that stands still', () => {
  let frozen: TestCloud;
  beforeEach(() => {
    frozen = new TestCloud({ host: { patienceMs: 0 } });
  });
  afterEach(() => frozen.close());

  it('goes to the timers of a handler that has something else under way for longer', async () => {
    const server = await listen(() => {});
    const ended = frozen.invoke(
      handler(
        `export const handler = () => Promise.race([
          fetch('http://127.0.0.1:${server.port}'),
          new Promise((resolve) => setTimeout(() => resolve('early'), 2)),
        ]);`,
      ),
    );
    await frozen.clock.advance(60_000);
    expect((await ended).payload).toBe('"early"');
    server.close();
  });

  it.each([
    'for (;;);',
    `await fetch('http://127.0.0.1:PORT')`,
    'await new Promise((resolve) => setTimeout(resolve, 10)); for (;;);',
  ])('goes to the timeout of a handler that does not end: %s', async (hangs) => {
    const server = await listen(() => {});
    const source = hangs.replace('PORT', String(server.port));
    const ended = frozen.invoke(
      handler(`export const handler = async () => { ${source} };`, { timeoutSeconds: 1 }),
    );
    await frozen.clock.advance(60_000);
    expect((await ended).payload).toContain('Task timed out after 1.00 seconds');
    server.close();
  });
});

async function listen(onRequest: () => void) {
  const { createServer } = await import('node:http');
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => {
    onRequest();
    asked.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    asked: asked.promise,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
