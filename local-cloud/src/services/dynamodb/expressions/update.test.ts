import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { av, item } from '../testing.ts';
import type { Item } from '../values/attribute-value.ts';
import { applyUpdate, Placeholders, parseUpdate } from './index.ts';

function update(before: Item, expression: string, values: Item = {}): Item {
  const used = Object.keys(values).length > 0 ? values : undefined;
  return applyUpdate(parseUpdate(expression, new Placeholders(undefined, used)), before);
}

const V = { ':v': av('new'), ':n': av(5), ':l': av(['x']), ':set': { SS: ['b', 'c'] } };

describe('SET', () => {
  test('assigns to attributes, map members and list positions', () => {
    const before = item({ a: 1, m: { x: 1, y: 2 }, l: ['p', 'q', 'r'] });
    expect(update(before, 'SET a = :v, m.x = :v, l[1] = :v', V)).toEqual(
      item({ a: 'new', m: { x: 'new', y: 2 }, l: ['p', 'new', 'r'] }),
    );
  });

  test('adds and subtracts exactly', () => {
    const before = { a: { N: '0.1' }, b: { N: '0.2' } };
    expect(update(before, 'SET c = a + b, d = a - :n', { ':n': { N: '0.3' } })).toEqual({
      ...before,
      c: { N: '0.3' },
      d: { N: '-0.2' },
    });
  });

  test('reads every value as it was before the update', () => {
    expect(update(item({ a: 1, b: 2 }), 'SET a = b, b = a')).toEqual(item({ a: 2, b: 1 }));
  });

  test('appends to lists at either end, and beyond the end', () => {
    const before = item({ l: [1] });
    expect(update(before, 'SET l = list_append(l, :l)', V)).toEqual(item({ l: [1, 'x'] }));
    expect(update(before, 'SET l = list_append(:l, l)', V)).toEqual(item({ l: ['x', 1] }));
    expect(update(before, 'SET l[7] = :v, l[5] = :n', V)).toEqual(item({ l: [1, 5, 'new'] }));
  });

  test('takes if_not_exists anywhere in a value', () => {
    expect(update({}, 'SET c = if_not_exists(c, :n) + :n', V)).toEqual(item({ c: 10 }));
    expect(update(item({ c: 1 }), 'SET c = if_not_exists(c, :n) + :n', V)).toEqual(item({ c: 6 }));
    expect(update({}, 'SET l = list_append(if_not_exists(l, :l), :l)', V)).toEqual(
      item({ l: ['x', 'x'] }),
    );
  });
});

describe('REMOVE', () => {
  test('removes attributes, members and list elements by the positions they had', () => {
    const before = item({ a: 1, m: { x: 1 }, l: [0, 1, 2, 3] });
    expect(update(before, 'REMOVE a, m.x, l[0], l[2], gone, l[9]')).toEqual(
      item({ m: {}, l: [1, 3] }),
    );
  });

  test('leaves positions as they are for what SET assigns in the same update', () => {
    const before = item({ l: [{ x: 0 }, { x: 1 }] });
    expect(update(before, 'REMOVE l[0] SET l[1].x = :n', V)).toEqual(item({ l: [{ x: 5 }] }));
  });
});

