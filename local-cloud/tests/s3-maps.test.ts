import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, expectExecution, startCloud } from '../src/index.ts';
import { role } from './support/role.ts';

const grant = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });

const STATES = 'states.amazonaws.com';

/** What a Map over S3 asks of its role. */
const GRANTS = {
  get: grant('s3:GetObject', 'arn:aws:s3:::data/*'),
  list: grant('s3:ListBucket', 'arn:aws:s3:::data'),
  put: grant('s3:PutObject', 'arn:aws:s3:::results/maps/*'),
  children: grant('states:StartExecution', '*'),
};

function machine(roleId: string, definition: object) {
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] }, Definition: definition },
  };
}

/** A Map over what an ItemReader reads, whose children fail for items with the name `bad`. */
function map(reader: object, more: object = {}, transformation = 'NONE') {
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemReader: reader,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          StartAt: 'Good',
          States: {
            Good: {
              Type: 'Choice',
              Choices: [{ Condition: "{% $states.input.name = 'bad' %}", Next: 'No' }],
              Default: 'Yes',
            },
            No: { Type: 'Fail', Error: 'Bad' },
            Yes: { Type: 'Pass', End: true },
          },
        },
        ...(transformation === 'WRITTEN' && {
          ToleratedFailurePercentage: 100,
          ResultWriter: {
            Resource: 'arn:aws:states:::s3:putObject',
            Arguments: { Bucket: 'results', Prefix: 'maps' },
            WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
          },
        }),
        ...more,
        End: true,
      },
    },
  };
}

const getObject = (Key: string, ReaderConfig: object) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig,
  Arguments: { Bucket: 'data', Key },
});
const CSV = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };
const listed = {
  Resource: 'arn:aws:states:::s3:listObjectsV2',
  Arguments: { Bucket: 'data', Prefix: 'many/', MaxKeys: 2 },
};

const task = (action: string, Arguments: object) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: `arn:aws:states:::aws-sdk:s3:${action}`,
      Arguments,
      End: true,
    },
  },
});

const template = {
  Resources: {
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data' } },
    Results: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'results' } },
    Reader: role(STATES, GRANTS.get, GRANTS.children),
    Lister: role(STATES, GRANTS.list, GRANTS.children),
    Writer: role(STATES, GRANTS.get, GRANTS.put, GRANTS.children),
    NoStarter: role(STATES, GRANTS.get),
    Csv: machine('Reader', map(getObject('teas.csv', CSV))),
    Given: machine(
      'Reader',
      map(
        getObject('teas.tsv', {
          ...{ InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['name', 'grams'] },
          CSVDelimiter: 'TAB',
          MaxItems: 1,
        }),
      ),
    ),
    Json: machine('Reader', map(getObject('teas.json', { InputType: 'JSON' }))),
    Pointed: machine(
      'Reader',
      map(getObject('nested.json', { InputType: 'JSON', ItemsPointer: '/of/teas' })),
    ),
    Lines: machine('Reader', map(getObject('teas.jsonl', { InputType: 'JSONL' }))),
    Inventory: machine('Reader', map(getObject('manifest.json', { InputType: 'MANIFEST' }))),
    Parquet: machine('Reader', map(getObject('teas.parquet', { InputType: 'PARQUET' }))),
    Missing: machine('Reader', map(getObject('none.csv', CSV))),
    Listed: machine('Lister', map(listed)),
    MayNotList: machine('Reader', map(listed)),
    MayNotRead: machine('Lister', map(getObject('teas.csv', CSV))),
    MayNotStart: machine('NoStarter', map(getObject('teas.csv', CSV))),
    Written: machine('Writer', map(getObject('mixed.csv', CSV), {}, 'WRITTEN')),
    MayNotWrite: machine('Reader', map(getObject('mixed.csv', CSV), {}, 'WRITTEN')),
    Get: machine('Reader', task('getObject', { Bucket: 'data', Key: 'teas.json' })),
    GetLarge: machine('Reader', task('getObject', { Bucket: 'data', Key: 'large.txt' })),
    Put: machine(
      'Writer',
      task('putObject', { Bucket: 'results', Key: 'maps/a.json', Body: { name: 'green' } }),
    ),
    List: machine('Lister', task('listObjectsV2', { Bucket: 'data', Prefix: 'many/' })),
    Copy: machine(
      'Writer',
      task('copyObject', { Bucket: 'results', Key: 'maps/copy', CopySource: 'data/teas.json' }),
    ),
  },
};

const INVENTORY = gzipSync('"data","a.txt","3"\n"data","b.txt","4"\n');
const OBJECTS: Record<string, string | Uint8Array> = {
  'teas.csv': 'name,grams\r\ngreen,3\r\n"black, smoked",5\r\n',
  'teas.tsv': 'green\t3\nblack\t5\n',
  'teas.json': '[{"name":"green"},{"name":"grün"}]',
  'nested.json': '{"of":{"teas":[{"name":"green"}]}}',
  'teas.jsonl': '{"name":"green"}\n{"name":"black"}\n',
  'teas.parquet': 'PAR1',
  'mixed.csv': 'name\ngreen\nbad\n',
  'large.txt': 'x'.repeat(300_000),
  'inventory.csv.gz': INVENTORY,
  'manifest.json': JSON.stringify({
    sourceBucket: 'data',
    destinationBucket: 'arn:aws:s3:::data',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size',
    files: [{ key: 'inventory.csv.gz', size: INVENTORY.length }],
  }),
  'many/1': 'a',
  'many/2': 'b',
  'many/3': 'c',
};

