import { expect, test } from 'vitest';
import { UsedActions } from './used-actions.ts';

const ROLE = 'arn:aws:iam::123456789012:role/writer';

test('how often a role used an action on a resource is counted', () => {
  const used = new UsedActions();
  for (const key of ['a', 'b', 'a']) used.record(ROLE, 's3:PutObject', `arn:aws:s3:::sums/${key}`);
  expect(used.toJSON()[ROLE]).toEqual([
    { action: 's3:PutObject', resource: 'arn:aws:s3:::sums/a', count: 2 },
    { action: 's3:PutObject', resource: 'arn:aws:s3:::sums/b', count: 1 },
  ]);
});

test('of a role that writes objects without end the newest uses are kept', () => {
  const used = new UsedActions();
  for (let key = 0; key < 20_000; key++) used.record(ROLE, 's3:PutObject', `key ${key}`);
  const kept = used.toJSON()[ROLE]!;
  expect(kept).toHaveLength(10_000);
  expect(kept.at(-1)).toMatchObject({ resource: 'key 19999' });
});
