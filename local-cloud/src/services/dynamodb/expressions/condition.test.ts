import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, typeOf } from '../values/attribute-value.ts';
import { matches, Placeholders, parseCondition } from './index.ts';

const ITEM: Item = {
  title: { S: 'Ada' },
  age: { N: '36' },
  bytes: { B: new Uint8Array([1, 2, 3]) },
  tags: { SS: ['a', 'b'] },
  scores: { NS: ['1', '2.5'] },
  blobs: { BS: [new Uint8Array([9])] },
  nothing: { NULL: true },
  isNew: { BOOL: true },
  things: { L: [{ S: 'x' }, { N: '7' }, { M: { deep: { S: 'down' } } }] },
  doc: { M: { part: { N: '1' }, 'with.dot': { S: 'dotted' } } },
};

const VALUES: Item = {
  ':s': { S: 'Ada' },
  ':t': { S: 'B' },
  ':n': { N: '36.0' },
  ':m': { N: '40' },
  ':a': { S: 'a' },
  ':A': { S: 'A' },
  ':one': { N: '1' },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':b': { B: new Uint8Array([1, 2]) },
  ':set': { SS: ['b', 'a'] },
  ':x': { S: 'x' },
  ':deep': { M: { deep: { S: 'down' } } },
  ':string': { S: 'S' },
  ':list': { S: 'L' },
};

/** Only the placeholders that the expression uses. */
function holds(expression: string, item = ITEM, names: Record<string, string> = {}): boolean {
  const used = Object.entries(VALUES).filter(([key]) => new RegExp(`${key}\\b`).test(expression));
  const placeholders = new Placeholders(
    Object.keys(names).length > 0 ? names : undefined,
    used.length > 0 ? Object.fromEntries(used) : undefined,
  );
  return matches(parseCondition('ConditionExpression', expression, placeholders), item);
}

describe('a condition holds', () => {
  test.each([
    'title = :s',
    'title <> :t',
    'age = :n',
    'age < :m',
    'age >= :n',
    'age BETWEEN :one AND :m',
    'age in (:s, :n)',
    'tags = :set',
    'things[2] = :deep',
    'things[2].deep <> :s',
    'doc.part = :one',
    'isNew = :true and nothing = :null',
    'NOT title = :t',
    'not (title = :t or age = :m)',
    'title = :t OR title = :s AND age = :n',
    'attribute_exists(doc.part)',
    'attribute_not_exists(doc.absent)',
    'attribute_not_exists(things[9])',
    'attribute_type(title, :string)',
    'attribute_type(things, :list)',
    'begins_with(title, :A)',
    'begins_with(bytes, :b)',
    'contains(title, :a)',
    'contains(tags, :a)',
    'contains(scores, :one)',
    'contains(things, :x)',
    'contains(things, :deep)',
    'contains(bytes, :b)',
    'size(title) > :one',
    'size(things) < :m',
    '(title) = (:s)',
    '(title = :s)',
    'absent <> :s',
    ':s = title',
  ])('%s', (expression) => {
    expect(holds(expression)).toBe(true);
  });
});

describe('a condition does not hold', () => {
  test.each([
    'title = :n',
    'title < :n',
    'age = :s',
    'absent = :s',
    'absent < :s',
    'absent = another',
    'size(age) > :one',
    'size(absent) < :one',
    'contains(title, :one)',
    'contains(absent, :a)',
    'contains(title, absent)',
    'begins_with(age, :A)',
    'begins_with(absent, :A)',
    'attribute_exists(title.head)',
    'attribute_exists(things.head)',
    'attribute_type(absent, :string)',
    'title BETWEEN :n AND :m',
    'title = :s AND age = :m',
    'NOT title = :s',
  ])('%s', (expression) => {
    expect(holds(expression)).toBe(false);
  });
});

test('size() counts the UTF-16 units of a string, not its bytes', () => {
  expect(holds('size(e) = size(l)', { e: { S: 'é😀' }, l: { B: new Uint8Array(3) } })).toBe(true);
});

test('names may be given apart, for words that are reserved or have special characters', () => {
  expect(holds('#m.#d = :x', { m: { M: { 'a.b': { S: 'x' } } } }, { '#m': 'm', '#d': 'a.b' })).toBe(
    true,
  );
});

