import { describe, expect, test } from 'vitest';
import { checkContract } from './check-contract.ts';
import type { Contract, Members } from './contract.ts';
import { checkRequest, type Operation, type Service } from './service.ts';
import { validationErrors } from './validation-errors.ts';

const NAME = { required: true, length: [1, 8], pattern: '[a-z]+' } as const;
const ROUTE = { shape: 'Route', members: { Weight: { required: true, range: [0, 100] } } } as const;

/** What a service with the texts that most have says to an input. */
function said(contract: Contract, input: object): string | undefined {
  const { broken } = checkContract(contract, input);
  return broken.length === 0 ? undefined : validationErrors('ValidationException')(broken).message;
}

const told = (path: string, shown: string, requirement: string) =>
  `Value ${shown} at '${path}' failed to satisfy constraint: ${requirement}`;

test('what keeps the contract is let pass, and null is as if it were not there', () => {
  const contract = { Name: NAME, Note: { length: [1, 5] }, Limit: { range: [1] } } as const;
  expect(said(contract, { Name: 'orders', Note: null, Limit: 1_000_000 })).toBeUndefined();
});

describe('a message', () => {
  test.each<[string, Contract, object, string]>([
    ['required', { Name: NAME }, {}, told('name', 'null', 'Member must not be null')],
    [
      'too short',
      { Note: { length: [2, 3] } },
      { Note: 'a' },
      told('note', "'a'", 'Member must have length greater than or equal to 2'),
    ],
    [
      'too many bytes',
      { Note: { bytes: [0, 3], sensitive: true } },
      { Note: 'éé' },
      "Value at 'note' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      'too big',
      { Limit: { range: [1, 10] } },
      { Limit: 11 },
      told('limit', "'11'", 'Member must have value less than or equal to 10'),
    ],
    [
      'not among the values',
      { Type: { enum: ['A', 'B'] } },
      { Type: 'C' },
      told('type', "'C'", 'Member must satisfy enum value set: [A, B]'),
    ],
    [
      'in an element',
      { Routes: { items: ROUTE } },
      { Routes: [{ Weight: 1 }, { Weight: 101 }] },
      told('routes.2.member.weight', "'101'", 'Member must have value less than or equal to 100'),
    ],
    [
      'of a list of structures',
      { Routes: { length: [1, 1], items: ROUTE } },
      { Routes: [{ Weight: 1 }, { Weight: 2 }] },
      told(
        'routes',
        "'[Route(weight=1), Route(weight=2)]'",
        'Member must have length less than or equal to 1',
      ),
    ],
    [
      'of a text in a list',
      { Names: { items: { length: [1, 3], pattern: 'a*' } } },
      { Names: ['a', 'aaaa'] },
      told(
        'names',
        "'[a, aaaa]'",
        'Member must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: a*]',
      ),
    ],
    [
      'of a null among elements',
      { Names: { items: {} } },
      { Names: ['a', null] },
      told('names', "'[a, null]'", 'Member must satisfy constraint: [Member must not be null]'),
    ],
    [
      'of a value of a map',
      { Tags: { values: { length: [0, 2] } } },
      { Tags: { key: 'long' } },
      told(
        'tags',
        "'{key=long}'",
        'Map value must satisfy constraint: [Member must have length less than or equal to 2, Member must have length greater than or equal to 0]',
      ),
    ],
    [
      'of a key of a map',
      { Tags: { keys: { enum: ['Team'] } } },
      { Tags: { key: 'x' } },
      told(
        'tags',
        "'{key=x}'",
        'Map keys must satisfy constraint: [Member must satisfy enum value set: [Team]]',
      ),
    ],
    [
      'in a value of a map',
      { Tables: { values: { members: { Keys: { required: true } } } } },
      { Tables: { orders: {} } },
      told('tables.orders.member.keys', 'null', 'Member must not be null'),
    ],
  ])('%s', (_, contract, input, problem) => {
    expect(said(contract, input)).toBe(`1 validation error detected: ${problem}`);
  });
});