describe('ADD and DELETE', () => {
  test('count up and down, starting at nothing', () => {
    expect(update(item({ a: 1 }), 'ADD a :n, b :n', V)).toEqual(item({ a: 6, b: 5 }));
  });

  test('join and part sets; an emptied set is gone', () => {
    const before = { s: { SS: ['a', 'b'] }, lone: { SS: ['b'] } };
    expect(update(before, 'ADD s :set', V).s).toEqual({ SS: ['a', 'b', 'c'] });
    expect(update(before, 'DELETE s :set, lone :set', V)).toEqual({ s: { SS: ['a'] } });
    expect(update({}, 'ADD s :set', V)).toEqual({ s: { SS: ['b', 'c'] } });
    expect(update({}, 'DELETE s :set', V)).toEqual({});
  });

  test('work on sets of numbers and binaries', () => {
    const before: Item = { n: { NS: ['1'] }, b: { BS: [new Uint8Array([1])] } };
    const values: Item = {
      ':n': { NS: ['1.0', '2'] },
      ':b': { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    };
    expect(update(before, 'ADD n :n, b :b', values)).toEqual({
      n: { NS: ['1', '2'] },
      b: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    });
  });
});

test('the item before the update is left as it was', () => {
  const before = item({ l: [1, 2], m: { x: 1 } });
  update(before, 'SET m.x = :v REMOVE l[0]', V);
  expect(before).toEqual(item({ l: [1, 2], m: { x: 1 } }));
});

describe('AWS refuses, in its words,', () => {
  test.each([
    ['SET a.b.c = :v', 'The document path provided in the update expression is invalid for update'],
    ['SET s[0] = :v', 'The document path provided in the update expression is invalid for update'],
    ['REMOVE gone.x', 'The document path provided in the update expression is invalid for update'],
    [
      'SET x = gone',
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    ['SET x = s + :n', 'An operand in the update expression has an incorrect data type'],
    [
      'SET x = list_append(s, :l)',
      'An operand in the update expression has an incorrect data type',
    ],
    ['ADD s :n', 'An operand in the update expression has an incorrect data type'],
    ['DELETE s :set', 'An operand in the update expression has an incorrect data type'],
  ])('%s on this item', (expression, problem) => {
    expect(() => update(item({ s: 'text', a: 1 }), expression, V)).toThrow(problem);
  });

  test.each([
    ['', 'The expression can not be empty;'],
    ['a = :v', 'Syntax error; token: "a", near: "a ="'],
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['SET a :v', 'Syntax error; token: ":v", near: "a :v"'],
    ['SET a = :v,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET a = :v SET b = :v', 'The "SET" section can only be used once in an update expression;'],
    ['SET status = :v', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['SET a = foo(b, :v)', 'Invalid function name; function: foo'],
    ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
    [
      'SET a = list_append(list_append(b, :l), :l)',
      'The function is not allowed to be used this way in an expression; function: list_append',
    ],
    [`SET a = ${'('.repeat(3000)}`, 'The expression has redundant parentheses;'],
    [
      'SET a = :gone',
      'An expression attribute value used in expression is not defined; attribute value: :gone',
    ],
    [
      'SET #a = :v',
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'SET a = :v REMOVE a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'SET a.b = :v, a[0] = :v',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    [
      'ADD a :v',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'DELETE a :n',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'SET a = :v + :n',
      'Incorrect operand type for operator or function; operator or function: +, operand type: S',
    ],
    [
      'SET a = list_append(:n, :l)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
    ],
    [
      'SET a = if_not_exists(:n, :l)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'SET a = if_not_exists(b)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
  ])('%s', (expression, problem) => {
    expect(() => update({}, expression, V)).toThrow(`Invalid UpdateExpression: ${problem}`);
  });

  test('a sum that needs more than 38 digits', () => {
    const before = { a: { N: '9'.repeat(38) } };
    expect(() => update(before, 'ADD a :x', { ':x': { N: '0.1' } })).toThrow(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  });
});

test('the order of the assignments does not matter', () => {
  const assignments = ['a = b', 'b = :n', 'e = c + :n', 'd = if_not_exists(e, a)'];
  fc.assert(
    fc.property(fc.shuffledSubarray(assignments, { minLength: 1 }), (sets) => {
      const values: Item = sets.some((set) => set.includes(':n')) ? { ':n': av(5) } : {};
      const before = item({ a: 1, b: 2, c: 3, d: 4 });
      const after = update(before, `SET ${sets.join(', ')}`, values);
      expect(after).toEqual(update(before, `SET ${sets.toReversed().join(', ')}`, values));
    }),
  );
});