describe('AWS refuses, in its words,', () => {
  const NAMES = { '#n': 'name' };
  const syntax = (token: string, near: string) =>
    `Syntax error; token: "${token}", near: "${near}"`;
  test.each([
    ['', 'The expression can not be empty;'],
    ['a = = :s', syntax('=', '= = :s')],
    ['a = :s b', syntax('b', ':s b')],
    ['a = ', syntax('<EOF>', '= ')],
    ['a', syntax('<EOF>', 'a')],
    ['a = $s', syntax('$', '= $s')],
    ['(a = :s', syntax('<EOF>', ':s')],
    ['a[x] = :s', syntax('x', '[x]')],
    ['a IN ()', syntax(')', '()')],
    ['(a = :s) = :s', syntax('=', ') = :s')],
    ['((a = :s))', 'The expression has redundant parentheses;'],
    ['foo(a)', 'Invalid function name; function: foo'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'contains(a, :s) = :s',
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    ['status = :s', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['a.Name = :s', 'Attribute name is a reserved keyword; reserved keyword: Name'],
    [
      '#x = :s',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    [
      'a = :y',
      'An expression attribute value used in expression is not defined; attribute value: :y',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'a = a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'contains(a.b[1], a.b[1])',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a, b, [1]]',
    ],
    [
      'begins_with(a, :n)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'attribute_exists(:s)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: Ada, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    ['_a = :s', syntax('_', '_a')],
    [
      'if_not_exists(a, :s) = :s',
      'The function is not allowed in a condition expression; function: if_not_exists',
    ],
    [
      'a < :list',
      'Incorrect operand type for operator or function; operator or function: <, operand type: L',
    ],
    [
      'a BETWEEN :list AND :list',
      'Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: L',
    ],
    [
      `${'NOT '.repeat(301)}a = :s`,
      'The expression contains too many operators; operator count: 301',
    ],
    ['('.repeat(4000), 'The expression has redundant parentheses;'],
    [
      `a${'.b'.repeat(32)} = :s`,
      'The document path has too many nesting levels; nesting levels: 33',
    ],
    ['a[2147483648] = :s', 'List index is not within the allowable range; index: [2147483648]'],
    [
      'size(:n) > :n',
      'Incorrect operand type for operator or function; operator or function: size, operand type: N',
    ],
    [
      'a BETWEEN :s AND :n',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:Ada}, upper bound operand: AttributeValue: {N:36}',
    ],
    [
      'a BETWEEN :m AND :n',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:40}, upper bound operand: AttributeValue: {N:36}',
    ],
    [
      `a IN (${Array(101).fill(':s').join(', ')})`,
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
    [
      `a = :s AND ${'b'.repeat(5000)} = :s`,
      'Expression size has exceeded the maximum allowed size; expression size: 5016',
    ],
  ])('%s', (expression, problem) => {
    const placeholders = new Placeholders(NAMES, {
      ':s': VALUES[':s']!,
      ':n': VALUES[':n']!,
      ':m': VALUES[':m']!,
      ':list': { L: [] },
    });
    expect(() => parseCondition('FilterExpression', expression, placeholders)).toThrow(
      `Invalid FilterExpression: ${problem}`,
    );
  });
});

describe('every placeholder', () => {
  test('must be used', () => {
    const placeholders = new Placeholders({ '#a': 'a', '#b': 'b' }, { ':v': { S: 'v' } });
    parseCondition('ConditionExpression', '#a = #a.b', placeholders);
    expect(() => placeholders.refuseUnused()).toThrow(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
    );
  });

  test('must have a well-formed name and value', () => {
    expect(() => new Placeholders({ a: 'a' })).toThrow(
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    );
    expect(() => new Placeholders({})).toThrow('ExpressionAttributeNames must not be empty');
    expect(() => new Placeholders(undefined, { ':v': { N: 'x' } })).toThrow(
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v',
    );
  });
});

/** Conditions as data, with a naive reading of them as the model. */
type Model = { text: string; holds: (item: Item) => boolean };

const attributes = ['p', 'q', 'r'];
const scalars = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((value): AttributeValue => ({ N: String(value) })),
  fc.constantFrom('', 'a', 'ab', 'b').map((value): AttributeValue => ({ S: value })),
);

function ordered(a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined {
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b)) return undefined;
  const [x, y] = a.N === undefined ? [a.S!, b.S!] : [Number(a.N), Number(b.N)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function leaf(values: AttributeValue[]): fc.Arbitrary<Model> {
  const attribute = fc.constantFrom(...attributes);
  const index = fc.integer({ min: 0, max: values.length - 1 });
  const comparator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
  const compare = fc
    .record({ attribute, index, comparator })
    .map(({ attribute, index, comparator }) => ({
      text: `${attribute} ${comparator} :v${index}`,
      holds: (item: Item) => {
        const order = ordered(item[attribute], values[index]);
        if (comparator === '=') return order === 0;
        if (comparator === '<>') return order !== 0;
        if (order === undefined) return false;
        return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[comparator]!;
      },
    }));
  const exists = attribute.map((name) => ({
    text: `attribute_exists(${name})`,
    holds: (item: Item) => item[name] !== undefined,
  }));
  return fc.oneof(compare, exists);
}

function tree(values: AttributeValue[]): fc.Arbitrary<Model> {
  return fc.letrec<{ node: Model }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf(values),
      tie('node').map(({ text, holds }) => ({
        text: `NOT (${text})`,
        holds: (item: Item) => !holds(item),
      })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({
        text: `(${a.text}) AND (${b.text})`,
        holds: (item: Item) => a.holds(item) && b.holds(item),
      })),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => ({
        text: `(${a.text}) OR (${b.text})`,
        holds: (item: Item) => a.holds(item) || b.holds(item),
      })),
    ),
  })).node;
}

test('conditions of any shape mean what a naive reading of them means', () => {
  const cases = fc.array(scalars, { minLength: 1, maxLength: 3 }).chain((values) =>
    fc.record({
      values: fc.constant(values),
      item: fc.dictionary(fc.constantFrom(...attributes), scalars),
      model: tree(values),
    }),
  );
  fc.assert(
    fc.property(cases, ({ values, item, model }) => {
      const named = Object.fromEntries(values.map((value, index) => [`:v${index}`, value]));
      const condition = parseCondition(
        'FilterExpression',
        model.text,
        new Placeholders(undefined, named),
      );
      expect(matches(condition, { ...item })).toBe(model.holds({ ...item }));
    }),
    { numRuns: 300 },
  );
});
