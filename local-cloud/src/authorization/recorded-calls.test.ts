import { expect, test } from 'vitest';
import type { Principal } from '../core/service.ts';
import { RecordedCalls } from './recorded-calls.ts';

const task = { executionArn: 'arn:one', state: 'Work', enteredId: 2, attempt: 1 };
const roleArn = 'arn:aws:iam::123456789012:role/worker';
const WORKER: Principal = { kind: 'role', arn: 'arn:session', roleArn, task };
const PUT = { action: 'dynamodb:PutItem', resource: 'arn:table' };
const CALLED = { at: 5, service: 'DynamoDB', operation: 'PutItem' };

test('the calls of an execution are kept, with what they used and how they ended', () => {
  const calls = new RecordedCalls();
  const kept = calls.call(WORKER, CALLED, [{ ...PUT, conditions: { key: 'value' } }]);
  kept!.error = 'ConditionalCheckFailedException';
  calls.call({ ...WORKER, task: { ...task, executionArn: 'arn:two' } }, CALLED, [PUT]);
  expect(calls.callsFor('arn:one')).toEqual([
    { ...CALLED, role: roleArn, used: [PUT], task, error: 'ConditionalCheckFailedException' },
  ]);
});

test('what is called for no task is not kept', () => {
  const calls = new RecordedCalls();
  expect(calls.call({ ...WORKER, task: undefined }, CALLED, [PUT])).toBeUndefined();
});

test('the oldest calls go first, and the newest stay', () => {
  const calls = new RecordedCalls();
  for (let at = 1; at <= 10_500; at += 1) calls.call(WORKER, { ...CALLED, at }, []);
  const kept = calls.callsFor('arn:one');
  expect(kept.length).toBeGreaterThanOrEqual(9000);
  expect(kept.length).toBeLessThanOrEqual(10_000);
  expect(kept.at(-1)!.at).toBe(10_500);
});

test('a denial leads to the statement that is missing, and an explicit one to none', () => {
  const calls = new RecordedCalls();
  const request = { ...PUT, principal: WORKER, now: 5 };
  calls.deny(request, { allowed: false, missing: 'identity-based' });
  const statement = { effect: 'Deny', sid: 'No' } as never;
  const deny = { source: 'identity-based', policy: 'own', statement } as const;
  calls.deny(request, { allowed: false, deny });
  expect(calls.denials()).toMatchObject([
    {
      ...{ at: 5, role: roleArn, task, message: expect.stringContaining('is not authorized') },
      missing: { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: 'arn:table' },
    },
    { missing: undefined, message: expect.stringContaining('explicit deny') },
  ]);
});
