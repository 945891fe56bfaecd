import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TestStateCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStepFunctions } from '../src/stepfunctions/service.ts';
import { serviceOf } from './support/gateway.ts';
import { ACCOUNT, policy, type ServedIam, serveIam, trust } from './support/iam.ts';

/**
 * Machines, data and expressions that run away end as AWS ends them: with an exception or a failed
 * execution. Each test ends with an ordinary execution, to see that the process lives.
 */

const roleArn = `arn:aws:iam::${ACCOUNT}:role/machine`;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:work`;
let served: ServedIam;
let states: SFNClient;
/** The text that the function answers with. */
let answer = '{}';
let made = 0;

beforeAll(async () => {
  served = await serveIam();
  const { cloud } = served;
  const Invoke = () => ({ StatusCode: 200, Payload: Buffer.from(answer) });
  cloud.register(await serviceOf('Lambda', { Invoke }));
  cloud.register(createStepFunctions(cloud));
  states = new SFNClient({ ...served.config, disableHostPrefix: true });
  const iam = new IAMClient(served.config);
  const AssumeRolePolicyDocument = trust({ Service: 'states.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
  const RoleName = 'machine';
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
});
afterAll(() => served.gateway.close());

type States = Readonly<Record<string, object>>;

async function create(machine: States, more: object = {}): Promise<string> {
  const definition = JSON.stringify({ StartAt: Object.keys(machine)[0], States: machine, ...more });
  const name = `machine-${++made}`;
  const created = await states.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  return created.stateMachineArn!;
}

async function run(machine: States, input = '{}', more: object = {}) {
  const stateMachineArn = await create(machine, more);
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  await served.cloud.clock.idle();
  return states.send(new DescribeExecutionCommand({ executionArn }));
}

async function expectAlive(): Promise<void> {
  const { status } = await run({ Fine: { Type: 'Pass', End: true } });
  expect(status).toBe('SUCCEEDED');
  expect(served.problems).toEqual([]);
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const END = { Type: 'Pass', End: true } as const;

test.each([1_001, 10_000, 120_000])('an input nested %i deep is refused', async (depth) => {
  const stateMachineArn = await create({ Any: END });
  const sent = states.send(new StartExecutionCommand({ stateMachineArn, input: nested(depth) }));
  await expect(sent).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
    message: expect.stringContaining('nesting depth'),
  });
  await expectAlive();
});

test('an input as deep as is taken comes out again', async () => {
  const described = await run({ Any: END }, nested(1000));
  expect(described).toMatchObject({ status: 'SUCCEEDED', output: nested(1000) });
});

test.each([10_000, 120_000])('a task output nested %i deep is refused', async (depth) => {
  const name = `activity-${depth}`;
  const { activityArn } = await states.send(new CreateActivityCommand({ name }));
  const stateMachineArn = await create({
    Work: { Type: 'Task', Resource: activityArn, End: true },
  });
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn }));
  const { taskToken } = await states.send(new GetActivityTaskCommand({ activityArn }));
  const output = nested(depth);
  await expect(
    states.send(new SendTaskSuccessCommand({ taskToken, output })),
  ).rejects.toMatchObject({ name: 'InvalidOutput' });
  await states.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
  await served.cloud.clock.idle();
  const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect(status).toBe('SUCCEEDED');
  await expectAlive();
});

test.each([
  [FUNCTION, 10_000],
  [FUNCTION, 120_000],
  ['arn:aws:states:::lambda:invoke', 10_000],
  ['arn:aws:states:::lambda:invoke', 120_000],
])('what %s answers, nested %i deep, fails the execution', async (Resource, depth) => {
  answer = nested(depth);
  const Parameters = Resource === FUNCTION ? {} : { FunctionName: FUNCTION };
  const described = await run({ Work: { Type: 'Task', Resource, Parameters, End: true } });
  expect(described).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: 'Document nesting depth (1001) exceeds the maximum allowed (1000)',
  });
  await expectAlive();
});

const GIANT = JSON.stringify('x'.repeat(262_143));

test('an input or a task output of more than 256 KiB is refused', async () => {
  const stateMachineArn = await create({ Any: END });
  const sent = states.send(new StartExecutionCommand({ stateMachineArn, input: GIANT }));
  await expect(sent).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value at 'input' failed to satisfy constraint"),
  });
  const output = new SendTaskSuccessCommand({ taskToken: 'any', output: GIANT });
  await expect(states.send(output)).rejects.toMatchObject({ name: 'ValidationException' });
  await expectAlive();
});

test('what a function answers beyond 256 KiB fails its task', async () => {
  answer = GIANT;
  const described = await run({ Work: { Type: 'Task', Resource: FUNCTION, End: true } });
  expect(described).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  await expectAlive();
});

/** A state that comes back to itself for as long as nobody says stop. */
function looping(state: object, QueryLanguage: QueryLanguage): States {
  const rule =
    QueryLanguage === 'JSONata'
      ? { Condition: "{% $states.input.stop = 'yes' %}" }
      : { Variable: '$.stop', IsPresent: true };
  return {
    Grow: { Type: 'Pass', ...state, Next: 'Enough?' },
    'Enough?': { Type: 'Choice', Choices: [{ ...rule, Next: 'Stop' }], Default: 'Grow' },
    Stop: { Type: 'Succeed' },
  };
}

type QueryLanguage = 'JSONPath' | 'JSONata';

test.each<[what: string, error: string, QueryLanguage, state: object]>([
  ['changes nothing', 'States.Runtime', 'JSONPath', {}],
  ['nests', 'States.Runtime', 'JSONPath', { Parameters: { 'a.$': '$' } }],
  ['nests', 'States.Runtime', 'JSONata', { Output: { a: '{% $states.input %}' } }],
  ['nests in arrays', 'States.Runtime', 'JSONPath', { Parameters: { 'a.$': 'States.Array($)' } }],
  [
    'quotes',
    'States.DataLimitExceeded',
    'JSONPath',
    { Parameters: { 'a.$': 'States.JsonToString($)' } },
  ],
  [
    'quotes',
    'States.DataLimitExceeded',
    'JSONata',
    { Output: { a: '{% $string($states.input) %}' } },
  ],
  ['doubles', 'States.DataLimitExceeded', 'JSONPath', { Parameters: { 'a.$': '$', 'b.$': '$' } }],
  [
    'doubles',
    'States.DataLimitExceeded',
    'JSONata',
    { Output: { a: '{% [$states.input, $states.input] %}' } },
  ],
])('a loop that %s without end fails with %s (%s)', async (_, error, QueryLanguage, state) => {
  const machine = looping(state, QueryLanguage);
  const described = await run(machine, '{"a":"0123456789"}', { QueryLanguage });
  expect(described).toMatchObject({ status: 'FAILED', error });
  await expectAlive();
});

test('Maps within Maps end with the history', async () => {
  const inner = { StartAt: 'Each', States: { Each: END } };
  const within = { Type: 'Map', ItemsPath: '$.list', ItemProcessor: inner, End: true };
  const outer = { StartAt: 'Within', States: { Within: within } };
  const ItemSelector = { 'list.$': '$.list' };
  const input = JSON.stringify({ list: Array.from({ length: 500 }, (_, index) => index) });
  const described = await run(
    { All: { Type: 'Map', ItemsPath: '$.list', ItemSelector, ItemProcessor: outer, End: true } },
    input,
  );
  expect(described).toMatchObject({
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
  await expectAlive();
});

test('Parallels within Parallels are executed, and refused where their text is too deep', async () => {
  const within = (depth: number): object =>
    depth === 0
      ? { StartAt: 'End', States: { End: END } }
      : {
          StartAt: `P${depth}`,
          States: { [`P${depth}`]: { Type: 'Parallel', Branches: [within(depth - 1)], End: true } },
        };
  const { States } = within(200) as { States: States };
  expect((await run(States)).status).toBe('SUCCEEDED');
  const { States: deeper } = within(300) as { States: States };
  await expect(create(deeper)).rejects.toMatchObject({ name: 'InvalidDefinition' });
  await expectAlive();
});

const TIME = 'timeout: Check for infinite loop';
const MEMORY = 'memory limit exceeded: Check for excessive memory usage';
const STACK = 'Stack overflow error: Check for non-terminating recursive function';
const BACKTRACKING = `${'a'.repeat(60)}!`;

test.each([
  ['$f := function($x) { $f($x + 1) }; $f(1)', TIME],
  ['$f := function($x) { 1 + $f($x + 1) }; $f(1)', STACK],
  ['[1..10000000]', MEMORY],
  ['$range(0, 100000000, 1)', MEMORY],
  ['$map([1..1000000], function($x) { $map([1..1000000], function($y) { $y }) })', MEMORY],
  ['$d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $d("text", 40)', MEMORY],
  ['$pad("x", 100000000000)', MEMORY],
  ['$sort([1..100000], function($a, $b) { true })', TIME],
  ['$reduce([1..50000], function($a, $b) { {"a": $a} }, {})', STACK],
  [`$match("${BACKTRACKING}", /^(a+)+$/)`, TIME],
  [`$replace("${BACKTRACKING}", /(a|aa)+$/, "x")`, TIME],
  ['$parse($states.input.deep)', 'D3137: Invalid JSON'],
  ['$states.input.__proto__', 'returned nothing (undefined)'],
  ['$constructor("x")', 'Attempted to invoke a non-function'],
])('the JSONata %s fails its state', async (expression, cause) => {
  const described = await run(
    { Say: { Type: 'Pass', Output: `{% (${expression}) %}`, End: true } },
    JSON.stringify({ deep: nested(10_000) }),
    { QueryLanguage: 'JSONata' },
  );
  expect(described.error).toBe('States.QueryEvaluationError');
  expect(described.cause).toContain(cause);
  await expectAlive();
});

test.each([
  ['in parentheses', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
  ['in arrays', `${nested(3000)}`],
  ['in sums', `1${'+1'.repeat(50_000)}`],
])('JSONata nested too deeply %s is refused with the definition', async (_, expression) => {
  const Say = { Type: 'Pass', Output: `{% ${expression} %}`, End: true };
  await expect(create({ Say }, { QueryLanguage: 'JSONata' })).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message: expect.stringContaining('INVALID_JSONATA_EXPRESSION'),
  });
  await expectAlive();
});

test.each([
  ['a regular expression that backtracks', '$.list[?(@.text =~ /^(a+)+$/)]', 'States.Runtime'],
  ['a path of 50,000 names', `$${'.a'.repeat(50_000)}`, 'States.Runtime'],
  ['a range without end', 'States.ArrayRange(1,100000000,1)', 'States.Runtime'],
  ['text nested too deeply', 'States.StringToJson($.deep)', 'States.Runtime'],
])('%s fails its state', async (_, path, error) => {
  const described = await run(
    { Say: { Type: 'Pass', Parameters: { 'x.$': path }, End: true } },
    JSON.stringify({ deep: nested(10_000), list: [{ text: BACKTRACKING }] }),
  );
  expect(described).toMatchObject({ status: 'FAILED', error });
  await expectAlive();
});

test.each([
  ['filter', `$.a[?(${'('.repeat(5000)}@.b${')'.repeat(5000)})]`],
  ['call', `${'States.Array('.repeat(5000)}1${')'.repeat(5000)}`],
])('a %s nested too deeply is refused with the definition', async (_, path) => {
  const Say = { Type: 'Pass', Parameters: { 'x.$': path }, End: true };
  await expect(create({ Say })).rejects.toMatchObject({ name: 'InvalidDefinition' });
  await expectAlive();
});

test.each([
  ['an array', nested(10_000)],
  ['a text that does not end', '{"a":'.repeat(100_000)],
])('a definition that is %s nested without end is refused', async (_, definition) => {
  const sent = new CreateStateMachineCommand({ name: 'deep', roleArn, definition });
  await expect(states.send(sent)).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message: expect.stringContaining('nesting depth (1001)'),
  });
  await expectAlive();
});

test('TestState refuses data nested too deeply', async () => {
  const call = { roleArn, definition: JSON.stringify(END) };
  const input = states.send(new TestStateCommand({ ...call, input: nested(10_000) }));
  await expect(input).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  const variables = states.send(new TestStateCommand({ ...call, variables: nested(10_000) }));
  await expect(variables).rejects.toMatchObject({ name: 'ValidationException' });
  const task = { Type: 'Task', Resource: FUNCTION, End: true };
  const mocked = states.send(
    new TestStateCommand({
      definition: JSON.stringify(task),
      mock: { result: nested(10_000) },
    }),
  );
  await expect(mocked).rejects.toMatchObject({ name: 'ValidationException' });
  await expectAlive();
});
