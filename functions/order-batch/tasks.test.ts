import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as priceOrders } from './price-orders.ts';
import { handler as startBatch } from './start-batch.ts';
import { handler as summarise } from './summarise-batch.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.STATE_MACHINE_ARN = 'arn:machine';
  process.env.RESULTS_BUCKET = 'results';
});

const s3 = mockClient(S3Client);
const sfn = mockClient(SFNClient);
let logs: () => string;
beforeEach(() => {
  s3.reset();
  sfn.reset();
  logs = captureLogs();
});

const order = (orderId: string, more: object = {}) => ({
  ...{ orderId, customerId: 'c', sku: 'tea', quantity: '1', unitPrice: '2.00' },
  ...more,
});

test('Price Orders gives the good orders and says of the others why', async () => {
  const rows = [
    { row: 2, order: order('a') },
    { row: 3, order: order('b', { quantity: 'some' }) },
    { row: 4, order: order('a') },
    { row: 5, order: order('a', { quantity: '2' }) },
  ];
  expect(await priceOrders({ firstRow: 2, rows }, lambdaContext())).toEqual({
    orders: [expect.objectContaining({ row: 2, orderId: 'a', totalCents: 200 })],
    repeated: 1,
    failed: [
      { row: 3, reason: 'quantity is no whole number from 1 to 10000.' },
      { row: 5, reason: 'Row 2 has another order of this orderId.' },
    ],
  });
  expect(logs()).not.toContain('customerId');
});

const event = (key: string, version = 'v1') => ({
  detail: { bucket: { name: 'inbox' }, object: { key, etag: 'e', 'version-id': version } },
});
const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);

test('Start Batch starts an execution that is called after the file and its version', async () => {
  await startBatch(event('June 2030/my orders+1.CSV'), lambdaContext());
  await startBatch(event('June 2030/my orders+1.CSV', 'v2'), lambdaContext());
  const [first, second] = started();
  expect(first).toEqual({
    stateMachineArn: 'arn:machine',
    name: expect.stringMatching(/^June-2030-my-orders-1-[0-9a-f]{32}$/),
    input: '{"bucket":"inbox","key":"June 2030/my orders+1.CSV","version":"v1"}',
  });
  expect(second!.name).not.toBe(first!.name);
});

test('Start Batch finds the execution of an event that comes twice', async () => {
  sfn
    .on(StartExecutionCommand)
    .rejects(new ExecutionAlreadyExists({ message: 'no', $metadata: {} }));
  const answer = await startBatch(event('a.csv'), lambdaContext());
  expect(answer).toEqual({ execution: started()[0]!.name });
});

test('Start Batch fails where the execution cannot be started', async () => {
  sfn.on(StartExecutionCommand).rejects(new Error('away'));
  await expect(startBatch(event('a.csv'), lambdaContext())).rejects.toThrow('away');
});

/** What the bucket holds, by key. */
function holding(objects: Readonly<Record<string, string>>) {
  for (const [Key, text] of Object.entries(objects)) {
    const Body = Object.assign(Readable.from([text]), { transformToString: async () => text });
    s3.on(GetObjectCommand, { Bucket: 'results', Key }).resolves({ Body } as never);
  }
}

const manifest = (files: object) =>
  JSON.stringify({ DestinationBucket: 'results', MapRunArn: 'arn:run', ResultFiles: files });
const batch = (ends: object, ...rows: [number, object][]) =>
  `${JSON.stringify({
    Input: JSON.stringify({ Items: rows.map(([row, columns]) => ({ row, order: columns })) }),
    ...ends,
  })}\n`;
const outcome = (more: object = {}) =>
  JSON.stringify({ stored: 0, repeated: 0, totalCents: 0, failed: [], ...more });

