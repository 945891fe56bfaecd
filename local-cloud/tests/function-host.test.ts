import { expect, it } from 'vitest';
import { TestCloud, testFunction } from '../src/function-host/testing.ts';

it('ends a function that never yields when its time is over', async () => {
  const cloud = new TestCloud({ frozen: false });
  const fn = testFunction(
    { 'index.mjs': 'export const handler = async () => { for (;;); };' },
    { timeoutSeconds: 1 },
  );
  expect((await cloud.invoke(fn)).payload).toContain('Task timed out after 1.00 seconds');
  await cloud.close();
});

it('runs a function in a process that was ready for it', async () => {
  const cloud = new TestCloud({ host: { spares: true } });
  const fn = testFunction({
    'index.mjs': `import { SQSClient } from '@aws-sdk/client-sqs';
      export const handler = async () => [process.env.AWS_LAMBDA_FUNCTION_NAME, typeof SQSClient, Date.now()];`,
  });
  cloud.host.prepare(fn);
  const expected = JSON.stringify(['greet', 'function', cloud.clock.now()]);
  expect((await cloud.invoke(fn)).payload).toBe(expected);
  expect((await cloud.invoke({ ...fn, revisionId: 'next' })).payload).toBe(expected);
  await cloud.close();
});
