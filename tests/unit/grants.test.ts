import { expect, test } from 'vitest';
import { grantsIn, grantsOf, unneeded } from '../suite/grants.ts';

const ROLE = 'arn:aws:iam::123456789012:role/tea';
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/tea';

const policy = {
  Statement: [
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: TABLE },
    { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' },
  ],
} as const;

test('grants are the actions of Allow statements, with their resources', () => {
  expect(grantsIn(ROLE, policy)).toEqual([
    { role: ROLE, action: 'dynamodb:GetItem', resources: [TABLE] },
    { role: ROLE, action: 'dynamodb:PutItem', resources: [TABLE] },
  ]);
});

test("the grants of a template are those of its roles' own policies", () => {
  const trust = { Statement: [] };
  const template = {
    Resources: {
      TeaRole: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trust, Policies: [{ PolicyDocument: policy }] },
      },
      TeaTable: { Type: 'AWS::DynamoDB::Table', Properties: {} },
    },
  };
  expect(grantsOf(template).map(({ role, action }) => [role, action])).toEqual([
    ['TeaRole', 'dynamodb:GetItem'],
    ['TeaRole', 'dynamodb:PutItem'],
  ]);
});

test('a grant is needed when the role used the action on a resource within it', () => {
  const grants = grantsIn(ROLE, policy);
  const get = { action: 'dynamodb:GetItem', resource: TABLE };
  expect(unneeded(grants, { [ROLE]: [get] })).toEqual([`${ROLE}: dynamodb:PutItem on ${TABLE}`]);
  expect(unneeded(grants, { other: [get] })).toHaveLength(2);
  expect(unneeded(grants, { [ROLE]: [{ ...get, resource: `${TABLE}-pot` }] })).toHaveLength(2);
});

test('a wildcard in a granted resource stands for any text', () => {
  const group = 'arn:aws:logs:us-east-1:123456789012:log-group:/tea';
  const logs = { role: ROLE, action: 'logs:PutLogEvents', resources: [`${group}:*`] };
  const resource = `${group}:log-stream:2030/01/01`;
  expect(unneeded([logs], { [ROLE]: [{ action: 'logs:PutLogEvents', resource }] })).toEqual([]);
});

test('each resource of a grant must be used', () => {
  const [a, b] = ['a', 'b'].map((name) => `arn:aws:sqs:us-east-1:123456789012:${name}`);
  const grant = { role: ROLE, action: 'sqs:SendMessage', resources: [a, b] };
  const uses = { [ROLE]: [{ action: 'sqs:SendMessage', resource: a! }] };
  expect(unneeded([grant], uses)).toEqual([`${ROLE}: sqs:SendMessage on ${b}`]);
});