test('Summarise reads every file that the manifest lists, and writes those that failed', async () => {
  const reason = 'quantity is no whole number from 1 to 10000.';
  holding({
    'run/id/manifest.json': manifest({
      FAILED: [{ Key: 'run/id/FAILED_0.jsonl', Size: 1 }],
      PENDING: [],
      SUCCEEDED: [
        { Key: 'run/id/SUCCEEDED_0.jsonl', Size: 1 },
        { Key: 'run/id/SUCCEEDED_1.jsonl', Size: 1 },
      ],
    }),
    'run/id/FAILED_0.jsonl':
      batch({ Error: 'TooManyBadOrders', Cause: outcome({ failed: [{ row: 8, reason }] }) }, [
        8,
        order('h, "the" best', { quantity: 'some' }),
      ]) + batch({ Error: 'States.Timeout' }, [9, order('i\nj')], [10, order('')]),
    'run/id/SUCCEEDED_0.jsonl': batch(
      {
        Output: outcome({ stored: 1, repeated: 1, totalCents: 250, failed: [{ row: 4, reason }] }),
      },
      [2, order('a')],
      [3, order('b')],
      [4, order('c', { quantity: 'some' })],
    ),
    'run/id/SUCCEEDED_1.jsonl': batch({ Output: outcome({ stored: 1, totalCents: 1000 }) }, [
      5,
      order('d'),
    ]),
  });
  expect(await summarise({ manifest: 'run/id/manifest.json' }, lambdaContext())).toEqual({
    orders: 7,
    stored: 2,
    repeated: 1,
    failed: 4,
    total: '12.50',
    failedOrders: ['h, "the" best (row 8)', 'i (row 9)', 'without orderId (row 10)', 'c (row 4)'],
    failedFile: 's3://results/run/id/failed.csv',
    manifest: 's3://results/run/id/manifest.json',
  });
  const [{ args: [{ input }] = [{ input: {} }] } = { args: undefined }] =
    s3.commandCalls(PutObjectCommand);
  expect(input).toMatchObject({
    Bucket: 'results',
    Key: 'run/id/failed.csv',
    ContentType: 'text/csv',
  });
  expect((input as { Body: string }).Body.split('\n')).toEqual([
    'orderId,customerId,sku,quantity,unitPrice,row,reason',
    `"h, ""the"" best",c,tea,some,2.00,8,${reason}`,
    '"i',
    'j",c,tea,1,2.00,9,Its batch failed: States.Timeout',
    ',c,tea,1,2.00,10,Its batch failed: States.Timeout',
    `c,c,tea,some,2.00,4,${reason}`,
    '',
  ]);
});

test('Summarise names twenty of the orders that failed, and writes no file where none did', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, at) => [at + 2, order(`o-${at}`)] as [number, object],
  );
  holding({
    'many/manifest.json': manifest({ FAILED: [{ Key: 'many/FAILED_0.jsonl' }] }),
    'many/FAILED_0.jsonl': batch({ Error: 'OrdersNotStored' }, ...rows),
    'none/manifest.json': manifest({ FAILED: [], PENDING: [], SUCCEEDED: [] }),
  });
  const many = await summarise({ manifest: 'many/manifest.json' }, lambdaContext());
  expect(many).toMatchObject({ failed: 30 });
  expect(many.failedOrders).toHaveLength(20);
  s3.resetHistory();
  const none = await summarise({ manifest: 'none/manifest.json' }, lambdaContext());
  expect(none).toMatchObject({ orders: 0, failed: 0, failedFile: '', total: '0.00' });
  expect(s3.commandCalls(PutObjectCommand)).toEqual([]);
});

test('Summarise fails where there is no manifest, or where it is none', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'gone', $metadata: {} }));
  holding({ 'odd/manifest.json': '[]' });
  await expect(summarise({ manifest: 'x' }, lambdaContext())).rejects.toThrow('gone');
  await expect(summarise({ manifest: 'odd/manifest.json' }, lambdaContext())).rejects.toThrow(
    'The manifest is not what is expected.',
  );
});
