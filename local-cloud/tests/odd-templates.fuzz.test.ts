import { expect, test } from 'vitest';
import { Chance } from '../fuzz/chance.ts';
import { openCloud } from '../fuzz/world.ts';
import { UserError } from '../src/core/errors.ts';
import { isObject, type Json, type JsonObject } from '../src/core/json.ts';
import type { Principal } from '../src/core/service.ts';
import { deploy } from '../src/deploy/deploy.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { zipFiles } from '../src/deploy/zip.ts';

const root: Principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

/** Something of each kind: every section, most functions, the types of SAM and what they refer to. */
const TEMPLATE = {
  Transform: 'AWS::Serverless-2016-10-31',
  Parameters: {
    Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
    Shards: { Type: 'Number', Default: 1, MinValue: 1 },
  },
  Mappings: { Beans: { dev: { name: 'robusta' }, prod: { name: 'arabica' } } },
  Conditions: { Dev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] }, Also: { Condition: 'Dev' } },
  Globals: { Function: { Timeout: 5, Runtime: 'nodejs24.x', Tags: { team: 'tea' } } },
  Resources: {
    Grind: {
      Type: 'AWS::Serverless::Function',
      Condition: 'Also',
      Connectors: { Read: { Properties: { Destination: { Id: 'Cups' }, Permissions: ['Read'] } } },
      Properties: {
        ...{ Handler: 'index.handler', CodeUri: 'src/', AutoPublishAlias: 'live' },
        Layers: [{ Ref: 'Shared' }],
        Description: { 'Fn::Sub': ['${A} ${Stage}', { A: 'of' }] },
        Policies: [{ DynamoDBReadPolicy: { TableName: { Ref: 'Cups' } } }, allow('sqs:*')],
        DeadLetterQueue: { Type: 'SQS', TargetArn: arnOf('Queue') },
        Events: {
          Queue: { Type: 'SQS', Properties: { Queue: arnOf('Queue'), BatchSize: 5 } },
          Daily: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)' } },
          Get: { Type: 'HttpApi', Properties: { Path: '/{id}', Method: 'get' } },
          Topic: { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' } } },
        },
      },
    },
    Shared: { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: 'layer/' } },
    Cups: { Type: 'AWS::Serverless::SimpleTable' },
    Brew: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        Definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
        Policies: [{ LambdaInvokePolicy: { FunctionName: { Ref: 'Grind' } } }],
        Events: { Rule: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['b'] } } } },
      },
    },
    Link: {
      Type: 'AWS::Serverless::Connector',
      Properties: { Source: { Id: 'Brew' }, Destination: { Id: 'Queue' }, Permissions: ['Write'] },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
    Topic: { Type: 'AWS::SNS::Topic' },
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: { Ref: 'Shards' } } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'beans' } },
    Archive: { Type: 'AWS::Events::Archive', Properties: { SourceArn: arnOf('Bus') } },
  },
  Outputs: {
    Name: { Value: { 'Fn::Join': ['-', [{ Ref: 'Grind' }, arnOf('Brew')]] } },
    Beans: {
      Condition: 'Dev',
      Value: { 'Fn::If': ['Dev', { 'Fn::FindInMap': ['Beans', { Ref: 'Stage' }, 'name'] }, '-'] },
    },
  },
};

const SCALARS: readonly Json[] = [
  null,
  '',
  'x',
  0,
  -1,
  1.5,
  1e300,
  true,
  '__proto__',
  '${',
  'a b',
  'x'.repeat(2000),
];
const PARTS: readonly Json[] = [
  [],
  {},
  [null],
  [[]],
  [{}],
  { a: { b: 1 } },
  { Condition: 'Also' },
  { Type: 'SNS' },
];
const CALLS: readonly Json[] = [
  ...[{ Ref: 3 }, { Ref: 'Grind' }, { Ref: 'AWS::NoValue' }, { 'Fn::GetAtt': [{}, 'Arn'] }],
  ...[{ 'Fn::Sub': [] }, { 'Fn::Sub': ['${A}', []] }, { 'Fn::If': [] }, { 'Fn::If': ['Dev', 1] }],
  ...[{ 'Fn::Join': ['', 'x'] }, { 'Fn::Join': ['', [{}]] }, { 'Fn::Select': [9, ['a']] }],
  ...[{ 'Fn::Split': [',', 'a,b'] }, { 'Fn::FindInMap': ['Beans'] }, { 'Fn::Transform': {} }],
];
const ODD: readonly Json[] = [...SCALARS, ...PARTS, ...CALLS];
const NAMES = ['__proto__', 'constructor', 'Ref', 'Fn::If', 'Type', 'Queue', 'GrindRole', ''];

/** One thing anywhere in a value taken out, put in twice, or changed. */
function changed(value: Json, chance: Chance, depth = 0): Json {
  const goDeeper = depth < 2 || chance.is(0.8);
  if (goDeeper && Array.isArray(value) && value.length > 0) {
    const index = chance.below(value.length);
    return value.with(index, changed(value[index]!, chance, depth + 1));
  }
  if (!goDeeper || !isObject(value) || Object.keys(value).length === 0) return chance.of(ODD);
  const name = chance.of(Object.keys(value));
  const members = Object.entries(value);
  if (chance.is(0.04)) return Object.fromEntries(members.filter(([key]) => key !== name));
  const more: Json = chance.is(0.5) ? value[name]! : chance.of(ODD);
  if (chance.is(0.08)) return Object.fromEntries([...members, [chance.of(NAMES), more]]);
  return Object.fromEntries(
    members.map(([key, member]) => [
      key,
      key === name ? changed(member, chance, depth + 1) : member,
    ]),
  );
}

test('a template is deployed and taken down, or refused with a reason, whatever is in it', async () => {
  const chance = new Chance('templates');
  const { cloud, close, problems } = openCloud('templates');
  const zip = zipFiles({ 'index.mjs': Buffer.from('export const handler = () => {};') });
  const deployed = async (template: Json, stackName: string) => {
    const parsed = parseTemplate(JSON.stringify(template), 'template.yaml', { digest: () => 'd' });
    const stack = await deploy(cloud, { stackName, template: parsed, artifact: () => zip, root });
    await stack.remove();
  };
  await deployed(TEMPLATE as JsonObject, 'as-it-is');
  const refusals: string[] = [];
  for (let index = 0; index < 2000; index++) {
    let template: Json = TEMPLATE as JsonObject;
    for (let changes = chance.of([1, 1, 2, 3]); changes > 0; changes--) {
      template = changed(template, chance);
    }
    const refused = await deployed(template, `t${index}`).catch((error: unknown) => error);
    if (refused === undefined) continue;
    expect(refused, JSON.stringify(template)).toBeInstanceOf(UserError);
    refusals.push(`${refused}`);
  }
  await close();
  expect(refusals.length).toBeGreaterThan(1000);
  expect(refusals.filter((told) => /\[object|\bundefined\b|\bNaN\b/.test(told))).toEqual([]);
  expect(problems).toEqual([]);
});