/** Recorded for EventBridge's CreateConnection. */
test('all that is broken is told at once, member by member, the pattern before the length', () => {
  const contract = { Name: NAME, Type: { enum: ['BASIC', 'API_KEY'] } } as const;
  expect(said(contract, { Name: 'Too long a name', Type: 'INVALID' })).toBe(
    [
      "3 validation errors detected: Value 'Too long a name' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
      "Value 'Too long a name' at 'name' failed to satisfy constraint: Member must have length less than or equal to 8",
      "Value 'INVALID' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, API_KEY]",
    ].join('; '),
  );
});

test("a text of the service's own is told alone, with the value", () => {
  const own = { ...NAME, says: { length: '{value} is too long.' } };
  expect(said({ Name: own, Limit: { range: [1] } }, { Name: 'abcdefghi', Limit: 0 })).toBe(
    'abcdefghi is too long.',
  );
});

test('of an ARN the name in it must keep the rules', () => {
  const contract = { Name: { ...NAME, orArn: true } } as const;
  expect(said(contract, { Name: 'arn:aws:dynamodb:us-east-1:1:table/orders' })).toBeUndefined();
  expect(said(contract, { Name: 'arn:aws:dynamodb:us-east-1:1:table/ORDERS' })).toContain(
    'regular expression pattern: [a-z]+',
  );
});

interface Input {
  Name: string | undefined;
  Limit?: number;
  Filter?: { Prefix?: string; Suffix?: string };
}

function serviceWith(members: Members<Input>): Service {
  const Read: Operation<Input> = { members, permissions: () => [], handle: () => ({}) };
  return { sdkId: 'Demo', operations: { Read }, refusal: validationErrors('ValidationException') };
}

test('members that are not honoured are refused by name, at any depth, before anything else', () => {
  const service = serviceWith({ Name: NAME, Filter: { members: { Prefix: {} } } });
  expect(() => checkRequest(service, 'Read', { Limit: 1 })).toThrow(
    'The local cloud does not serve the member Limit of Read of Demo.',
  );
  expect(() => checkRequest(service, 'Read', { Name: '', Filter: { Suffix: 'x' } })).toThrow(
    'The local cloud does not serve the member Filter.Suffix of Read of Demo.',
  );
  expect(() => checkRequest(service, 'Read', { Name: 'NO' })).toThrow(
    '1 validation error detected',
  );
});

test('a fraction is taken where the API model has no integer, and nowhere else', () => {
  const contract = { Weight: { fraction: true }, Count: {}, Counts: { items: {} } } as const;
  expect(said(contract, { Weight: 1.5, Count: 2, Counts: [1] })).toBeUndefined();
  for (const input of [{ Count: 1.5 }, { Counts: [1, Number.POSITIVE_INFINITY] }]) {
    expect(() => said(contract, input)).toThrow(/^Counts? takes a whole number, not/);
  }
});

test('a contract that does not fit the type of the input does not compile', () => {
  // @ts-expect-error the input has no such member
  serviceWith({ Name: NAME, Nome: {} });
  // @ts-expect-error what the type requires is required
  serviceWith({ Name: {} });
  // @ts-expect-error what the type requires is honoured
  serviceWith({ Limit: {} });
  // @ts-expect-error nor is there such a member within
  serviceWith({ Name: NAME, Filter: { members: { Infix: {} } } });
});

test('a text that is far too long is told to be that, and not held against its pattern', () => {
  const contract = { Note: { length: [1, 80], pattern: '.*\\S.*' } } as const;
  const endless = `${' '.repeat(1_000_000)}\n`;
  expect(checkContract(contract, { Note: endless }).broken.map(({ rule }) => rule)).toEqual([
    'length',
  ]);
});

test('a hyphen may be escaped in a pattern, as the API models have it', () => {
  const contract = { Arn: { pattern: '^arn:aws([a-z]|\\-)*:[\\-_a-z]+$' } } as const;
  expect(said(contract, { Arn: 'arn:aws-cn:a-b_c' })).toBeUndefined();
  expect(said(contract, { Arn: 'arn:aws_cn:a' })).toContain(`pattern: ${contract.Arn.pattern}`);
});
