import { describe, expect, test } from 'vitest';
import type { AwsCaller } from '../client/aws-caller.ts';
import { Inbox } from './inbox.ts';
import type { Pace } from './pace.ts';
import type { Step } from './schema.ts';
import { type StepContext, takeStep } from './steps.ts';

const PAYLOAD = '{ "id": "one", "guest": { "name": "Sam Sample", "born": "2020-01-01" } }';

/** A context that keeps what was sent, and answers when all of `together` calls are there. */
function context(together = 1) {
  const sent: { operation: string; input: Record<string, unknown> }[] = [];
  const waiting: (() => void)[] = [];
  const aws: AwsCaller = {
    async call<Output>(_service: string, operation: string, input: object) {
      sent.push({ operation, input: input as Record<string, unknown> });
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === together) for (const answer of waiting) answer();
      });
      return { count: waiting.length } as Output;
    },
  };
  const pace = { during: (work: Promise<unknown>) => work } as unknown as Pace;
  const outputs = new Map([['today', '2030-01-31']]);
  const machine = {
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:seats',
    type: 'STANDARD',
  } as const;
  const payload = () => PAYLOAD;
  const inbox = new Inbox(pace, 0);
  const make = async () => PAYLOAD;
  const stepContext: StepContext = { aws, pace, inbox, outputs, machine, payload, make };
  return { stepContext, started: () => sent.filter((one) => one.operation === 'StartExecution') };
}

const input = (start: { input: Record<string, unknown> } | undefined) =>
  start?.input.input as string;

describe('start', () => {
  test('sends the payload as it is in its file', async () => {
    const { stepContext, started } = context();
    await takeStep(stepContext, { start: { payload: 'seat.json' } }, 'step 1');
    expect(started().map(input)).toEqual([PAYLOAD]);
    expect(started()[0]!.input.stateMachineArn).toBe(stepContext.machine.stateMachineArn);
  });

  test('asks for the test case that it is told', async () => {
    const { stepContext, started } = context();
    const step = { start: { payload: 'seat.json', testCase: 'SoldOut' } };
    await takeStep(stepContext, step, 'step 1');
    const asked = started().map((start) => start.input.stateMachineArn);
    expect(asked).toEqual([`${stepContext.machine.stateMachineArn}#SoldOut`]);
  });

  test('says which step AWS refuses', async () => {
    const { stepContext } = context();
    const refused = Object.assign(new Error('There is no test case'), {
      name: 'ValidationException',
    });
    const aws = { call: () => Promise.reject(refused) };
    const step = { start: { payload: 'seat.json', testCase: 'SoldOot' } };
    expect(await takeStep({ ...stepContext, aws }, step, 'step 1')).toEqual([
      'step 1: ValidationException: There is no test case',
    ]);
  });

  test('changes the members that it is told to, and no others', async () => {
    const { stepContext, started } = context();
    const changes = { guest: { born: '${today-P2Y}', seats: ['A'] } };
    await takeStep(stepContext, { start: { payload: 'seat.json', with: changes } }, 'step 1');
    expect(JSON.parse(input(started()[0]))).toEqual({
      id: 'one',
      guest: { name: 'Sam Sample', born: '2028-01-31', seats: ['A'] },
    });
  });
});

describe('parallel', () => {
  const call = (count: number): Exclude<Step, { parallel: unknown }> => ({
    call: { service: 'SQS', operation: 'Count', input: {}, expect: { count } },
  });

  test('takes its steps at the same time', async () => {
    const { stepContext } = context(2);
    expect(await takeStep(stepContext, { parallel: [call(2), call(2)] }, 'step 1')).toEqual([]);
  });

  test('says which of its steps was not as expected', async () => {
    const { stepContext } = context(2);
    expect(await takeStep(stepContext, { parallel: [call(2), call(3)] }, 'step 1')).toEqual([
      'step 1.2.count: expected 3, got 2',
    ]);
  });
});
