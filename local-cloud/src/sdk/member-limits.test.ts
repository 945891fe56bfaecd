import { expect, test } from 'vitest';
import { memberLimits, typesIn } from './member-limits.ts';

test('the values of a member are those of its type', async () => {
  const find = await memberLimits('Lambda');
  expect(find('FunctionConfiguration', 'Architectures')).toEqual({ values: ['arm64', 'x86_64'] });
});

test('DynamoDB Streams, which has no client here, has limits all the same', async () => {
  const find = await memberLimits('DynamoDB Streams');
  expect(find('Record', 'eventName')).toEqual({ values: ['INSERT', 'MODIFY', 'REMOVE'] });
});

test('a client without its types is told by name, with what to do', async () => {
  const types = typesIn('@aws-sdk/client-lambda', '/nowhere');
  await expect(types).rejects.toThrow('The types of @aws-sdk/client-lambda are not there');
});
