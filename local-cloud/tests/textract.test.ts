import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  AnalyzeExpenseCommand,
  type ExpenseDocument,
  GetExpenseAnalysisCommand,
  StartExpenseAnalysisCommand,
  TextractClient,
} from '@aws-sdk/client-textract';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encryptedPdf, type Placed, pdfOf } from '../src/document-reader/testing.ts';
import { type RegisteredServices, registerServices } from '../src/services.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const HEAD: readonly Placed[] = [
  [50, 60, 'Hafen Druck GmbH', 16],
  [50, 80, 'Kaistrasse 4'],
  [50, 94, '20457 Hamburg'],
  [50, 140, 'Bill to'],
  [50, 154, 'Nordlicht Reisen AG'],
  [50, 168, 'Am Markt 1'],
  [50, 182, '24103 Kiel'],
  [350, 140, 'Invoice number:'],
  [460, 140, 'HD-2026-0042'],
  [350, 154, 'Invoice date:'],
  [460, 154, '12 March 2026'],
];
const SUMS: readonly Placed[] = [
  [350, 140, 'Subtotal'],
  [460, 140, '$1,000.00'],
  [350, 154, 'VAT 19%'],
  [460, 154, '$190.00'],
  [350, 168, 'Grand total'],
  [460, 168, '$1,190.00'],
  [50, 220, 'Hafen Druck GmbH, Kaistrasse 4, 20457 Hamburg', 8],
];

let served: ServedCloud;
let services: RegisteredServices;
const folder = mkdtempSync(join(tmpdir(), 'textract-test-'));
let textract: TextractClient;
let s3: S3Client;

beforeAll(async () => {
  served = await serveCloud((cloud) => {
    services = registerServices(cloud, { folder, report: () => {} });
    return [];
  });
  textract = new TextractClient(served.config);
  s3 = new S3Client({ ...served.config, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
});
afterAll(async () => {
  await services.close();
  await served.gateway.close();
  rmSync(folder, { recursive: true });
});

async function put(Key: string, Body: Uint8Array) {
  await s3.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body }));
  return { S3Object: { Bucket: 'inbox', Name: Key } };
}

function values({ SummaryFields = [] }: ExpenseDocument, type: string) {
  return SummaryFields.filter(({ Type }) => Type?.Text === type).map(
    ({ ValueDetection }) => ValueDetection?.Text,
  );
}

const analyse = (Bytes: Uint8Array) =>
  textract.send(new AnalyzeExpenseCommand({ Document: { Bytes } }));

async function run(Key: string, Body: Uint8Array, more: object = {}) {
  const DocumentLocation = await put(Key, Body);
  const start = new StartExpenseAnalysisCommand({ DocumentLocation, ...more });
  const { JobId } = await textract.send(start);
  await served.cloud.clock.idle();
  return JobId!;
}

const results = (JobId: string, more: object = {}) =>
  textract.send(new GetExpenseAnalysisCommand({ JobId, ...more }));

describe('a document of one page', () => {
  test('is analysed while the caller waits', async () => {
    const { DocumentMetadata, ExpenseDocuments } = await analyse(await pdfOf(HEAD));
    expect(DocumentMetadata).toEqual({ Pages: 1 });
    const [document] = ExpenseDocuments!;
    expect(values(document!, 'VENDOR_NAME')).toEqual(['Hafen Druck GmbH']);
    expect(values(document!, 'RECEIVER_NAME')).toEqual(['Nordlicht Reisen AG']);
    expect(values(document!, 'INVOICE_RECEIPT_ID')).toEqual(['HD-2026-0042']);
    expect(values(document!, 'INVOICE_RECEIPT_DATE')).toEqual(['12 March 2026']);
    expect(document!.Blocks!.filter(({ BlockType }) => BlockType === 'LINE')).toHaveLength(11);
  });

  test('may lie in S3', async () => {
    const Document = await put('sums of march.pdf', await pdfOf(SUMS));
    const { ExpenseDocuments } = await textract.send(new AnalyzeExpenseCommand({ Document }));
    const total = ExpenseDocuments![0]!.SummaryFields!.find(({ Type }) => Type?.Text === 'TOTAL');
    expect(total?.LabelDetection?.Text).toBe('Grand total');
    expect(total?.ValueDetection?.Text).toBe('$1,190.00');
    expect(total?.Currency?.Code).toBe('USD');
  });

  test.each([
    ['no document', async () => Buffer.from('just text'), 'UnsupportedDocumentException'],
    ['two pages', () => pdfOf(HEAD, SUMS), 'UnsupportedDocumentException'],
    ['a password', encryptedPdf, 'UnsupportedDocumentException'],
    ['a broken PDF', async () => Buffer.from('%PDF-1.7 and no more'), 'BadDocumentException'],
    ['more than 10 MB', async () => Buffer.alloc(10 * 2 ** 20 + 1), 'DocumentTooLargeException'],
    ['a picture too wide', async () => png(10_001, 10), 'DocumentTooLargeException'],
    ['a picture that lies', async () => png(9000, 9000), 'BadDocumentException'],
  ])('is refused: %s', async (_, made, name) => {
    await expect(analyse(await made())).rejects.toMatchObject({ name });
  });

  test('that is not in S3 is refused', async () => {
    const Document = { S3Object: { Bucket: 'inbox', Name: 'nowhere.pdf' } };
    const call = textract.send(new AnalyzeExpenseCommand({ Document }));
    await expect(call).rejects.toMatchObject({ name: 'InvalidS3ObjectException' });
  });
});

