import { expect, test } from 'vitest';
import { CloudClock } from '../core/cloud-clock.ts';
import { EnvironmentHold, InvocationHold, Slots } from './slots.ts';

test('a call that outlives its invocation does not make the next one hold the clock while it waits', async () => {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const slots = new Slots(1);
  const environment = new EnvironmentHold();
  const invocation = async () => {
    const hold = new InvocationHold(clock, slots);
    await hold.start();
    environment.current = hold;
    return hold;
  };
  const first = await invocation();
  const resumeCall = environment.suspend();
  first.release();
  const second = await invocation();
  const resume = environment.suspend();
  resumeCall();
  expect(clock.inFlight).toBe(0);
  resume();
  expect(clock.inFlight).toBe(1);
  second.release();
  expect(clock.inFlight).toBe(0);
});