let cloud: Cloud;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startCloud({ template });
  s3 = cloud.client(S3Client);
  for (const [Key, Body] of Object.entries(OBJECTS)) {
    await s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
  }
});
afterAll(async () => {
  await cloud.close();
});

async function read(Key: string): Promise<unknown> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'results', Key }));
  return JSON.parse(await Body!.transformToString());
}

describe('an ItemReader reads what is in a bucket', () => {
  test.each([
    [
      'Csv',
      [
        { name: 'green', grams: '3' },
        { name: 'black, smoked', grams: '5' },
      ],
    ],
    ['Given', [{ name: 'green', grams: '3' }]],
    ['Json', [{ name: 'green' }, { name: 'grün' }]],
    ['Pointed', [{ name: 'green' }]],
    ['Lines', [{ name: 'green' }, { name: 'black' }]],
    [
      'Inventory',
      [
        { Bucket: 'data', Key: 'a.txt', Size: '3' },
        { Bucket: 'data', Key: 'b.txt', Size: '4' },
      ],
    ],
  ])('as %s', async (name, output) => {
    expectExecution(await cloud.run(name), { status: 'SUCCEEDED', output });
  });

  test('a list comes page by page', async () => {
    const { status, output } = await cloud.run('Listed');
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject([
      { Key: 'many/1', Size: 1, StorageClass: 'STANDARD' },
      { Key: 'many/2', LastModified: expect.any(Number) },
      { Key: 'many/3', Etag: '"4a8a08f09d37b73795649038408b5f33"' },
    ]);
  });

  test.each([
    ['Missing', /The specified key does not exist|s3:ListBucket/],
    ['MayNotRead', /s3:GetObject/],
    ['MayNotList', /s3:ListBucket/],
    ['Parquet', /PARQUET/],
  ])('%s fails the state, with what S3 says', async (name, cause) => {
    const execution = await cloud.run(name);
    expectExecution(execution, { status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(execution.cause).toMatch(cause);
  });
});

describe('the children of a Map', () => {
  test('are started as the role of their machine', async () => {
    const execution = await cloud.run('MayNotStart');
    expectExecution(execution, { status: 'FAILED', error: 'States.Permissions' });
    expect(execution.cause).toMatch(
      /is not authorized to perform: states:StartExecution on .*:stateMachine:/,
    );
  });
});

describe('a ResultWriter', () => {
  test('writes a manifest and a file for each outcome', async () => {
    const { status, output } = await cloud.run('Written');
    expect(status).toBe('SUCCEEDED');
    const { MapRunArn, ResultWriterDetails } = output as {
      MapRunArn: string;
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    expect(ResultWriterDetails.Key).toBe(`maps/${MapRunArn.split(':').at(-1)}/manifest.json`);
    const manifest = await read(ResultWriterDetails.Key);
    const folder = ResultWriterDetails.Key.replace('/manifest.json', '');
    expect(manifest).toEqual({
      DestinationBucket: 'results',
      MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: expect.any(Number) }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: expect.any(Number) }],
      },
    });
    expect(await read(`${folder}/SUCCEEDED_0.json`)).toEqual([{ name: 'green' }]);
  });

  test('that may not write fails the state', async () => {
    const execution = await cloud.run('MayNotWrite');
    expectExecution(execution, { status: 'FAILED', error: 'States.ResultWriterFailed' });
    expect(execution.cause).toContain('s3:PutObject');
  });
});

describe('a task speaks to S3 itself', () => {
  test('what it gets has the text last', async () => {
    const { output } = await cloud.run('Get');
    expect(output).toEqual({
      AcceptRanges: 'bytes',
      ContentLength: Buffer.byteLength(OBJECTS['teas.json']!),
      ContentType: expect.any(String),
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Metadata: {},
      ServerSideEncryption: 'AES256',
      Body: OBJECTS['teas.json'],
    });
    expect(Object.keys(output as object).at(-1)).toBe('Body');
  });

  test('what is larger than a state can hand on fails it', async () => {
    expectExecution(await cloud.run('GetLarge'), {
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  test('what it puts is JSON, with a checksum of its SDK', async () => {
    const { output } = await cloud.run('Put');
    expect(output).toEqual({
      ChecksumCRC32: expect.any(String),
      ChecksumType: 'FULL_OBJECT',
      ETag: expect.any(String),
      ServerSideEncryption: 'AES256',
    });
    expect(await read('maps/a.json')).toEqual({ name: 'green' });
  });

  test('it lists and copies', async () => {
    const { output } = await cloud.run('List');
    expect(output).toMatchObject({ KeyCount: 3, Contents: [{ Key: 'many/1' }, {}, {}] });
    expectExecution(await cloud.run('Copy'), { status: 'SUCCEEDED' });
    expect(await read('maps/copy')).toHaveLength(2);
  });
});
