import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { GetExpenseAnalysisCommand, TextractClient } from '@aws-sdk/client-textract';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as archiveInvoice } from './archive-invoice.ts';
import { handler as extractPayment } from './extract-payment.ts';
import { handler as saveAnalysis } from './save-analysis.ts';
import { COMPLETE, expenseDocument } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.ARCHIVE_BUCKET = 'archive';
  process.env.INVOICES_TABLE = 'invoices';
});

const s3 = mockClient(S3Client);
const textract = mockClient(TextractClient);
const dynamodb = mockClient(DynamoDBClient);
const sfn = mockClient(SFNClient);
let logs: () => string;
beforeEach(() => {
  for (const client of [s3, textract, dynamodb, sfn]) client.reset();
  dynamodb.on(UpdateItemCommand).resolves({});
  logs = captureLogs();
});

const failure = { message: 'no', $metadata: {} };
const document = { bucket: 'inbox', key: 'June 2020/my invoice+1.pdf', version: 'v.1' };

test('Save Analysis writes each answer to the archive, one after the other', async () => {
  textract
    .on(GetExpenseAnalysisCommand)
    .resolves({ JobStatus: 'SUCCEEDED', ExpenseDocuments: [expenseDocument(COMPLETE)] })
    .on(GetExpenseAnalysisCommand, { JobId: 'job', NextToken: undefined })
    .resolves({ JobStatus: 'SUCCEEDED', NextToken: 'more' });
  expect(await saveAnalysis({ jobId: 'job' }, lambdaContext())).toEqual({
    prefix: 'analyses/job/',
    parts: 2,
  });
  const written = s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
  expect(written.map(({ Bucket, Key }) => `${Bucket}/${Key}`)).toEqual([
    'archive/analyses/job/1.json',
    'archive/analyses/job/2.json',
  ]);
  expect(JSON.parse(String(written[1]!.Body)).ExpenseDocuments).toHaveLength(1);
});

/** What is saved of an analysis, part by part. */
function saved(...parts: object[]) {
  for (const [at, part] of parts.entries()) {
    const text = JSON.stringify({ JobStatus: 'SUCCEEDED', ...part });
    s3.on(GetObjectCommand, { Bucket: 'archive', Key: `analyses/job/${at + 1}.json` }).resolves({
      Body: { transformToString: async () => text } as never,
    });
  }
  return { prefix: 'analyses/job/', parts: parts.length };
}

const whole = () => saved({ ExpenseDocuments: [expenseDocument(COMPLETE)] });
const extract = (analysis: object) =>
  extractPayment({ jobId: 'job', document, analysis, execution: 'mine' }, lambdaContext());
const claims = () => dynamodb.commandCalls(UpdateItemCommand).map(({ args: [{ input }] }) => input);

/** The item of an invoice that another execution has claimed. */
function claimedBefore(status: string) {
  const Item = {
    executionArn: { S: 'theirs' },
    status: { S: status },
    file: { S: 's3://inbox/first.pdf' },
  };
  const taken = new ConditionalCheckFailedException({ ...failure, Item });
  dynamodb.on(UpdateItemCommand).rejectsOnce(taken).resolves({});
}

test('Extract Payment reads all parts and claims the invoice', async () => {
  const analysis = saved(
    { ExpenseDocuments: [expenseDocument(COMPLETE.slice(0, 2))] },
    { ExpenseDocuments: [expenseDocument(COMPLETE.slice(2))] },
  );
  const { invoiceId, payment } = await extract(analysis);
  expect(invoiceId).toBe('EXAMPLESUPPLIES#INV7');
  expect(payment).toMatchObject({ total: '119.00', doubts: [], payable: true });
  expect(claims()).toMatchObject([
    {
      TableName: 'invoices',
      Key: { invoiceId: { S: invoiceId } },
      ConditionExpression:
        'attribute_not_exists(invoiceId) OR (executionArn = :owner AND #status = :read)',
      ExpressionAttributeValues: {
        ':owner': { S: 'mine' },
        ':execution': { S: 'mine' },
        ':read': { S: 'READ' },
        ':file': { S: 's3://inbox/June 2020/my invoice+1.pdf' },
        ':payment': { S: JSON.stringify(payment) },
      },
    },
  ]);
});

test('Extract Payment doubts what Textract could not read to the end', async () => {
  const analysis = saved({
    JobStatus: 'PARTIAL_SUCCESS',
    ExpenseDocuments: [expenseDocument(COMPLETE)],
  });
  const { payment } = await extract(analysis);
  expect(payment.doubts).toEqual(['Some pages could not be read.']);
});

