import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { awsCaller } from '../src/client/aws-caller.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { localPace } from '../src/scenarios/pace.ts';
import { deployedAt, runScenario } from '../src/scenarios/run-scenario.ts';
import { scenarioFile } from '../src/scenarios/schema.ts';
import { trust } from './support/iam.ts';

const keyed = (AttributeName: string, AttributeType: string, KeyType: string) => ({
  definition: { AttributeName, AttributeType },
  schema: { AttributeName, KeyType },
});
const KEY = [keyed('row', 'S', 'HASH'), keyed('number', 'N', 'RANGE')];

const TEMPLATE = {
  Resources: {
    Seats: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'seats',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: KEY.map(({ definition }) => definition),
        KeySchema: KEY.map(({ schema }) => schema),
      },
    },
    Menus: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'menus', VersioningConfiguration: { Status: 'Enabled' } },
    },
    Kitchen: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'kitchen' } },
    Cook: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Kitchen' }, Protocol: 'email', Endpoint: 'cook@example.com' },
    },
    Waiting: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'waiting' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: JSON.parse(trust({ Service: 'states.amazonaws.com' })),
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      },
    },
  },
  Outputs: {
    MachineArn: { Value: { Ref: 'Machine' } },
    QueueUrl: { Value: { Ref: 'Waiting' } },
    KitchenArn: { Value: { Ref: 'Kitchen' } },
  },
};

let cloud: BootedCloud;

beforeAll(async () => {
  const template = parseTemplate(JSON.stringify(TEMPLATE), 'the template');
  const made = { stackName: 'seats', template, artifact: () => new Uint8Array() };
  cloud = await bootCloud(made, { port: 0, seed: 'scenarios' });
});
afterAll(() => cloud.close());

const table = 'seats';
const queue = '${QueueUrl}';
/** One cloud serves all tests: nothing is in it when one begins. */
const CLEAN = [
  { delete: { table, where: { row: 'A' } } },
  { delete: { table, where: { row: 'sample-front-row' } } },
  { advance: 'PT1M' },
  { purge: queue },
  { advance: 'PT1M' },
];

/** The problems of the scenario `front-row`, in a file that gives `fileGiven`. */
async function problems(
  parts: { given?: object[]; steps?: object[]; verify?: object[] },
  fileGiven: object[] = CLEAN,
) {
  const input = { stateMachineArn: '${MachineArn}' };
  const scenario = {
    description: 'Nothing happens.',
    steps: [{ call: { service: 'SFN', operation: 'StartExecution', input } }],
    expect: { status: 'SUCCEEDED', path: ['Done'] },
    ...parts,
  };
  const file = scenarioFile.parse({
    stateMachine: 'MachineArn',
    given: fileGiven,
    scenarios: { 'front-row': scenario },
  });
  const aws = awsCaller(cloud.endpoint);
  const deployed = await deployedAt({ aws }, file.stateMachine);
  const target = { aws, pace: localPace(cloud.endpoint), ...deployed };
  const workflow = { ...file, name: 'seats', directory: '' };
  const result = await runScenario(target, workflow, 'front-row', file.scenarios['front-row']!);
  return result.problems;
}

const seat = (number: number, more: object = {}) => ({ row: 'A', number, ...more });
const put = (number: number, more: object = {}) => ({ put: { table, item: seat(number, more) } });
const send = (MessageBody: string, error: string) => ({
  service: 'SQS',
  operation: 'SendMessage',
  input: {
    QueueUrl: '${QueueUrl}',
    MessageBody,
    MessageAttributes: { error: { DataType: 'String', StringValue: error } },
  },
});

test("what a file gives comes first, with the scenario's name in its place", async () => {
  const key = { row: 'sample-front-row', number: 1 };
  const given = [{ put: { table, item: { ...key, guest: 'Sam Sample' } } }];
  const fileGiven = [
    { put: { table, item: { row: 'sample-${scenario}', number: 1, guest: 'nobody' } } },
    { put: { table, item: { row: 'sample-${scenario}', number: 2, guest: 'nobody' } } },
  ];
  const second = { item: { table, key: { ...key, number: 2 } }, expect: { guest: 'nobody' } };
  const verify = [{ item: { table, key }, expect: { guest: 'Sam Sample' } }, second];
  expect(await problems({ given, verify }, fileGiven)).toEqual([]);
});

test('an item that is as expected, or is not there as expected, is no problem', async () => {
  const item = { price: 12.5, guest: { name: 'Sam Sample' }, extras: ['tea', null], paid: true };
  const verify = [
    { item: { table, key: seat(1) }, expect: { ...item, guest: {} } },
    { item: { table, key: seat(2) }, expect: null },
  ];
  expect(await problems({ given: [put(1, item)], verify })).toEqual([]);
});

