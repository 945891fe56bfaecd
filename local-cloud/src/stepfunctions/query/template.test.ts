import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { PathSyntaxError } from './jsonpath/errors.ts';
import { compileTemplate } from './template.ts';
import { testScope } from './testing.ts';

test('members ending in .$ take the value of their expression, wherever they stand', () => {
  const template = compileTemplate({
    constant: '$.not.a.path',
    'id.$': '$.id',
    'all.$': '$.items[*].n',
    nested: { 'name.$': '$$.Execution.Name', list: [{ 'sum.$': 'States.MathAdd($.id, 1)' }, 'x'] },
    'variable.$': '$v',
  });

  const scope = testScope({
    input: { id: 1, items: [{ n: 1 }, { n: 2 }] },
    context: { Execution: { Name: 'e' } },
    variables: { v: [true] },
  });
  expect(template(scope)).toEqual({
    constant: '$.not.a.path',
    id: 1,
    all: [1, 2],
    nested: { name: 'e', list: [{ sum: 2 }, 'x'] },
    variable: [true],
  });
});

test('members keep the order they are written in', () => {
  const template = compileTemplate({ 'b.$': '$.b', a: 1, 'c.$': '$.c' });

  expect(JSON.stringify(template(testScope({ input: { c: 3, b: 2 } })))).toBe(
    '{"b":2,"a":1,"c":3}',
  );
});

test('a template without expressions is given as it is', () => {
  const constant = { a: [1, { b: 'c' }] };

  expect(compileTemplate(constant)(testScope())).toBe(constant);
});

test('a path that leads nowhere names itself, its field and the input', () => {
  const template = compileTemplate({ deep: { 'id.$': '$.order.id' } });

  expect(() => template(testScope({ input: { a: 1 } }))).toThrow(
    expect.objectContaining({
      error: 'States.Runtime',
      cause:
        "The JSONPath '$.order.id' specified for the field 'id.$' could not be found in the input " +
        '\'{"a":1}\'',
    }),
  );
});

test('a path into the context object keeps both of its $, and names the context as the input', () => {
  const template = compileTemplate({ 'who.$': '$$.Execution.Owner' });

  expect(() => template(testScope({ context: { Execution: {} } }))).toThrow(
    expect.objectContaining({
      cause:
        "The JSONPath '$$.Execution.Owner' specified for the field 'who.$' could not be found in " +
        'the input \'{"Execution":{}}\'',
    }),
  );
});

test.each<Json>([
  { 'a.$': 'b' },
  { 'a.$': 1 },
  { 'a.$': '$.b[' },
  { a: [{ 'b.$': 'States.No()' }] },
])('%j is refused', (template) => {
  expect(() => compileTemplate(template)).toThrow(PathSyntaxError);
});
