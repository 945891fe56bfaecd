import { expect, test } from 'vitest';
import { checkDeployable, deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { readTemplateText } from './template-text.ts';
import { recordingCloud, root } from './testing.ts';

/**
 * Templates of 1 MB at most that would take minutes, or all memory, if what they ask for were done without a
 * bound: each of these tests would not end.
 */

const artifact = () => new Uint8Array();
const queue = (Properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const many = <Item>(count: number, item: (nth: number) => Item) =>
  Array.from({ length: count }, (_, nth) => item(nth));
const named = <Item>(count: number, item: (nth: number) => Item) =>
  Object.fromEntries(many(count, (nth) => [`N${nth}`, item(nth)]));

function deployTo(template: object) {
  const whole = parseTemplate(
    JSON.stringify({ Resources: { Q: queue() }, ...template }),
    'the template',
  );
  const { cloud } = recordingCloud();
  return deploy(cloud, { stackName: 'test', template: whole, artifact, root });
}

test('conditions that ask for each other are each asked for once', async () => {
  const Conditions = named(40, (nth) =>
    nth === 0
      ? { 'Fn::Equals': ['a', 'a'] }
      : { 'Fn::And': [{ Condition: `N${nth - 1}` }, { Condition: `N${nth - 1}` }] },
  );
  const Outputs = { Holds: { Value: { 'Fn::If': ['N39', 'yes', 'no'] } } };
  const stack = await deployTo({ Conditions, Outputs });
  expect(stack.outputs.get('Holds')?.value).toBe('yes');
});

test('a chain of conditions is refused beyond a hundred', async () => {
  const chain = (count: number) => ({
    Conditions: named(count, (nth) =>
      nth === count - 1
        ? { 'Fn::Equals': ['a', 'a'] }
        : { 'Fn::Not': [{ Condition: `N${nth + 1}` }] },
    ),
    Resources: { Q: { ...queue(), Condition: 'N0' } },
  });
  await expect(deployTo(chain(101))).resolves.toBeDefined();
  await expect(deployTo(chain(20_000))).rejects.toThrow(
    'More than 100 conditions ask for one another',
  );
});

const nested = many(25, () => 0).reduce<object>(
  (inner) => ({ 'Fn::Sub': ['${a}${a}${a}', { a: inner }] }),
  { 'Fn::Sub': 'x' },
);
const long = 'x'.repeat(250_000);

test.each<[string, object]>([
  ['Fn::Sub of what is substituted', { Outputs: { O: { Value: nested } } }],
  [
    'Fn::Sub of a long text, again and again',
    {
      Parameters: { P: { Type: 'String', Default: long } },
      Outputs: named(60, () => ({ Value: { 'Fn::Sub': '${P}'.repeat(1000) } })),
    },
  ],
  [
    'Fn::Join of a long text, again and again',
    {
      Parameters: { P: { Type: 'String', Default: long } },
      Outputs: named(200, () => ({ Value: { 'Fn::Join': ['', [{ Ref: 'P' }]] } })),
    },
  ],
])('%s is refused before it has taken the memory', async (_what, template) => {
  await expect(deployTo(template)).rejects.toThrow('make of it is too long');
});

test.each([
  ['variables', '${'.repeat(400_000)],
  ['dynamic references', '{{resolve:'.repeat(90_000)],
])('%s that open and do not close are text', async (_what, text) => {
  const Outputs = { O: { Value: { 'Fn::Sub': text } } };
  expect((await deployTo({ Outputs })).outputs.get('O')?.value).toBe(text);
});

test('a variable behind others that do not close is none either, and one before them is', async () => {
  const Outputs = { O: { Value: { 'Fn::Sub': '${AWS::Region} ${!x} ${AWS::Region' } } };
  expect((await deployTo({ Outputs })).outputs.get('O')?.value).toBe(
    'us-east-1 ${x} ${AWS::Region',
  );
});

test('a pattern has its time for all values of a parameter together', async () => {
  const Default = many(2000, () => `${'a'.repeat(20)}b`).join(',');
  const P = { Type: 'CommaDelimitedList', AllowedPattern: '(?:(a+)+$)|.*', Default };
  await expect(deployTo({ Parameters: { P } })).rejects.toThrow('takes too long to match');
});

test('each of many values is looked for among many others', async () => {
  const values = many(40_000, String);
  const P = { Type: 'CommaDelimitedList', AllowedValues: values, Default: values.join(',') };
  const IsOne = {
    Assertions: [{ Assert: { 'Fn::EachMemberIn': [{ Ref: 'P' }, { Ref: 'P' }] } }],
  };
  await expect(deployTo({ Parameters: { P }, Rules: { IsOne } })).resolves.toBeDefined();
});

test.each([
  ['Mappings', 200, { a: { b: 'c' } }],
  ['Outputs', 200, { Value: 'x' }],
  ['Parameters', 200, { Type: 'String', Default: 'x' }],
  ['Resources', 500, queue()],
])('of %s there are %i at most', async (section, most, member) => {
  const of = (count: number) =>
    parseTemplate(
      JSON.stringify({ Resources: { Q: queue() }, [section]: named(count, () => member) }),
      'the template',
    );
  expect(of(most)).toBeDefined();
  expect(() => of(most + 1)).toThrow(`Number of ${section}, ${most + 1}, is greater than maximum`);
});

test.each([
  ['values', { Metadata: { all: many(100_000, () => 0) } }],
  ['SAM functions', { Resources: named(501, () => ({ Type: 'AWS::Serverless::Function' })) }],
])('a template with more %s than are deployed is refused', (_what, template) => {
  const text = JSON.stringify({ Resources: { Q: queue() }, ...template });
  expect(() => parseTemplate(text, 'the template')).toThrow(
    /more than 100000 values|maximum allowed/,
  );
});

test('of what is wrong the first are told', async () => {
  const Properties = named(60_000, () => 'x');
  const template = parseTemplate(JSON.stringify({ Resources: { Q: queue(Properties) } }), 'it');
  const options = { stackName: 'test', template, artifact, root };
  const refusal = await checkDeployable(recordingCloud().cloud, options).catch((error) => error);
  expect(refusal.why.split('\n')).toHaveLength(51);
  expect(refusal.why).toMatch(/\.\.\. and 59950 more$/);
});

test('the place of the first of many problems in YAML is told', () => {
  const text = `a: [${'!X 1,'.repeat(20_000)}]`;
  expect(() => readTemplateText(text, 'it')).toThrow('!X at line 1, column 5');
});
