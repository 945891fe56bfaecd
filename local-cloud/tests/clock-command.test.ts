import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { type Cloud, startCloud } from '../src/index.ts';

const template = {
  Resources: {
    EveryFiveMinutes: {
      Type: 'AWS::Events::Rule',
      Properties: { Name: 'tea', ScheduleExpression: 'rate(5 minutes)' },
    },
  },
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template });
});
afterAll(() => cloud.close());

async function clock(...words: string[]): Promise<string> {
  let out = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    progress: () => {},
  };
  expect(await main(['clock', ...words, '--endpoint', cloud.endpoint], terminal)).toBe(0);
  return out;
}

const SCHEDULE =
  /The next schedule fires in .*; `next` does not jump to schedules, `local-cloud clock advance schedule` does\./;

test('the clock tells when the next schedule fires, and what fires it', async () => {
  expect(await clock()).toMatch(SCHEDULE);
  expect(await clock('next')).toMatch(/^There was nothing to jump to\./);
  expect(await clock('next')).toMatch(SCHEDULE);
  const { nextSchedule } = JSON.parse(await clock('--json'));
  const { nextSchedule: later } = JSON.parse(await clock('advance', 'schedule', '--json'));
  expect(later - nextSchedule).toBe(300_000);
});

test('two who move the clock at once both move it', async () => {
  const at = async () => JSON.parse(await clock('--json')).now as number;
  const before = await at();
  await Promise.all([clock('advance', '1h'), clock('advance', '2h')]);
  expect((await at()) - before).toBeGreaterThanOrEqual(3 * 3_600_000);
  const { nextSchedule } = JSON.parse(await clock('--json'));
  await Promise.all([clock('advance', 'schedule'), clock('advance', 'schedule')]);
  const { nextSchedule: later } = JSON.parse(await clock('--json'));
  expect(later - nextSchedule).toBe(600_000);
});

test('a rule that is disabled has no next schedule', async () => {
  const events = cloud.client(EventBridgeClient);
  await events.send(new DisableRuleCommand({ Name: 'tea' }));
  expect(await clock()).not.toContain('schedule');
  const errors: string[] = [];
  const terminal = {
    out: () => {},
    err: (text: string) => void errors.push(text),
    progress: () => {},
  };
  const words = ['clock', 'advance', 'schedule', '--endpoint', cloud.endpoint];
  expect(await main(words, terminal)).toBe(1);
  expect(errors.join('\n')).toContain('There is no schedule to go on to');
});
