import { expect, it } from 'vitest';
import type { AwsError } from '../core/errors.ts';
import type { PolicyKind } from './malformed.ts';
import { parsePolicy } from './parse.ts';

const VERSION = '2012-10-17';
const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

it('reads one statement or several, one value or several, text or object', () => {
  const one = parsePolicy(JSON.stringify({ Version: VERSION, Statement: STATEMENT }), 'managed');
  const several = parsePolicy(
    { Version: VERSION, Statement: [{ ...STATEMENT, Action: ['s3:GetObject'], Resource: ['*'] }] },
    'managed',
  );
  expect(one).toEqual(several);
  expect(one.statements[0]).toMatchObject({ effect: 'Allow', actions: ['s3:GetObject'] });
});

/** What IAM says, and what is told people beside it. */
function refusal(document: unknown, kind: PolicyKind = 'managed') {
  try {
    parsePolicy(document, kind);
    return undefined;
  } catch (error) {
    return (error as AwsError).explained;
  }
}

it.each([
  ['not JSON', '{', 'Syntax errors in policy. It is not JSON.'],
  ['not an object', '[]', 'Syntax errors in policy. The document is not an object.'],
  [
    'an unknown element',
    { Version: VERSION, Statements: [] },
    'Syntax errors in policy. The document has an unknown element, Statements.',
  ],
  [
    'another version',
    { Version: '2013-01-01', Statement: STATEMENT },
    'Syntax errors in policy. Version "2013-01-01" is neither 2012-10-17 nor 2008-10-17.',
  ],
  [
    'an old version',
    { Statement: STATEMENT },
    'Policy document must be version 2012-10-17 or greater.',
  ],
  ['no statement', { Version: VERSION }, 'Syntax errors in policy. It has no Statement.'],
  [
    'an empty statement list',
    { Version: VERSION, Statement: [] },
    'Syntax errors in policy. Its Statement is empty.',
  ],
])('refuses a document with %s by name', (_, document, message) => {
  expect(refusal(document)).toBe(message);
});

const PREFIX = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const LEGACY = 'The policy failed legacy parsing';

it.each([
  ['a misspelt element', { Actions: 's3:*' }, 'Statement 1 has an unknown element, Actions.'],
  ['no effect', { Effect: undefined }, 'Effect of statement 1 is neither Allow nor Deny.'],
  [
    'an action and its opposite',
    { NotAction: 's3:*' },
    'Statement 1 has both Action and NotAction.',
  ],
  ['a number for a resource', { Resource: 5 }, 'Resource of statement 1 is not a text.'],
  [
    'an unknown operator',
    { Condition: { StringIs: { k: 'v' } } },
    'Statement 1 has an unknown condition operator, StringIs.',
  ],
  [
    'NullIfExists',
    { Condition: { NullIfExists: { k: 'true' } } },
    'Statement 1 has an unknown condition operator, NullIfExists.',
  ],
  [
    'a condition that is no object',
    { Condition: { Bool: 'true' } },
    'Bool of statement 1 is not an object.',
  ],
])('finds the syntax of a statement with %s wrong, and says so', (_, change, hint) => {
  const Statement = JSON.parse(JSON.stringify({ ...STATEMENT, ...change }));
  expect(refusal({ Version: VERSION, Statement })).toBe(`Syntax errors in policy. ${hint}`);
});

