import { expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { UserError } from '../../core/errors.ts';
import type { Tasks } from '../ports.ts';
import { type Fault, Faults, withFaults } from './faults.ts';
import { callOf, requestFor, Seen } from './testing.ts';

const RESOURCE = 'arn:aws:lambda:us-east-1:123456789012:function:work';

function world(...injected: Fault[]) {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const faults = new Faults();
  for (const fault of injected) faults.add(fault);
  const started: number[] = [];
  const cancelled: string[] = [];
  const inner: Tasks = {
    start(_request, observer) {
      started.push(clock.now());
      observer.started();
      observer.succeeded({ real: true });
      return { cancel: (reason) => cancelled.push(reason) };
    },
    call: async () => 'called',
  };
  const tasks = withFaults(inner, faults, clock);
  const run = async (stateName = 'Work', retryCount = 0) => {
    const seen = new Seen();
    const handle = tasks.start(requestFor(RESOURCE, {}, { stateName, retryCount }), seen);
    await clock.idle();
    return { seen, handle };
  };
  return { clock, faults, tasks, run, started, cancelled };
}

test('a struck attempt starts and fails without doing its work', async () => {
  const { run, started } = world({
    state: 'Work',
    error: 'Lambda.ServiceException',
    cause: 'rehearsed',
  });
  const { seen } = await run();
  expect(seen.told).toEqual(['started', 'failed']);
  expect(seen.failure).toEqual({ error: 'Lambda.ServiceException', cause: 'rehearsed' });
  expect(started).toEqual([]);
});

test('an attempt whose answer is lost does its work, and fails', async () => {
  const { run, started } = world({ state: 'Work', error: 'Boom', answerLost: true });
  const { seen } = await run();
  expect(seen.told).toEqual(['started', 'failed']);
  expect(seen.failure?.error).toBe('Boom');
  expect(started).toHaveLength(1);
});

test('the failure comes after the engine has its handle, and not after a cancel', async () => {
  const { tasks, clock } = world({ state: 'Work', error: 'Boom' });
  const seen = new Seen();
  const handle = tasks.start(requestFor(RESOURCE, {}), seen);
  expect(seen.told).toEqual([]);
  handle.cancel('timeout');
  await clock.idle();
  expect(seen.told).toEqual([]);
});

test('a fault strikes only the attempts it names', async () => {
  const { run, faults } = world({ state: 'Work', attempts: [1, 3], error: 'Boom' });
  expect((await run('Work', 0)).seen.failure?.error).toBe('Boom');
  expect((await run('Work', 1)).seen.output).toEqual({ real: true });
  expect((await run('Work', 2)).seen.failure?.error).toBe('Boom');
  expect(faults.list()[0]?.struck).toBe(2);
});

test.each([
  ['another state', { state: 'Other', error: 'Boom' }],
  ['another state machine', { state: 'Work', stateMachine: 'invoices', error: 'Boom' }],
])('a fault of %s does not strike', async (_, fault) => {
  const { run } = world(fault);
  expect((await run()).seen.output).toEqual({ real: true });
});

test.each(['orders', 'arn:aws:states:us-east-1:123456789012:stateMachine:orders'])(
  'a fault may name its state machine %s',
  async (stateMachine) => {
    const { run } = world({ state: 'Work', stateMachine, error: 'Boom' });
    expect((await run()).seen.failure?.error).toBe('Boom');
  },
);

test('every strike is kept, with the attempt and the time, also by another cloud', async () => {
  const { run, clock, faults } = world({ state: 'Work', error: 'Boom', attempts: [1] });
  await run();
  await clock.advance(5000);
  await run('Work', 1);
  faults.clear();
  faults.add({ state: 'Work', delaySeconds: 3 });
  await run('Work', 2);
  const of = { executionArn: requestFor(RESOURCE, {}).executionArn, state: 'Work', enteredId: 2 };
  const strikes = [
    { ...of, at: 0, attempt: 1, error: 'Boom', delaySeconds: undefined },
    { ...of, at: 5000, attempt: 3, error: undefined, delaySeconds: 3 },
  ];
  expect(faults.strikes()).toEqual(strikes);
  const other = new Faults();
  other.load(faults.save());
  expect(other.strikes()).toEqual(strikes);
});

test('a delay holds the work up by the clock', async () => {
  const { run, clock, started } = world({ state: 'Work', delaySeconds: 30 });
  const { seen } = await run();
  expect(seen.told).toEqual([]);
  await clock.advance(30_000);
  expect(started).toEqual([30_000]);
  expect(seen.told).toEqual(['started', 'succeeded']);
});

test('work that is delayed never starts once it is cancelled', async () => {
  const { run, clock, started } = world({ state: 'Work', delaySeconds: 30 });
  const { handle } = await run();
  handle.cancel('timeout');
  await clock.advance(60_000);
  expect(started).toEqual([]);
});

test('work that was delayed and has started is cancelled like any other', async () => {
  const { run, clock, cancelled } = world({ state: 'Work', delaySeconds: 1 });
  const { handle } = await run();
  await clock.advance(1000);
  handle.cancel('aborted');
  expect(cancelled).toEqual(['aborted']);
});

test('faults are cleared one by one, all together, or replaced', async () => {
  const { faults, run } = world({ state: 'Work', error: 'One' });
  const id = faults.add({ state: 'Work', error: 'Two' });
  expect(faults.clear(id)).toBe(true);
  expect(faults.clear(id)).toBe(false);
  faults.replace([{ state: 'Work', error: 'Three' }]);
  expect((await run()).seen.failure?.error).toBe('Three');
  faults.clear();
  expect(faults.list()).toEqual([]);
});

test.each<[string, Fault]>([
  ['neither an error nor a delay', { state: 'Work' }],
  ['both an error and a delay', { state: 'Work', error: 'Boom', delaySeconds: 1 }],
  ['a cause beside a delay', { state: 'Work', delaySeconds: 1, cause: 'ignored' }],
  ['a lost answer beside a delay', { state: 'Work', delaySeconds: 1, answerLost: true }],
  ['a delay of nothing', { state: 'Work', delaySeconds: 0 }],
])('a fault with %s is refused', (_, fault) => {
  expect(() => new Faults().add(fault)).toThrow(UserError);
  expect(() => new Faults().replace([fault])).toThrow("The fault for the state 'Work'");
});

test('calls outside of Task states are left alone', async () => {
  const { tasks } = world({ state: 'Work', error: 'Boom' });
  expect(await tasks.call(callOf('s3', 'getObject', {}))).toBe('called');
});

test('a fault strikes only the tasks whose Parameters include its input', async () => {
  const { tasks, clock } = world({
    state: 'Work',
    input: { Payload: { bureau: 'b' } },
    error: 'Boom',
  });
  const told = async (bureau: string) => {
    const seen = new Seen();
    const parameters = { FunctionName: 'work', Payload: { bureau, number: 1 } };
    tasks.start(requestFor(RESOURCE, parameters, { stateName: 'Work' }), seen);
    await clock.idle();
    return seen.told;
  };
  expect(await told('a')).toEqual(['started', 'succeeded']);
  expect(await told('b')).toEqual(['started', 'failed']);
});
