import { expect, test } from 'vitest';
import { callsOf, denialsOf } from './calls.ts';

const task = { executionArn: 'arn:one', state: 'Work', enteredId: 2, attempt: 1 };
const used = [{ action: 'dynamodb:PutItem', resource: 'arn:table' }];
const call = { at: 1, service: 'DynamoDB', operation: 'PutItem', role: 'arn:role', used, task };

test('the calls of one stay are told, those that are the same once', () => {
  const { at: _, task: __, ...same } = call;
  const others = { ...call, task: { ...task, enteredId: 9 } };
  const failed = { ...call, error: 'ConditionalCheckFailedException' };
  expect(callsOf([call, others, failed, { ...call, at: 5 }], 2)).toEqual([
    { ...same, error: undefined, times: 2 },
    { ...same, error: 'ConditionalCheckFailedException', times: 1 },
  ]);
});

test('denials that miss the same are one, as of the last time, the newest first', () => {
  const denial = {
    ...{ role: 'arn:role', action: 'sqs:SendMessage', resource: 'arn:queue' },
    ...{ at: 1, message: 'no', missing: {}, task },
  };
  const other = { ...denial, action: 'sns:Publish', at: 2 };
  expect(denialsOf([denial, other, { ...denial, at: 3 }])).toEqual([
    { ...denial, at: 3, times: 2 },
    { ...other, times: 1 },
  ]);
});
