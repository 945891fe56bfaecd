import { describe, expect, it } from 'vitest';
import { meets } from './conditions.ts';
import { parsePolicy } from './parse.ts';

/** Whether a request with these condition keys meets the Condition element. */
function met(condition: object, keys: Record<string, string | string[]>): boolean {
  const [statement] = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
    },
    'managed',
  ).statements;
  const context = new Map(
    Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
  );
  return statement!.conditions.every((one) => meets(one, context, true));
}

describe.each([
  ['StringEquals', 'blue', 'blue', 'Blue'],
  ['StringNotEquals', 'blue', 'red', 'blue'],
  ['StringEqualsIgnoreCase', 'blue', 'BLUE', 'red'],
  ['StringNotEqualsIgnoreCase', 'blue', 'red', 'BLUE'],
  ['StringLike', 'b?u*', 'blue', 'bue'],
  ['StringNotLike', 'b?u*', 'bue', 'blue'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericNotEquals', '10', '11', '10'],
  ['NumericLessThan', '10', '9', '10'],
  ['NumericLessThanEquals', '10', '10', '11'],
  ['NumericGreaterThan', '10', '11', '10'],
  ['NumericGreaterThanEquals', '10', '10', '9'],
  ['DateEquals', '2030-01-01T00:00:00Z', '1893456000', '2030-01-02'],
  ['DateNotEquals', '2030-01-01T00:00:00Z', '2030-01-02', '1893456000'],
  ['DateLessThan', '2030-01-01', '2029-12-31T23:59:59Z', '2030-01-01'],
  ['DateLessThanEquals', '2030-01-01', '2030-01-01', '2030-01-01T00:00:01Z'],
  ['DateGreaterThan', '2030-01-01', '2030-01-01T00:00:01Z', '2030-01-01'],
  ['DateGreaterThanEquals', '2030-01-01', '2030-01-01', '2029-12-31'],
  ['Bool', 'true', 'True', 'false'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'qmluYXJ5'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.9', '203.0.114.9'],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', '2001:db9::1'],
  ['IpAddress', '203.0.113.9', '203.0.113.9', '203.0.113.8'],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.9', '203.0.113.9'],
  ['ArnEquals', 'arn:aws:sqs:*:1:q*', 'arn:aws:sqs:us-east-1:1:queue', 'arn:aws:sns:us-east-1:1:q'],
  ['ArnLike', 'arn:aws:sqs:*:1:q*', 'arn:aws:sqs:us-east-1:1:queue', 'arn:aws:sqs:us-east-1:2:q'],
  ['ArnNotEquals', 'arn:aws:sqs:*:1:q', 'arn:aws:sqs:x:1:r', 'arn:aws:sqs:x:1:q'],
  ['ArnNotLike', 'arn:aws:sqs:*:1:q*', 'arn:aws:sqs:x:1:r', 'arn:aws:sqs:x:1:q'],
])('%s %s', (operator, wanted, good, bad) => {
  const condition = { [operator]: { 'aws:Key': wanted } };
  const asksForNone = operator.includes('Not');

  it(`is met by ${good} and not by ${bad}`, () => {
    expect(met(condition, { 'aws:Key': good })).toBe(true);
    expect(met(condition, { 'aws:Key': bad })).toBe(false);
  });

  it('is met without the key only if it asks for no match, or for one if the key exists', () => {
    expect(met(condition, {})).toBe(asksForNone);
    expect(met({ [`${operator}IfExists`]: { 'aws:Key': wanted } }, {})).toBe(true);
    expect(met({ [`${operator}IfExists`]: { 'aws:Key': wanted } }, { 'aws:Key': bad })).toBe(false);
  });
});

it('asks for any of several values, or for none of them', () => {
  const either = ['a', 'b'];
  expect(met({ StringEquals: { k: either } }, { k: 'b' })).toBe(true);
  expect(met({ StringNotEquals: { k: either } }, { k: 'b' })).toBe(false);
  expect(met({ StringNotEquals: { k: either } }, { k: 'c' })).toBe(true);
});

it('asks for every operator and every key at once, whatever the case of the keys', () => {
  const condition = { StringEquals: { 'AWS:One': '1' }, NumericLessThan: { 'aws:two': '3' } };
  expect(met(condition, { 'aws:one': '1', 'aws:TWO': '2' })).toBe(true);
  expect(met(condition, { 'aws:one': '1', 'aws:TWO': '4' })).toBe(false);
});

it('takes sets of values with ForAnyValue and ForAllValues', () => {
  const any = { 'ForAnyValue:StringEquals': { k: ['a', 'b'] } };
  const all = { 'ForAllValues:StringEquals': { k: ['a', 'b'] } };
  expect([met(any, { k: ['a', 'c'] }), met(any, { k: ['c'] }), met(any, {})]).toEqual([
    ...[true, false, false],
  ]);
  expect([met(all, { k: ['a', 'b'] }), met(all, { k: ['a', 'c'] }), met(all, {})]).toEqual([
    ...[true, false, true],
  ]);
});

it('takes negated sets: some value, or every value, that is none of these', () => {
  const any = { 'ForAnyValue:StringNotEquals': { k: ['a', 'b'] } };
  const all = { 'ForAllValues:StringNotEquals': { k: ['a', 'b'] } };
  expect([met(any, { k: ['a', 'c'] }), met(any, { k: ['a', 'b'] })]).toEqual([true, false]);
  expect([met(all, { k: ['c', 'd'] }), met(all, { k: ['a', 'c'] })]).toEqual([true, false]);
});

it('asks with Null whether a key is there', () => {
  expect(met({ Null: { k: 'true' } }, {})).toBe(true);
  expect(met({ Null: { k: true } }, { k: 'x' })).toBe(false);
  expect(met({ Null: { k: 'false' } }, { k: 'x' })).toBe(true);
});

it('puts the request into values through policy variables', () => {
  const condition = { StringLike: { k: ['${aws:PrincipalTag/Team}-*', "${aws:None, 'no'}"] } };
  expect(met(condition, { k: 'red-1', 'aws:PrincipalTag/team': 'red' })).toBe(true);
  expect(met(condition, { k: 'no' })).toBe(true);
  expect(met(condition, { k: 'blue-1', 'aws:PrincipalTag/team': 'red' })).toBe(false);
});

it('takes a wildcard that comes from a variable for a plain character', () => {
  const condition = { StringLike: { k: '${aws:tag}/${*}?' } };
  expect(met(condition, { k: '*/*a', 'aws:tag': '*' })).toBe(true);
  expect(met(condition, { k: 'x/*a', 'aws:tag': '*' })).toBe(false);
  expect(met(condition, { k: '*/xa', 'aws:tag': '*' })).toBe(false);
});