test.each([
  [seat(1), { price: 13 }, 'seats {"row":"A","number":1}.price: expected 13, got 12'],
  [seat(1), { price: '12' }, 'seats {"row":"A","number":1}.price: expected "12", got 12'],
  [seat(1), { paid: true }, 'seats {"row":"A","number":1}.paid: expected true, got nothing'],
  [seat(1), { extras: [] }, 'seats {"row":"A","number":1}.extras: expected [], got ["tea"]'],
  [seat(2), { price: 12 }, 'seats {"row":"A","number":2}: expected {"price":12}, got nothing'],
])('of the item %j, %j is a problem', async (key, wrong, problem) => {
  const given = [put(1, { price: 12, extras: ['tea'] })];
  const verify = [{ item: { table, key }, expect: wrong }];
  expect(await problems({ given, verify })).toEqual([`verify: ${problem}`]);
});

test('an item that should not be there is a problem, and shown', async () => {
  const verify = [{ item: { table, key: seat(1) }, expect: null }];
  const [problem, ...others] = await problems({ given: [put(1)], verify });
  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^verify: seats {"row":"A","number":1}: expected nothing, got {.*"number":1/,
  );
});

test('items are counted by what their attributes equal, or all of them', async () => {
  const given = [put(1, { guest: 'Sam' }), put(2, { guest: 'Sam' }), put(3, { guest: 'Kim' })];
  const where = { guest: 'Sam', row: 'A' };
  const right = [
    { items: { table, where }, count: 2 },
    { items: { table, where: { number: 4 } }, count: 0 },
    { items: { table }, count: 3 },
  ];
  expect(await problems({ given, verify: right })).toEqual([]);
  const wrong = [{ items: { table, where: { guest: 'Kim' } }, count: 2 }];
  const [problem, ...others] = await problems({ given, verify: wrong });
  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^verify: seats where {"guest":"Kim"}: count: expected 2, got 1: \[{.*"Kim"/,
  );
});

test('items are counted beyond the megabyte that a Scan reads at a time', async () => {
  const note = 'x'.repeat(390_000);
  const given = [1, 2, 3, 4].map((number) => put(number, { note }));
  expect(await problems({ given, verify: [{ items: { table }, count: 4 }] })).toEqual([]);
});

test('an item is deleted by its key, many by what their attributes equal, and no others', async () => {
  const given = [
    ...[put(1, { guest: 'Sam' }), put(2, { guest: 'Sam' }), put(3), put(4)],
    { delete: { table, where: { guest: 'Sam' } } },
    { delete: { table, key: seat(3) } },
    { delete: { table, key: seat(3) } },
  ];
  const left = { item: { table, key: seat(4) }, expect: {} };
  expect(await problems({ given, verify: [left, { items: { table }, count: 1 }] })).toEqual([]);
});

const waiting = { body: { guest: 'Sam' }, attributes: { error: 'Full' } };

test('messages are as expected when there are no others; a body is what it says', async () => {
  const given = [send('{"guest":"Sam","at":1}', 'Full'), send('plain', 'Full')];
  const expected = [waiting, { body: 'plain' }];
  expect(await problems({ given, verify: [{ queue, expect: expected }] })).toEqual([]);
});

test.each([
  ['a message too many', [waiting], 'waiting: expected [{"body":'],
  ['a message too few', [waiting, {}, {}], 'waiting: expected [{"body":'],
  ['any message', [], 'waiting: expected [], got [{"body":{"guest":"Sam"}'],
  ['another body', [waiting, { body: 'else' }], 'waiting[1].body: expected "else", got "plain"'],
  [
    'another attribute',
    [waiting, { attributes: { error: 'Shut' } }],
    'waiting[1].attributes.error: expected "Shut", got "Full"',
  ],
])('%s is a problem', async (_, expected, problem) => {
  const given = [send('{"guest":"Sam"}', 'Full'), send('plain', 'Full')];
  const found = await problems({ given, verify: [{ queue, expect: expected }] });
  expect(found).toEqual([expect.stringContaining(problem)]);
});

test('the eleventh message is one too many, though SQS gives ten at a time', async () => {
  const given = Array.from({ length: 11 }, (_, at) => send(`${at}`, 'Full'));
  const ten = Array.from({ length: 10 }, () => ({}));
  expect(await problems({ given, verify: [{ queue, expect: ten }] })).toHaveLength(1);
});

test('messages that were looked at stay in the queue', async () => {
  const one = { queue, expect: [{ body: 'plain' }] };
  expect(await problems({ given: [send('plain', 'Full')], verify: [one] })).toEqual([]);
  expect(await problems({ given: [{ advance: 'PT1M' }], verify: [one] }, [])).toEqual([]);
});

test('a queue is purged, once a minute as SQS allows', async () => {
  const purge = { purge: queue };
  const empty = { queue, expect: [] };
  const given = [send('plain', 'Full'), purge, send('plain', 'Full'), { advance: 'PT1M' }, purge];
  expect(await problems({ given, verify: [empty] })).toEqual([]);
  const [problem] = await problems({ given: [purge] }, []);
  expect(problem).toMatch(/^given: purge http.*waiting: PurgeQueueInProgress: /);
});

test('what AWS would not have is a problem with the table in it', async () => {
  const gone = 'gone';
  const key = seat(1);
  const given = [
    { put: { table: gone, item: key } },
    { delete: { table: gone, key } },
    { delete: { table: gone, where: key } },
  ];
  const verify = [
    { item: { table: gone, key }, expect: null },
    { items: { table: gone }, count: 0 },
  ];
  expect(
    (await problems({ given, verify })).map((one) => one.replace(/Exception: .*/, '')),
  ).toEqual([
    'given: put in gone: ResourceNotFound',
    'given: delete {"row":"A","number":1} from gone: ResourceNotFound',
    'given: delete from gone where {"row":"A","number":1}: ResourceNotFound',
    'verify: gone {"row":"A","number":1}: ResourceNotFound',
    'verify: gone: count: ResourceNotFound',
  ]);
});

describe('an object', () => {
  const bucket = 'menus';
  const file = 'local-cloud/package.json';
  const clean = [{ delete: { bucket, prefix: '' } }];
  const write = (key: string) => ({ put: { bucket, key, file } });
  const start = {
    call: {
      service: 'SFN',
      operation: 'StartExecution',
      input: { stateMachineArn: '${MachineArn}' },
    },
  };

  test('is written before and in a scenario, compared, counted and removed by its prefix', async () => {
    const given = [
      write('old/a'),
      write('old/a'),
      write('new'),
      { delete: { bucket, prefix: 'old' } },
    ];
    const steps = [start, { put: { ...write('of ${scenario}').put, contentType: 'text/plain' } }];
    const verify = [
      { object: { bucket, key: 'new' }, expect: { name: 'local-cloud' } },
      { object: { bucket, key: 'old/a' }, expect: null },
      { objects: { bucket }, count: 2 },
      { objects: { bucket, prefix: 'of front' }, count: 1 },
      {
        ...{ service: 'S3', operation: 'HeadObject' },
        input: { Bucket: bucket, Key: 'of front-row' },
        expect: { ContentType: 'text/plain' },
      },
      {
        ...{ service: 'S3', operation: 'ListObjectVersions' },
        input: { Bucket: bucket, Prefix: 'old' },
        expect: { IsTruncated: false },
      },
    ];
    expect(await problems({ given, steps, verify }, clean)).toEqual([]);
  });

  test('that differs is a problem, as is one too many, and a bucket that is not there', async () => {
    const verify = [
      { object: { bucket, key: 'new' }, expect: { name: 'other' } },
      { objects: { bucket }, count: 0 },
    ];
    const found = await problems({ given: [write('new')], verify }, clean);
    expect(found).toEqual([
      'verify: menus/new.name: expected "other", got "local-cloud"',
      'verify: menus/: count: expected 0, got 1: ["new"]',
    ]);
    const given = [{ put: { bucket: 'gone', key: 'a', file } }];
    const [problem] = await problems({ given }, []);
    expect(problem).toMatch(/^given: put in gone: NoSuchBucket/);
  });
});

describe('a mail', () => {
  const mail = (Subject: string) => ({
    service: 'SNS',
    operation: 'Publish',
    input: { TopicArn: '${KitchenArn}', Subject, Message: 'Two plates are cold.' },
  });
  const start = {
    call: {
      service: 'SFN',
      operation: 'StartExecution',
      input: { stateMachineArn: '${MachineArn}' },
    },
  };
  const verify = [{ mail: { to: 'cook@example.com', subject: 'Plates', contains: 'cold' } }];

  test('that was sent since the first step is found by address, subject and body', async () => {
    const steps = [start, { call: mail('Plates of ${scenario}') }];
    expect(await problems({ steps, verify })).toEqual([]);
  });

  test.each([
    { to: 'guest@example.com' },
    { subject: 'Glasses' },
    { contains: 'warm' },
    { to: 'cook@example.com', subject: 'Plates', contains: 'warm' },
  ])('that differs from %j is none, and the problem tells what was sent', async (wanted) => {
    const steps = [start, { call: mail('Plates') }];
    expect(await problems({ steps, verify: [{ mail: wanted }] })).toEqual([
      `verify: no such mail (${Object.values(wanted).join(', ')}), but ["to cook@example.com: Plates"]`,
    ]);
  });

  test('of before does not count', async () => {
    const given = [mail('Plates'), { advance: 'PT1M' }];
    expect(await problems({ given, verify })).toHaveLength(1);
  });
});