it.each([
  [
    'an effect in lower case',
    { Effect: 'allow' },
    `${LEGACY} The Effect allow is neither Allow nor Deny.`,
  ],
  [
    'a date that is none',
    { Condition: { DateLessThan: { 'aws:CurrentTime': '2026-13' } } },
    `${LEGACY} "2026-13" is no date.`,
  ],
  ['no action', { Action: undefined }, 'Policy statement must contain actions.'],
  ['an action without a service', { Action: 'Get' }, `${PREFIX} "Get" is no action.`],
  [
    'an action with two colons',
    { Action: 's3:Get:Object' },
    'Actions/Condition can contain only one colon. "s3:Get:Object" is no action.',
  ],
  ['an action of no service', { Action: 's 3:GetObject' }, 'Vendor s 3 is not valid'],
  ['no resource', { Resource: undefined }, 'Policy statement must contain resources.'],
  ['a principal', { Principal: '*' }, 'Policy document should not specify a principal.'],
  ['what is no ARN', { Resource: 'table' }, 'Resource table must be in ARN format or "*".'],
  [
    'a partition there is not',
    { Resource: 'aws:s3:::tea' },
    'Partition "s3" is not valid for resource "arn:s3:::tea:*".',
  ],
  [
    'an ARN without a service',
    { Resource: 'arn:aws' },
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'an ARN that lacks a colon',
    { Resource: 'arn:aws:s3::tea' },
    `${LEGACY} "arn:aws:s3::tea" is no ARN.`,
  ],
  [
    'a bucket in a region',
    { Resource: 'arn:aws:s3:us-east-1::tea' },
    'Resource arn:aws:s3:us-east-1::tea can not contain region information.',
  ],
  [
    'a role in a region',
    { Resource: 'arn:aws:iam:us-east-1:1:role/tea' },
    'IAM resource arn:aws:iam:us-east-1:1:role/tea cannot contain region information.',
  ],
])('refuses a statement with %s in words of IAM', (_, change, message) => {
  const Statement = JSON.parse(JSON.stringify({ ...STATEMENT, ...change }));
  expect(refusal({ Version: VERSION, Statement })).toBe(message);
});

it.each([
  'arn:aws:iam::1:role/*',
  'arn:aws:iam::*:*',
  'arn:aws:s3:::tea/*',
  'arn:aws:s3:us-east-1:1:accesspoint/tea',
  'arn:aws:s3:us-east-1:1:job/*',
  'arn:*:states:us-east-1:1:stateMachine:tea:*',
  'arn:aws:lambda:*',
])('takes the resource %s', (Resource) => {
  expect(refusal({ Version: VERSION, Statement: { ...STATEMENT, Resource } })).toBeUndefined();
});

it.each(['2026-11-29T00:00:00Z', '2026-11-29', '1796000000', '2026-11-29t2:00:00.593194+23'])(
  'takes the date %s',
  (date) => {
    const Condition = { DateLessThan: { 'aws:CurrentTime': date } };
    expect(refusal({ Version: VERSION, Statement: { ...STATEMENT, Condition } })).toBeUndefined();
  },
);

it('finds wrong syntax in a later statement before wrong resources in an earlier one', () => {
  const Statement = [
    { ...STATEMENT, Resource: 'table' },
    { Effect: 'Allow', Actions: 's3:*' },
  ];
  expect(refusal({ Version: VERSION, Statement })).toContain('Syntax errors in policy.');
});

it.each([
  ['no principal', {}, 'Missing required field Principal'],
  [
    'part of a principal',
    { Principal: { AWS: 'arn:aws:iam::1:role/*' } },
    'Invalid principal in policy: "AWS":"arn:aws:iam::1:role/*"',
  ],
  ['a kind of principal there is not', { Principal: { Lambda: 'f' } }, 'unknown element, Lambda'],
])('refuses a resource policy with %s by name', (_, change, message) => {
  const document = { Version: VERSION, Statement: { ...STATEMENT, ...change } };
  expect(refusal(document, 'resource')).toContain(message);
});

it('wants each statement id once', () => {
  const statement = { ...STATEMENT, Sid: 'A' };
  expect(() =>
    parsePolicy({ Version: VERSION, Statement: [statement, statement] }, 'managed'),
  ).toThrow('Statement IDs (SID) in a single policy must be unique.');
});

it('takes an id twice in the policy of a bucket, but of no other resource', () => {
  const statement = { ...STATEMENT, Sid: 'A', Principal: '*' };
  const document = { Version: VERSION, Statement: [statement, statement] };
  expect(parsePolicy(document, 'bucket').statements).toHaveLength(2);
  expect(refusal(document, 'resource')).toContain('must be unique');
});

it('an inline policy may be of the older language, and says nothing then', () => {
  const document = { Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } };
  expect(parsePolicy(document, 'inline').statements).toHaveLength(1);
  expect(parsePolicy({ ...document, Version: '2008-10-17' }, 'inline').statements).toHaveLength(1);
});
