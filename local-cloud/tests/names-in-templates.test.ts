import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';
import { type Answer, NAMES, named, wire } from './support/names.ts';

/** Names of a template have letters and numbers only. */
const LOGICAL_IDS = NAMES.filter((name) => !name.includes('_'));

const trusts = (Service: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' },
});
const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusts(service) },
});
/** Of each kind of thing in a template, one by each name. */
const each = <Value>(make: (name: string) => Value) =>
  Object.fromEntries(LOGICAL_IDS.map((name) => [name, make(name)]));

const TEMPLATE = {
  Parameters: each(() => ({ Type: 'String', Default: 'by default' })),
  Mappings: { toString: { valueOf: { constructor: 'mapped' } } },
  Conditions: { hasOwnProperty: { 'Fn::Equals': ['a', 'a'] } },
  Resources: {
    ...Object.fromEntries(LOGICAL_IDS.map((name) => [`${name}Queue`, { Type: 'AWS::SQS::Queue' }])),
    Role: role('lambda.amazonaws.com'),
    Echo: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'echo',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Environment: { Variables: each((name) => `of ${name}`) },
        Code: {
          ZipFile:
            'exports.handler = async ({ pathParameters, queryStringParameters, headers }) => ({ pathParameters, queryStringParameters, tea: headers.tea, env: Object.fromEntries(Object.entries(process.env).filter(([, value]) => value.startsWith("of "))) });',
        },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Echo', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'Echo' },
        Principal: 'apigateway.amazonaws.com',
      },
    },
    ...Object.fromEntries(
      NAMES.map((name, at) => [
        `Route${at}`,
        {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey: `GET /${name}/{${name}}`,
            Target: { 'Fn::Sub': 'integrations/${Integration}' },
          },
        },
      ]),
    ),
  },
  Outputs: {
    ...each((name) => ({
      Condition: 'hasOwnProperty',
      Value: {
        'Fn::Sub': [
          `\${${name}} \${${name}Queue.QueueName} \${mapped}`,
          { mapped: { 'Fn::FindInMap': ['toString', 'valueOf', 'constructor'] } },
        ],
      },
    })),
    Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
  },
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template: TEMPLATE });
});
afterAll(() => cloud.close());

/** Its own members: what a prototype adds is none. */
const members = (value: object) => Object.entries(value);

test.each(LOGICAL_IDS)('%s is a parameter, an output and a part of names of a template', (name) => {
  expect(cloud.output(name)).toMatch(new RegExp(`^by default \\S*${name}Queue\\S* mapped$`));
});

test('a template has no such names by itself', async () => {
  for (const name of LOGICAL_IDS) {
    const Resources = { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: name } } } };
    await expect(startCloud({ template: { Resources } })).rejects.toThrow(`"${name}"`);
  }
});

test.each(NAMES)('%s is a parameter of a path and of a query, and a header', async (name) => {
  const url = `${cloud.output('Url')}/${name}/a?${name}=b&${name}=c&x=d`;
  const echoed = (await (await fetch(url, { headers: { tea: 'hot' } })).json()) as Answer;
  expect(members(echoed.pathParameters)).toEqual([[name, 'a']]);
  expect(members(echoed.queryStringParameters)).toEqual([
    [name, 'b,c'],
    ['x', 'd'],
  ]);
  expect(echoed.tea).toBe('hot');
  expect(echoed.env).toEqual(each((variable) => `of ${variable}`));
});

test.each(NAMES)(
  '%s is a state of a definition, and a name in the pattern of a rule, in a template',
  async (name) => {
    const Definition = { StartAt: name, States: named(name, { Type: 'Succeed' }) };
    const EventPattern = { detail: named(name, ['x']) };
    const Resources = {
      Role: role('states.amazonaws.com'),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, Definition },
      },
      Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'rule', EventPattern } },
    };
    const other = await startCloud({ template: { Resources } });
    const ask = wire(other.endpoint);
    const { definition } = await ask('states', 'DescribeStateMachine', {
      stateMachineArn: other.resource('Machine'),
    });
    expect(JSON.parse(definition)).toEqual(Definition);
    const rule = await ask('events', 'DescribeRule', { Name: 'rule' });
    expect(JSON.parse(rule.EventPattern)).toEqual(EventPattern);
    await other.close();
  },
);
