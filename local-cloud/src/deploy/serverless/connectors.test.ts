import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { parseTemplate } from '../template.ts';

const machine = (rest: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::StateMachine',
  Properties: { DefinitionUri: 'order.asl.json' },
  ...rest,
});

const OTHERS: JsonObject = {
  Grind: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: 'src' } },
  Beans: { Type: 'AWS::Serverless::SimpleTable' },
  News: { Type: 'AWS::SNS::Topic' },
};

function expanded(Resources: JsonObject) {
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: { ...OTHERS, ...Resources },
  };
  return parseTemplate(JSON.stringify(template), 'template.yaml').Resources;
}

const connector = (Source: string, Destination: JsonObject[string], ...Permissions: string[]) => ({
  Type: 'AWS::Serverless::Connector',
  Properties: { Source: { Id: Source }, Destination, Permissions },
});

test('a connector is a policy for the role of its source', () => {
  const Link = connector('Order', { Id: 'Grind' }, 'Write');
  const { LinkPolicy } = expanded({ Link, Order: machine() });
  expect(LinkPolicy).toMatchObject({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Roles: [{ Ref: 'OrderRole' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['lambda:InvokeAsync', 'lambda:InvokeFunction'],
            Resource: [{ 'Fn::Sub': ['${Arn}', { Arn: { 'Fn::GetAtt': ['Grind', 'Arn'] } }] }],
          },
        ],
      },
    },
  });
});

test('a resource may name its connectors itself, and connect to several', () => {
  const made = expanded({
    Order: machine({
      Connectors: {
        Out: {
          Properties: {
            Destination: [
              { Id: 'Beans' },
              { Id: 'News' },
              { Type: 'AWS::Events::EventBus', Arn: 'arn:bus' },
            ],
            Permissions: ['Write'],
          },
        },
      },
    }),
  });
  expect(made.Order).not.toHaveProperty('Connectors');
  const text = (index: number) =>
    JSON.stringify(made[`OrderOutPolicyDestination${index}`]?.Properties);
  expect(text(0)).toMatch(/dynamodb:PutItem.*"Beans".*index/);
  expect(text(1)).toMatch(/sns:Publish.*"Ref":"News"/);
  expect(text(2)).toMatch(/events:PutEvents.*arn:bus/);
});

test('a function reads and writes what both permissions allow', () => {
  const Link = connector('Grind', { Id: 'Beans' }, 'Write', 'Read');
  const { LinkPolicy } = expanded({ Link });
  expect(JSON.stringify(LinkPolicy?.Properties)).toMatch(/dynamodb:GetItem.*dynamodb:PutItem/);
});

test('a state machine that starts another is made after the policy', () => {
  const Link = connector('Order', { Id: 'Refund' }, 'Read', 'Write');
  const { Order } = expanded({ Link, Order: machine(), Refund: machine() });
  expect(Order?.DependsOn).toEqual(['LinkPolicy']);
});

test.each([
  [connector('Order', { Id: 'Nothing' }, 'Write'), 'Link: there is no resource Nothing to connect'],
  [
    connector('Order', { Id: 'News' }, 'Read'),
    'Link: the local cloud does not connect AWS::StepFunctions::StateMachine to AWS::SNS::Topic for Read',
  ],
  [
    connector('News', { Id: 'Grind' }, 'Write'),
    'does not connect AWS::SNS::Topic to AWS::Lambda::Function',
  ],
  [connector('Order', { Id: 'Grind' }, 'Delete'), 'Link has properties the local cloud refuses'],
  [
    connector('Foreign', { Id: 'News' }, 'Write'),
    'Link: the role of Foreign must be in the template',
  ],
])('%# what cannot be connected is refused by name', (Link, what) => {
  const Foreign = machine({ Properties: { DefinitionUri: 'a.json', Role: 'arn:role' } });
  expect(() => expanded({ Link, Order: machine(), Foreign })).toThrow(what);
});
