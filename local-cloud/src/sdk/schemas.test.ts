import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { signingName } from '../gateway/resolve.ts';
import { loadModel } from './schemas.ts';

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const clients = Object.keys(JSON.parse(manifest).dependencies).filter((name) =>
  name.startsWith('@aws-sdk/client-'),
);

it.each(clients)('reads operations, errors and names out of %s', async (name) => {
  const module = await import(name);
  const client = Object.keys(module).find((key) => /^[A-Z].*Client$/.test(key))!;
  const { serviceId } = new module[client]({ region: 'us-east-1' }).config;
  const model = await loadModel(serviceId);
  expect(signingName(model.sdkId)).toBe(model.signingName);
  expect(model.operations.size).toBeGreaterThan(2);
  expect(model.targetPrefix).toMatch(/^[A-Za-z0-9_]+$/);
  for (const operation of model.operations.values()) {
    expect(operation.input.isStructSchema() || operation.input.isUnitSchema()).toBe(true);
  }
});

it('knows DynamoDB Streams, whose client is not needed', async () => {
  const model = await loadModel('DynamoDB Streams');
  expect(model).toMatchObject({
    signingName: signingName('DynamoDB Streams'),
    targetPrefix: 'DynamoDBStreams_20120810',
  });
  expect([...model.operations.keys()].sort()).toEqual([
    ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
  ]);
  expect([...model.errors.keys()]).toContain('TrimmedDataAccessException');
});

it('loads a model once', async () => {
  expect(await loadModel('STS')).toBe(await loadModel('STS'));
});

it('names the package of a service whose client is not installed', async () => {
  await expect(loadModel('Tea Pot')).rejects.toMatchObject({
    code: 'NotSupportedByLocalCloud',
    message: expect.stringContaining('@aws-sdk/client-tea-pot is not installed'),
  });
});
