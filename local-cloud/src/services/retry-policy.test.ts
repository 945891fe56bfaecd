import { expect, test } from 'vitest';
import { AwsError } from '../core/errors.ts';
import { NoRoom } from '../core/heap-room.ts';
import { mayPass } from './retry-policy.ts';

test('a target that is down is tried again, and one that is not there is not', () => {
  expect(mayPass(new AwsError('InternalFailure', 'Down.', { status: 500 }))).toBe(true);
  expect(mayPass(new AwsError('ThrottlingException', 'Slower.'))).toBe(true);
  expect(mayPass(new AwsError('ResourceNotFoundException', 'Gone.'))).toBe(false);
});

test('nothing waits for its next try where there is no memory for what waits', () => {
  expect(mayPass(new NoRoom(2 ** 30))).toBe(false);
});
