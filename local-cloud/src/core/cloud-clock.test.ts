import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sleep } from './clock.ts';
import { CloudClock } from './cloud-clock.ts';
import { UserError } from './errors.ts';
import type { JsonObject } from './json.ts';

const DAY = 24 * 3600 * 1000;

describe('CloudClock', () => {
  test('fires timers in order of due time, each at its own time', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const fired: [string, number][] = [];
    clock.after(2000, () => fired.push(['second', clock.now()]));
    clock.after(1000, () => fired.push(['first', clock.now()]));
    clock.after(9000, () => fired.push(['later', clock.now()]));
    await clock.advance(5000);
    expect(fired).toEqual([
      ['first', 1000],
      ['second', 2000],
    ]);
    expect(clock.now()).toBe(5000);
  });

  test('lets others have their turn between many timers of one time, which stands still', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const fired: [turn: number, at: number][] = [];
    let turn = 0;
    const next = () => {
      turn += 1;
      if (fired.length < 300) setImmediate(next);
    };
    for (let index = 0; index < 300; index++) {
      clock.after(1000, () => fired.push([turn, clock.now()]));
    }
    clock.after(1001, () => fired.push([turn, clock.now()]));
    next();
    await clock.advance(5000);
    expect(fired.map(([, at]) => at)).toEqual([...Array(300).fill(1000), 1001]);
    expect(new Set(fired.map(([at]) => at)).size).toBeGreaterThan(5);
  });

  test('tells the next timers that were not cancelled, soonest first', () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const dues = [700, 100, 900, 300, 800, 200, 600, 400, 500];
    const timers = dues.map((due) => clock.after(due, () => {}, { what: () => `at ${due}` }));
    for (const due of [100, 400]) timers[dues.indexOf(due)]!.cancel();
    clock.after(50, () => {}, { background: true });
    expect(clock.timers(4, false).map(({ what }) => what?.())).toEqual(
      [200, 300, 500, 600].map((due) => `at ${due}`),
    );
    expect(clock.timers(9, false).map(({ due }) => due)).toEqual([
      200, 300, 500, 600, 700, 800, 900,
    ]);
    expect(clock.timers(9, true).map(({ due }) => due)).toEqual([50]);
  });

  test('goes on by the sum of what several ask for at once, each from where it has come to', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const fired: number[] = [];
    for (const due of [500, 2500, 9000]) clock.after(due, () => fired.push(clock.now()));
    const seen: number[] = [];
    const by = (ms: number | (() => number)) =>
      clock.advance(ms).then(() => void seen.push(clock.now()));
    const next = () => clock.next().then(() => void seen.push(clock.now()));
    const wrong = clock.advance(-1).catch((error: Error) => error.message);
    await Promise.all([by(1000), next(), by(() => clock.now()), next(), wrong, by(1)]);
    expect(seen).toEqual([1000, 2500, 5000, 9000, 9001]);
    expect(fired).toEqual([500, 2500, 9000]);
    expect(await wrong).toContain('forward only');
  });

  test('goes as far as is asked for, also where it skips by itself besides', async () => {
    const clock = new CloudClock({ frozen: true, start: 0, autoSkip: true });
    const seen: number[] = [];
    const fired = new Promise<void>((resolve) => clock.after(60_000, resolve));
    const by = (ms: number) => clock.advance(ms).then(() => void seen.push(clock.now()));
    await Promise.all([by(1000), by(2000), by(3000)]);
    await fired;
    expect([...seen, clock.now()]).toEqual([1000, 3000, 6000, 60_000]);
  });

  test('fires a timer that a timer sets within the time skipped', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const fired: number[] = [];
    clock.after(100, () => clock.after(100, () => fired.push(clock.now())));
    await clock.advance(1000);
    expect(fired).toEqual([200]);
  });

  test('does not skip while work is in flight', async () => {
    const clock = new CloudClock({ frozen: true, start: 0, autoSkip: true });
    const hold = clock.hold();
    let fired = false;
    clock.after(1000, () => {
      fired = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(fired).toBe(false);
    hold.release();
    await clock.idle();
    await new Promise((resolve) => setImmediate(resolve));
    expect(fired).toBe(true);
  });

  test('skips over work that itself only waits for the clock', async () => {
    const clock = new CloudClock({ frozen: true, start: 0, autoSkip: true });
    const hold = clock.hold();
    hold.suspend();
    await sleep(clock, 3 * DAY);
    hold.resume();
    hold.release();
    expect(clock.now()).toBe(3 * DAY);
  });

  test('goes on for what waits only while nothing else is in flight', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    clock.after(1000, () => {});
    const waiting = clock.nextForWaiting();
    await clock.idle();
    expect(clock.now()).toBe(0);
    const request = clock.hold();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(0);
    request.suspend();
    expect(await waiting).toBe(true);
    expect(clock.now()).toBe(1000);
  });

  test('what waited and goes on again is not overtaken, whoever else let time pass for it', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const request = clock.hold();
    const resume = request.suspend();
    clock.after(1000, resume);
    clock.after(DAY, () => expect.unreachable());
    expect(await Promise.all([clock.nextForWaiting(), clock.nextForWaiting()])).toEqual([
      true,
      false,
    ]);
    expect(clock.now()).toBe(1000);
  });

  test('nobody waits for ever who has given up waiting', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const caller = new AbortController();
    const waiting = clock.nextForWaiting(caller.signal);
    caller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(clock.nextForWaiting(caller.signal)).rejects.toThrow('gone');
  });

  test('is moved no further for somebody who has gone, nor are those who come next kept up', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const caller = new AbortController();
    const again = () => {
      if (clock.now() === 5000) caller.abort(new Error('gone'));
      clock.after(1000, again);
    };
    again();
    const gone = clock.advance(DAY, caller.signal);
    const next = clock.next();
    await expect(gone).rejects.toThrow('gone');
    expect(clock.now()).toBe(5000);
    expect(await next).toBe(true);
    expect(clock.now()).toBe(6000);
    const busy = clock.hold();
    const waiter = new AbortController();
    const waiting = clock.next(undefined, waiter.signal);
    waiter.abort(new Error('gone, too'));
    await expect(waiting).rejects.toThrow('gone, too');
    busy.release();
    await clock.idle();
    expect(clock.now()).toBe(6000);
  });

  test('goes no further than to what was due when the caller looked', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    clock.after(1000, () => {});
    clock.after(DAY, () => expect.unreachable());
    const seen = clock.nextDue!;
    await clock.advance(2000);
    expect(await clock.next(seen)).toBe(true);
    expect(clock.now()).toBe(2000);
  });

  test('never skips for the sake of a background timer, but fires it on the way', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    const fired: string[] = [];
    clock.after(500, () => fired.push('expiry'), { background: true });
    expect(await clock.next()).toBe(false);
    clock.after(1000, () => fired.push('wait'));
    expect(await clock.next()).toBe(true);
    expect(fired).toEqual(['expiry', 'wait']);
  });

  test('a cancelled timer does not fire and is not skipped to', async () => {
    const clock = new CloudClock({ frozen: true, start: 0 });
    clock.after(1000, () => expect.unreachable()).cancel();
    expect(await clock.next()).toBe(false);
    await clock.advance(2000);
  });

  test('goes no further than times can be written', async () => {
    const clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0) });
    await expect(clock.advance(1e18)).rejects.toThrow('no further than the year 9999');
    expect(clock.now()).toBe(Date.UTC(2030, 0));
  });

  test('goes on where another one was saved: as far ahead of real time, or at that very moment', async () => {
    const clock = new CloudClock();
    await clock.advance(5_000_000);
    const saved = clock.save();
    const real = new CloudClock();
    real.load(saved);
    expect(saved).toMatchObject({ ahead: expect.closeTo(5_000_000, -5) });
    expect(real.save()).toMatchObject({ ahead: (saved as JsonObject).ahead });
    const frozen = new CloudClock({ frozen: true, start: 0 });
    frozen.load({ now: 7000, ahead: 0 });
    expect(frozen.now()).toBe(7000);
    clock.stop();
  });

  test('goes on with real time from wherever it was moved to, whatever was waited for before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const clock = new CloudClock();
    const fired: string[] = [];
    clock.after(10 * DAY, () => fired.push('first'));
    clock.after(11 * DAY + 100, () => fired.push('second'));
    await clock.advance(11 * DAY);
    clock.after(200, () => fired.push('third'));
    expect(fired).toEqual(['first']);
    vi.advanceTimersByTime(150);
    expect(fired).toEqual(['first', 'second']);
    vi.advanceTimersByTime(150);
    expect(fired).toEqual(['first', 'second', 'third']);

    clock.after(DAY, () => fired.push('fourth'));
    const caller = new AbortController();
    clock.after(1000, () => caller.abort());
    clock.after(1100, () => fired.push('fifth'));
    await expect(clock.advance(5000, caller.signal)).rejects.toThrow();
    vi.advanceTimersByTime(150);
    expect(fired.at(-1)).toBe('fifth');
    clock.load({ now: clock.now() + DAY, ahead: 0 });
    vi.advanceTimersByTime(1);
    expect(fired.at(-1)).toBe('fourth');
    clock.stop();
  });

  test('does not go on from what no clock has saved', () => {
    expect(() => new CloudClock().load({ now: 'later', ahead: 0 })).toThrow(UserError);
  });
});

test('time is whole milliseconds, whatever is waited for', async () => {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const fired: number[] = [];
  clock.after(10.25, () => fired.push(clock.now()));
  await clock.advance(10.5);
  expect([...fired, clock.now()]).toEqual([11, 11]);
});