/** A PNG that says how large it is, and has no pixels. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  header.write('\x89PNG\r\n\x1a\n', 'latin1');
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

describe('a job', () => {
  test('gives a document for each page, in answers of as many as are asked for', async () => {
    const JobId = await run('two.pdf', await pdfOf(HEAD, SUMS));
    const first = await results(JobId, { MaxResults: 1 });
    expect(first.JobStatus).toBe('SUCCEEDED');
    expect(first.DocumentMetadata).toEqual({ Pages: 2 });
    expect(first.ExpenseDocuments!.map(({ ExpenseIndex }) => ExpenseIndex)).toEqual([1]);
    expect(values(first.ExpenseDocuments![0]!, 'TOTAL')).toEqual([]);
    const second = await results(JobId, { MaxResults: 1, NextToken: first.NextToken });
    expect(values(second.ExpenseDocuments![0]!, 'TOTAL')).toEqual(['$1,190.00']);
    expect(second.NextToken).toBeUndefined();
  });

  test('is held as the process that reads gives it: packed', async () => {
    const JobId = await run('kept packed.pdf', await pdfOf(HEAD));
    expect(await results(JobId)).toMatchObject({ JobStatus: 'SUCCEEDED' });
    expect(JSON.stringify(await served.cloud.save())).not.toContain('SummaryFields');
  });

  test('started twice with a token is one job, and with another document is refused', async () => {
    const ClientRequestToken = 'once';
    const JobId = await run('once.pdf', await pdfOf(HEAD), { ClientRequestToken });
    expect(await run('once.pdf', await pdfOf(HEAD), { ClientRequestToken })).toBe(JobId);
    const other = run('other.pdf', await pdfOf(HEAD), { ClientRequestToken });
    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });

  test('tells its topic how it ended', async () => {
    const { NotificationChannel, received } = await channel();
    const more = { NotificationChannel, JobTag: 'march' };
    const JobId = await run('in/told twice.pdf', await pdfOf(HEAD), more);
    expect(await received()).toEqual({
      JobId,
      Status: 'SUCCEEDED',
      API: 'StartExpenseAnalysis',
      JobTag: 'march',
      Timestamp: served.cloud.clock.now(),
      DocumentLocation: { S3ObjectName: 'in/told twice.pdf', S3Bucket: 'inbox' },
    });
  });

  test.each([
    ['nothing at all', async () => Buffer.alloc(0), 'UNSUPPORTED_DOCUMENT_FORMAT'],
    ['a password', encryptedPdf, 'DOCUMENT_IS_PASSWORD_PROTECTED'],
    ['3,001 pages', () => blank(3001), 'DOCUMENT_HAS_TOO_MANY_PAGES'],
    ['an end that is missing', async () => (await pdfOf(HEAD)).subarray(0, 300), 'BAD_DOCUMENT'],
  ])('fails: %s', async (name, made, StatusMessage) => {
    const JobId = await run(`${name}.pdf`, await made());
    expect(await results(JobId)).toMatchObject({ JobStatus: 'FAILED', StatusMessage });
  });

  test('is unknown after seven days', async () => {
    const JobId = await run('kept.pdf', await pdfOf(HEAD));
    await served.cloud.clock.advance(7 * 24 * 60 * 60 * 1000 - 1);
    expect((await results(JobId)).JobStatus).toBe('SUCCEEDED');
    await served.cloud.clock.advance(1);
    await expect(results(JobId)).rejects.toMatchObject({ name: 'InvalidJobIdException' });
  });

  test.each(['OutputConfig', 'KMSKeyId'])('is refused %s by name', async (member) => {
    const DocumentLocation = { S3Object: { Bucket: 'inbox', Name: 'two.pdf' } };
    const value = member === 'KMSKeyId' ? 'alias/mine' : { S3Bucket: 'elsewhere' };
    const start = new StartExpenseAnalysisCommand({ DocumentLocation, [member]: value });
    await expect(textract.send(start)).rejects.toMatchObject({
      name: 'NotSupportedByLocalCloud',
      message: expect.stringContaining(member),
    });
  });
});

async function blank(pages: number): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page++) pdf.addPage();
  return Buffer.from(await pdf.save());
}

/** A topic with a queue behind it, and the role that Textract publishes as. */
async function channel() {
  const sns = new SNSClient(served.config);
  const sqs = new SQSClient(served.config);
  const iam = new IAMClient(served.config);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'analysed' }));
  const arn = 'arn:aws:sqs:us-east-1:123456789012:analysed';
  const Policy = allowing({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', arn);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'analysed', Attributes: { Policy } }),
  );
  const raw = { RawMessageDelivery: 'true' };
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn, Attributes: raw }),
  );
  const trust = allowing({ Service: 'textract.amazonaws.com' }, 'sts:AssumeRole');
  const role = { RoleName: 'teller', AssumeRolePolicyDocument: trust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  const policy = allowing(undefined, 'sns:Publish', TopicArn);
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'teller', PolicyName: 'tell', PolicyDocument: policy }),
  );
  const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 });
  return {
    NotificationChannel: { SNSTopicArn: TopicArn!, RoleArn: Role!.Arn! },
    async received() {
      await served.cloud.clock.idle();
      const { Messages } = await sqs.send(receive);
      return JSON.parse(Messages![0]!.Body!);
    },
  };
}

function allowing(Principal: object | undefined, Action: string, Resource?: string): string {
  const statement = { Effect: 'Allow', Principal, Action, Resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
