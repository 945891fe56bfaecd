import { expect, it } from 'vitest';
import { formTree } from './form.ts';

it('reads structures, lists and maps as XML would be read', () => {
  const form = new URLSearchParams(
    'Name=n&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.10.Key=c' +
      '&Attributes.entry.1.key=k&Attributes.entry.1.value=v&Flat.1=x&Flat.2=y&Empty=',
  );
  expect(formTree(form)).toEqual({
    Name: 'n',
    Tags: { member: [{ Key: 'a' }, { Key: 'b' }, { Key: 'c' }] },
    Attributes: { entry: [{ key: 'k', value: 'v' }] },
    Flat: ['x', 'y'],
    Empty: '',
  });
});

it('is not misled by names that objects have of their own', () => {
  const tree = formTree([['__proto__.polluted', 'yes']]);
  expect(Object.hasOwn(tree as object, '__proto__')).toBe(true);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

it.each([
  [
    [
      ['A', '1'],
      ['A', '2'],
    ],
    'The parameter A is given twice',
  ],
  [
    [
      ['A', '1'],
      ['A.B', '2'],
    ],
    'A.B is below a parameter with a value',
  ],
  [
    [
      ['A.B', '1'],
      ['A', '2'],
    ],
    'The parameter A is given twice',
  ],
] as [[string, string][], string][])('refuses %j', (fields, message) => {
  expect(() => formTree(fields)).toThrow(message);
});
