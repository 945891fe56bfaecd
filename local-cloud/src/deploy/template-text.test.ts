import { describe, expect, test } from 'vitest';
import { readTemplateText } from './template-text.ts';

const read = (text: string) => readTemplateText(text, 'template.yaml');

describe('a template in YAML', () => {
  test.each([
    ['!Ref Queue', { Ref: 'Queue' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!GetAtt Queue.Arn', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['!GetAtt [Queue, Arn]', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['!GetAtt Nested.Outputs.Url', { 'Fn::GetAtt': ['Nested', 'Outputs.Url'] }],
    ['!Sub "${A}-x"', { 'Fn::Sub': '${A}-x' }],
    ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ['!Join ["", [a, !Ref B]]', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
    [
      '!Select [0, !Split [",", !Ref L]]',
      { 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'L' }] }] },
    ],
    ['!If [C, 1, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] }],
    ['!Not [!Equals [a, b]]', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
    ['!FindInMap [M, a, b]', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
    ['!Base64 text', { 'Fn::Base64': 'text' }],
    ['!ImportValue other', { 'Fn::ImportValue': 'other' }],
  ])('%s is the short form of its function', (text, full) => {
    expect(read(`Value: ${text}`)).toEqual({ Value: full });
  });

  test('is YAML 1.1, but dates and the names of members stay text', () => {
    const text = 'Version: 2012-10-17\nNo: yes\nN: n\n200: 010\nA: off';
    expect(read(text)).toEqual({ Version: '2012-10-17', No: true, N: 'n', 200: 8, A: false });
  });

  test('does not look at the indentation inside of brackets and quotes', () => {
    const text = `
A: !Sub {
  "list": [
  1
],
"text": "over
lines"
}
B:
  C: {
    D: 1
}
  E: !Join [., [x,
y]]`;
    expect(read(text)).toEqual({
      A: { 'Fn::Sub': { list: [1], text: 'over lines' } },
      B: { C: { D: 1 }, E: { 'Fn::Join': ['.', ['x', 'y']] } },
    });
  });

  test('of a name that is there twice, the last holds', () => {
    expect(read('A: 1\nB: 2\nA: 3')).toEqual({ A: 3, B: 2 });
  });

  test.each([
    ['A: !Reff Queue', 'There is no function with the short form: !Reff at line 1'],
    ['A: {\n  B: 1\nC: 2', 'at line'],
    ['A: [1', 'at line 1'],
    ['A: *nobody', 'nobody'],
    [`a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]`, 'alias'],
  ])('refuses %j and names the place', (text, why) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ why: expect.stringContaining(why) }),
    );
  });
});

test.each(['{"A": [9007199254740993, 1.0, 1.5, -0.0]}', 'A: [9007199254740993, 1.0, 1.5, -0.0]'])(
  'numbers keep their digits in %s',
  (text) => {
    expect(JSON.stringify(read(text))).toBe('{"A":[9007199254740993,1.0,1.5,-0.0]}');
  },
);

test('a template in JSON keeps what looks like YAML', () => {
  expect(read('{"A": "!Ref B", "V": "yes"}')).toEqual({ A: '!Ref B', V: 'yes' });
});

test.each(['a: b\n'.repeat(200_001), `{"a": [${'1,'.repeat(1_000_000)}1]}`])(
  'a template that is larger than CloudFormation takes is not read',
  (text) => {
    expect(() => read(text)).toThrow(/has more than [12]000000 characters/);
  },
);
