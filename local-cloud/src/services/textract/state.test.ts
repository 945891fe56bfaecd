import { expect, test } from 'vitest';
import { afterLoad, callable, fakeCloud } from '../testing.ts';
import { createTextract } from './index.ts';

const request = {
  DocumentLocation: { S3Object: { Bucket: 'inbox', Name: 'a.pdf' } },
  ClientRequestToken: 'once',
};

test('a job, and the token it was started with, are there after a load', async () => {
  const cloud = fakeCloud();
  const service = createTextract(cloud);
  const { JobId } = await callable(service).StartExpenseAnalysis(request);
  await cloud.clock.idle();
  const before = await callable(service).GetExpenseAnalysis({ JobId });
  const after = callable(afterLoad({ cloud, service }, createTextract).service);
  expect(await after.GetExpenseAnalysis({ JobId })).toEqual(before);
  expect(await after.StartExpenseAnalysis(request)).toEqual({ JobId });
});