test('an invoice without a seller is claimed by its job', async () => {
  const analysis = saved({ ExpenseDocuments: [expenseDocument(COMPLETE.slice(1))] });
  expect(await extract(analysis)).toMatchObject({ invoiceId: 'JOB#job' });
});

test.each(['SCHEDULED', 'REJECTED'])('an invoice that is %s is a duplicate', async (status) => {
  claimedBefore(status);
  await expect(extract(whole())).rejects.toMatchObject({
    name: 'DuplicateInvoice',
    message: 's3://inbox/first.pdf is the same invoice, and came first.',
  });
  expect(sfn.commandCalls(DescribeExecutionCommand)).toEqual([]);
});

test('an invoice that another execution is at is a duplicate', async () => {
  claimedBefore('READ');
  sfn.on(DescribeExecutionCommand, { executionArn: 'theirs' }).resolves({ status: 'RUNNING' });
  await expect(extract(whole())).rejects.toMatchObject({ name: 'DuplicateInvoice' });
});

test.each([
  ['has failed', { status: 'FAILED' }],
  ['was stopped', { status: 'ABORTED' }],
  ['is forgotten', undefined],
] as const)('an invoice whose execution %s goes over', async (_, execution) => {
  claimedBefore('READ');
  const describing = sfn.on(DescribeExecutionCommand);
  if (execution === undefined) describing.rejects(new ExecutionDoesNotExist(failure));
  else describing.resolves(execution);
  expect(await extract(whole())).toMatchObject({ invoiceId: 'EXAMPLESUPPLIES#INV7' });
  expect(claims()[1]!.ExpressionAttributeValues).toMatchObject({
    ':owner': { S: 'theirs' },
    ':execution': { S: 'mine' },
  });
});

test('of two that find an execution ended, one has the invoice', async () => {
  claimedBefore('READ');
  const Item = {
    executionArn: { S: 'quicker' },
    status: { S: 'READ' },
    file: { S: 's3://inbox/b' },
  };
  const taken = new ConditionalCheckFailedException({ ...failure, Item });
  dynamodb.on(UpdateItemCommand, {}).rejects(taken);
  sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED' });
  await expect(extract(whole())).rejects.toMatchObject({ name: 'DuplicateInvoice' });
});

test.each([
  ['DynamoDB', () => dynamodb.on(UpdateItemCommand).rejects(new Error('out of order'))],
  [
    'Step Functions',
    () => {
      claimedBefore('READ');
      sfn.on(DescribeExecutionCommand).rejects(new Error('out of order'));
    },
  ],
])('what %s cannot tell is not taken for a duplicate', async (_, breaks) => {
  breaks();
  await expect(extract(whole())).rejects.toThrow('out of order');
});

const archive = (folder: string) =>
  archiveInvoice({ jobId: 'job', document, folder }, lambdaContext());

test.each(['processed', 'rejected', 'duplicates'])(
  'a file goes to %s, then out of the inbox',
  async (folder) => {
    expect(await archive(folder)).toEqual({
      archivedTo: `s3://archive/${folder}/job/June 2020/my invoice+1.pdf`,
    });
    expect(s3.calls().map(({ args: [{ input }] }) => input)).toEqual([
      {
        Bucket: 'archive',
        Key: `${folder}/job/June 2020/my invoice+1.pdf`,
        CopySource: 'inbox/June%202020/my%20invoice%2B1.pdf?versionId=v.1',
      },
      { Bucket: 'inbox', Key: 'June 2020/my invoice+1.pdf', VersionId: 'v.1' },
    ]);
  },
);

test('a second attempt finds the file gone, and is done', async () => {
  s3.on(CopyObjectCommand).rejects(Object.assign(new Error(), { name: 'NoSuchVersion' }));
  expect(await archive('processed')).toMatchObject({ archivedTo: expect.any(String) });
});

test('a file that cannot be copied stays in the inbox', async () => {
  s3.on(CopyObjectCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(archive('processed')).rejects.toThrow('no');
  expect(s3.commandCalls(DeleteObjectCommand)).toEqual([]);
});

test.each([
  ['Save Analysis', saveAnalysis, { jobId: 'no id' }],
  ['Extract Payment', extractPayment, { jobId: 'job' }],
  ['Archive Invoice', archiveInvoice, { jobId: 'job', document, folder: 'anywhere' }],
])(
  '%s fails with UnexpectedPayload for what its state never sends',
  async (_, handler, payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'UnexpectedPayload',
    });
  },
);

test('nothing of what is bought from whom is logged', async () => {
  await extract(whole());
  await archive('processed');
  expect(logs()).toContain('Extracted');
  expect(logs()).not.toMatch(/Example|119|my invoice/);
});
