import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { deploy } from './deploy.ts';
import { howToLeaveOut } from './left-out.ts';
import { parseTemplate } from './template.ts';
import { recordingCloud, root } from './testing.ts';

const jobs = { Type: 'AWS::Batch::JobQueue', Properties: { Source: { Ref: 'Orders' } } };
const rest = { Type: 'AWS::ApiGateway::RestApi' };

function parsed(leaveOut: readonly string[], Resources: JsonObject, more: JsonObject = {}) {
  return parseTemplate(JSON.stringify({ Resources, ...more }), 'template.yaml', { leaveOut });
}

describe('resources are left out', () => {
  const all: JsonObject = {
    Orders: { Type: 'AWS::SQS::Queue' },
    OrdersJobs: jobs,
    Api: rest,
    Stage: { Type: 'AWS::ApiGateway::Stage' },
    Events: { Type: 'AWS::SQS::Queue' },
  };

  test.each([
    [['OrdersJobs'], ['Orders', 'Api', 'Stage', 'Events']],
    [['AWS::Batch::JobQueue'], ['Orders', 'Api', 'Stage', 'Events']],
    [['AWS::ApiGateway::*'], ['Orders', 'OrdersJobs', 'Events']],
    [
      ['AWS::ApiGateway::*', 'OrdersJobs'],
      ['Orders', 'Events'],
    ],
    [[], ['Orders', 'OrdersJobs', 'Api', 'Stage', 'Events']],
  ])('by %j', (words, kept) => {
    const { Resources, leftOut } = parsed(words, all);
    expect(Object.keys(Resources)).toEqual(kept);
    expect([...leftOut.keys()]).toEqual(Object.keys(all).filter((id) => !kept.includes(id)));
  });

  test('by no word that nothing is', () => {
    expect(() => parsed(['AWS::Batch::JobQueu'], all)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('Nothing in template.yaml is AWS::Batch::JobQueu'),
        why: expect.stringContaining('Did you mean "AWS::Batch::JobQueue"?'),
      }),
    );
  });

  test('with the events of an API of SAM, and an event by its name', () => {
    const Transform = 'AWS::Serverless-2016-10-31';
    const Events = {
      Get: { Type: 'Api', Properties: { Path: '/', Method: 'get' } },
      OnRow: { Type: 'DynamoDB', Properties: { Stream: 'arn' } },
      OnOrder: { Type: 'SQS', Properties: { Queue: 'arn:queue' } },
    };
    const Grind = { Type: 'AWS::Serverless::Function', Properties: { CodeUri: './', Events } };
    const words = ['AWS::Serverless::Api', 'Grind.OnRow'];
    const Outputs = { Url: { Value: { 'Fn::Sub': 'https://${ServerlessRestApi}' } } };
    const { Resources, leftOut } = parsed(words, { Grind }, { Transform, Outputs });
    expect(Object.keys(Resources)).toEqual(['GrindRole', 'Grind', 'GrindOnOrder']);
    expect([...leftOut.keys()]).toEqual(['Grind.Get', 'Grind.OnRow', 'ServerlessRestApi']);
  });

  test('with a property of one that stays', () => {
    const Orders = { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: {}, A: 1 } };
    const { Resources, leftOut } = parsed(['Orders.StreamSpecification'], { Orders });
    expect(Resources.Orders?.Properties).toEqual({ A: 1 });
    expect([...leftOut]).toEqual([['Orders.StreamSpecification', 'AWS::DynamoDB::Table']]);
  });
});

test('layers are left out by their names, of every function and of Globals', () => {
  const arn = (name: string) => ({
    'Fn::Sub': `arn:aws:lambda:\${AWS::Region}:210987654321:layer:${name}:7`,
  });
  const Globals = { Function: { Layers: [arn('insights')] } };
  const Own = { Type: 'AWS::Serverless::Function', Properties: { Layers: [{ Ref: 'Beans' }] } };
  const Plain = {
    Type: 'AWS::Lambda::Function',
    Properties: { Layers: [arn('insights'), arn('insights-2')] },
  };
  const more = { Globals, Transform: 'AWS::Serverless-2016-10-31' };
  const { Resources, leftOut } = parsed([':layer:insights'], { Own, Plain }, more);
  expect(Resources.Own?.Properties.Layers).toEqual([{ Ref: 'Beans' }]);
  expect(Resources.Plain?.Properties.Layers).toEqual([arn('insights-2')]);
  expect([...leftOut]).toEqual([[':layer:insights', 'AWS::Lambda::LayerVersion']]);
  expect(() => parsed([':layer:tea'], { Plain })).toThrow('Nothing in template.yaml is :layer:tea');
});

test('what refers to what is left out has its name, and no output tells of it', async () => {
  const { cloud, calls } = recordingCloud();
  const queue = (Value: JsonObject) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { Tags: [{ Key: 'of', Value }] },
  });
  const template = parsed(
    ['AWS::ApiGateway::*'],
    {
      Api: rest,
      ByRef: queue({ Ref: 'Api' }),
      ByText: queue({ 'Fn::Sub': '${Api}/${Api.RootResourceId}' }),
      ByArn: { ...queue({ 'Fn::GetAtt': ['Api', 'Arn'] }), DependsOn: 'Api' },
    },
    { Outputs: { Url: { Value: { 'Fn::Sub': 'https://${Api}' } }, Name: { Value: 'mill' } } },
  );
  const stack = await deploy(cloud, {
    stackName: 'mill',
    template,
    root,
    artifact: () => new Uint8Array(),
  });
  expect(calls.map(({ input }) => (input.tags as { of: string }).of)).toEqual([
    'Api',
    'Api/Api.RootResourceId',
    'arn:aws:apigateway:us-east-1:123456789012:Api',
  ]);
  expect([...stack.outputs.keys()]).toEqual(['Name']);
  expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['ByRef', 'ByText', 'ByArn']);
});

test('an attribute that comes of what is left out of a resource is a name, too', async () => {
  const { cloud, calls } = recordingCloud();
  const template = parsed(['Orders.RedrivePolicy'], {
    Orders: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: {} } },
    Other: {
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName: { 'Fn::GetAtt': ['Orders', 'StreamArn'] } },
    },
  });
  const artifact = () => new Uint8Array();
  await deploy(cloud, { stackName: 'mill', template, root, artifact });
  expect(calls.at(-1)?.input.QueueName).toBe('arn:aws:sqs:us-east-1:123456789012:Orders');
});

test.each([
  [['AWS::Batch::JobQueue'], '["AWS::Batch::JobQueue"]'],
  [['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage'], '["AWS::ApiGateway::*"]'],
  [['AWS::SQS::One', 'AWS::SQS::Two'], '["AWS::SQS::One", "AWS::SQS::Two"]'],
])('a refusal of %j says how they are left out', (types, list) => {
  expect(howToLeaveOut(types, ['AWS::SQS::Queue'])).toBe(
    `have them left out here by "leaveOut": ${list} in local-cloud.config.json`,
  );
});
