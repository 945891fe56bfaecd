import { expect, it } from 'vitest';
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

it.each([
  ['not JSON', '{', 'This policy contains invalid Json'],
  ['not an object', '[]', 'The document is not an object'],
  [
    'an unknown element',
    { Version: VERSION, Statements: [] },
    'The document has an unknown element, Statements',
  ],
  [
    'another version',
    { Version: '2013-01-01', Statement: STATEMENT },
    'Version "2013-01-01" is neither',
  ],
  ['an old version', { Statement: STATEMENT }, 'must be version 2012-10-17 or greater'],
  ['no statement', { Version: VERSION }, 'It has no Statement'],
  ['an empty statement list', { Version: VERSION, Statement: [] }, 'Its Statement is empty'],
])('refuses a document with %s by name', (_, document, message) => {
  expect(() => parsePolicy(document, 'managed')).toThrow(message);
});

it.each([
  ['a misspelt element', { Actions: 's3:*' }, 'Statement 1 has an unknown element, Actions'],
  ['no effect', { Effect: undefined }, 'Effect of statement 1 is neither Allow nor Deny'],
  ['no action', { Action: undefined }, 'Policy statement must contain actions.'],
  ['an action without a service', { Action: 'GetObject' }, 'must be prefaced by a vendor'],
  ['an action with two colons', { Action: 's3:Get:Object' }, 'can contain only one colon'],
  ['an action of no service', { Action: 's 3:GetObject' }, 'Vendor s 3 is not valid'],
  [
    'an action and its opposite',
    { NotAction: 's3:*' },
    'Statement 1 has both Action and NotAction',
  ],
  ['no resource', { Resource: undefined }, 'Policy statement must contain resources.'],
  [
    'a resource that is no ARN',
    { Resource: 'table' },
    'Resource table must be in ARN format or "*".',
  ],
  ['a number for a resource', { Resource: 5 }, 'Resource of statement 1 is not a text'],
  ['a principal', { Principal: '*' }, 'Policy document should not specify a principal.'],
  [
    'an unknown operator',
    { Condition: { StringIs: { k: 'v' } } },
    'Statement 1 has an unknown condition operator, StringIs',
  ],
  [
    'NullIfExists',
    { Condition: { NullIfExists: { k: 'true' } } },
    'unknown condition operator, NullIfExists',
  ],
  [
    'a condition that is no object',
    { Condition: { Bool: 'true' } },
    'Bool of statement 1 is not an object',
  ],
])('refuses a statement with %s by name', (_, change, message) => {
  const statement = JSON.parse(JSON.stringify({ ...STATEMENT, ...change }));
  expect(() => parsePolicy({ Version: VERSION, Statement: statement }, 'managed')).toThrow(message);
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
  expect(() => parsePolicy(document, 'resource')).toThrow(message);
});

it('wants each statement id once', () => {
  const statement = { ...STATEMENT, Sid: 'A' };
  expect(() =>
    parsePolicy({ Version: VERSION, Statement: [statement, statement] }, 'managed'),
  ).toThrow('Statement IDs (SID) in a single policy must be unique.');
});

it('an inline policy may be of the older language, and says nothing then', () => {
  const document = { Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } };
  expect(parsePolicy(document, 'inline').statements).toHaveLength(1);
  expect(parsePolicy({ ...document, Version: '2008-10-17' }, 'inline').statements).toHaveLength(1);
});
