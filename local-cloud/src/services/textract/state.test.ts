import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, callable, fakeCloud } from '../testing.ts';
import { createTextract } from './index.ts';

const request = {
  DocumentLocation: { S3Object: { Bucket: 'inbox', Name: 'a.pdf' } },
  ClientRequestToken: 'once',
};

test('a job, and the token it was started with, are there after a load', async () => {
  const cloud = fakeCloud();
  const { call } = cloud;
  cloud.call = (principal, sdkId, operation, input) => {
    if (operation !== 'GetObject') return call(principal, sdkId, operation, input);
    throw new AwsError('NoSuchKey', 'It is gone.', { status: 404 });
  };
  const service = createTextract(cloud);
  const { JobId } = await callable(service).StartExpenseAnalysis(request);
  await expect
    .poll(() => callable(service).GetExpenseAnalysis({ JobId }))
    .toMatchObject({ JobStatus: 'FAILED' });
  const before = await callable(service).GetExpenseAnalysis({ JobId });
  const after = callable(afterLoad({ cloud, service }, createTextract).service);
  expect(await after.GetExpenseAnalysis({ JobId })).toEqual(before);
  expect(await after.StartExpenseAnalysis(request)).toEqual({ JobId });
});
