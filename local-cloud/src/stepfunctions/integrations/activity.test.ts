import { expect, test } from 'vitest';
import { TestWorld } from './testing.ts';

const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:pick';

test('an activity offers its task and starts when a worker takes it', async () => {
  const world = new TestWorld();
  world.activities.add(ACTIVITY);
  const seen = await world.start(ACTIVITY, { order: 1 }, { taskToken: 'token' });
  expect(seen.told).toEqual([]);
  const [task] = world.offered;
  expect(task).toMatchObject({ taskToken: 'token', input: '{"order":1}' });
  task?.taken('robot');
  expect(seen.told).toEqual(['started']);
  expect(seen.worker).toBe('robot');
});

test('a worker need not say its name', async () => {
  const world = new TestWorld();
  world.activities.add(ACTIVITY);
  const seen = await world.start(ACTIVITY, {}, { taskToken: 'token' });
  world.offered[0]?.taken(undefined);
  expect(seen.worker).toBeUndefined();
});

test('a task that is not wanted any more is taken back', async () => {
  const world = new TestWorld();
  world.activities.add(ACTIVITY);
  const seen = await world.start(ACTIVITY, {}, { taskToken: 'token' });
  seen.cancel('timeout');
  expect(world.offered).toEqual([]);
});

test('an activity that is not there refuses its task', () => {
  const world = new TestWorld();
  const refusal = world.refusal(ACTIVITY, {});
  expect(refusal).toMatchObject({
    error: 'States.Runtime',
    cause: `The activity ${ACTIVITY} does not exist.`,
  });
});
