import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';
import { NAMES, named, wire } from './support/names.ts';

const roleArn = 'arn:aws:iam::123456789012:role/names';

let cloud: Cloud;
beforeAll(async () => {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'states.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
  const Properties = { RoleName: 'names', AssumeRolePolicyDocument };
  cloud = await startCloud({
    template: { Resources: { R: { Type: 'AWS::IAM::Role', Properties } } },
  });
});
afterAll(() => cloud.close());

let count = 0;

/** The output of an execution of a definition. */
async function run(definition: object, input: unknown): Promise<unknown> {
  const call = wire(cloud.endpoint);
  const name = `m-${count++}`;
  const machine = { name, roleArn, definition: JSON.stringify(definition), type: 'EXPRESS' };
  const { stateMachineArn } = await call('states', 'CreateStateMachine', machine);
  const { references } = await call('states', 'DescribeStateMachine', { stateMachineArn });
  expect(references).toBeUndefined();
  const start = { stateMachineArn, input: JSON.stringify(input) };
  const { output, error, cause } = await call('states', 'StartSyncExecution', start);
  if (error !== undefined) throw new Error(`${error}: ${cause}`);
  return JSON.parse(output);
}

const pass = (fields: object, state = 'A') => ({
  StartAt: state,
  States: named(state, { Type: 'Pass', End: true, ...fields }),
});

/** Stores a value as a variable, and then does something. */
const stored = (assign: object, state: object, language = 'JSONPath') => ({
  QueryLanguage: language,
  StartAt: 'Store',
  States: {
    Store: { Type: 'Pass', Assign: assign, Next: 'Use' },
    Use: { Type: 'Pass', End: true, ...state },
  },
});

describe.each(NAMES)('%s', (name) => {
  const input = {
    x: 1,
    none: {},
    items: [1],
    in: named(name, true),
    text: JSON.stringify(named(name, true)),
  };

  test('is a state, also of a branch, of an item, and after a choice', async () => {
    const inner = pass({}, name);
    const inBranch = { Type: 'Parallel', Branches: [inner], End: true };
    expect(await run({ StartAt: 'A', States: { A: inBranch } }, input)).toEqual([input]);
    const inItem = { Type: 'Map', ItemProcessor: inner, End: true };
    expect(await run({ StartAt: 'A', States: { A: inItem } }, [1])).toEqual([1]);
    const Choices = [{ Variable: '$.x', NumericEquals: 1, Next: name }];
    const States = Object.fromEntries([
      ...Object.entries(inner.States),
      ['A', { Type: 'Choice', Choices }],
    ]);
    expect(await run({ StartAt: 'A', States }, input)).toEqual(input);
  });

  test.each<[string, object]>([
    ['Parameters', pass({ Parameters: named(name, true) })],
    ['a path in Parameters', pass({ Parameters: named(`${name}.$`, `$.in['${name}']`) })],
    ['ResultPath', pass({ InputPath: '$.none', Result: true, ResultPath: `$['${name}']` })],
    ['OutputPath', pass({ OutputPath: '$.in' })],
    [
      'ResultSelector',
      {
        StartAt: 'A',
        States: {
          A: {
            Type: 'Parallel',
            Branches: [pass({}, 'B')],
            ResultSelector: named(`${name}.$`, `$[0].in['${name}']`),
            End: true,
          },
        },
      },
    ],
    [
      'States.StringToJson',
      pass({ Parameters: { 'x.$': 'States.StringToJson($.text)' }, OutputPath: '$.x' }),
    ],
    [
      'States.JsonMerge',
      pass({ Parameters: { 'x.$': 'States.JsonMerge($.none, $.in, false)' }, OutputPath: '$.x' }),
    ],
    ['Assign', stored({ 'v.$': '$.in' }, { Parameters: { 'x.$': '$v' }, OutputPath: '$.x' })],
    [
      'ItemSelector',
      {
        StartAt: 'A',
        States: {
          A: {
            Type: 'Map',
            ItemsPath: '$.items',
            ItemSelector: named(`${name}.$`, `$.in['${name}']`),
            ItemProcessor: pass({}, 'B'),
            OutputPath: '$[0]',
            End: true,
          },
        },
      },
    ],
  ])('is a member in JSONPath: %s', async (field, definition) => {
    const output = (await run(definition, field === 'ResultPath' ? { none: {} } : input)) as object;
    const entries = Object.entries(output).filter(([key]) => key !== 'none');
    expect(entries).toEqual([[name, true]]);
  });

  test.each([
    '$states.input.in',
    '$merge([{}, $states.input.in])',
    '$parse($states.input.text)',
    '$sift($states.input.in, function($v) { true })',
    '$map([$states.input.in], function($v) { $v })',
    '$filter([$states.input.in], function($v) { $type($v) = "object" })',
    '$states.input.in ~> |$|{}|',
    '$parse($string($states.input.in))',
    '$v',
    '($f := function($x) { $x }; $f($v))',
  ])('is a member in JSONata: %s', async (expression) => {
    const assign = { v: '{% $states.input.in %}' };
    const output = await run(stored(assign, { Output: `{% ${expression} %}` }, 'JSONata'), input);
    expect(JSON.stringify(output)).toBe(JSON.stringify(named(name, true)));
  });

  test('is found in JSONata where it is, and only there', async () => {
    const within = '$states.input.in';
    const Output = {
      read: `{% $exists(${within}.\`${name}\`) %}`,
      looked: `{% $exists($lookup(${within}, "${name}")) %}`,
      keys: `{% $string($keys(${within})) %}`,
    };
    const definition = { QueryLanguage: 'JSONata', ...pass({ Output }) };
    expect(await run(definition, input)).toEqual({ read: true, looked: true, keys: name });
    const other = { in: { a: 1 } };
    expect(await run(definition, other)).toEqual({ read: false, looked: false, keys: 'a' });
  });
});

/** A variable's name begins with a letter. */
const VARIABLES = NAMES.filter((name) => !name.startsWith('_'));

test.each(VARIABLES)('%s is a variable where it is set, and only there', async (name) => {
  const assign = named(name, { a: 1 });
  expect(await run(stored(assign, { Output: `{% $${name}.a %}` }, 'JSONata'), {})).toBe(1);
  const read = { Parameters: { 'x.$': `$${name}.a` }, OutputPath: '$.x' };
  expect(await run(stored(assign, read), {})).toBe(1);
  const none = { QueryLanguage: 'JSONata', ...pass({ Output: `{% $exists($${name}) %}` }) };
  expect(await run(none, {})).toBe(false);
});
