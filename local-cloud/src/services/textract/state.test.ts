import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, callable, fakeCloud } from '../testing.ts';
import { createTextract } from './index.ts';

const request = {
  DocumentLocation: { S3Object: { Bucket: 'inbox', Name: 'a.pdf' } },
  ClientRequestToken: 'once',
};

/** A cloud whose objects are gone once they are to be read, and what was called there. */
function world() {
  const cloud = fakeCloud();
  const { call } = cloud;
  const reads: string[] = [];
  cloud.call = (principal, sdkId, operation, input) => {
    if (operation !== 'GetObject') return call(principal, sdkId, operation, input);
    reads.push(operation);
    throw new AwsError('NoSuchKey', 'It is gone.', { status: 404 });
  };
  return { cloud, reads, service: createTextract(cloud) };
}

test('a job that is started twice at once, with a token, is read once', async () => {
  const { cloud, reads, service } = world();
  const start = () => callable(service).StartExpenseAnalysis(request);
  const [one, other] = await Promise.all([start(), start()]);
  await cloud.clock.idle();
  expect(other).toEqual(one);
  expect(reads).toHaveLength(1);
});

test('a job, and the token it was started with, are there after a load', async () => {
  const { cloud, service } = world();
  const { JobId } = await callable(service).StartExpenseAnalysis(request);
  await expect
    .poll(() => callable(service).GetExpenseAnalysis({ JobId }))
    .toMatchObject({ JobStatus: 'FAILED' });
  const before = await callable(service).GetExpenseAnalysis({ JobId });
  const after = callable(afterLoad({ cloud, service }, createTextract).service);
  expect(await after.GetExpenseAnalysis({ JobId })).toEqual(before);
  expect(await after.StartExpenseAnalysis(request)).toEqual({ JobId });
});
