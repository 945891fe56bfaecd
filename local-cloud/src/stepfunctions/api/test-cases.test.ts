import { describe, expect, test } from 'vitest';
import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { readMockConfiguration } from './mock-configuration.ts';
import { Mocks } from './mocks.ts';
import { definition, passing, TestApi } from './testing.ts';

const asking = definition({
  Ask: { Type: 'Task', Resource: 'arn:aws:states:::athena:getQueryResults', End: true },
});

const saying = (words: JsonObject): JsonObject => ({
  StateMachines: {
    orders: { TestCases: { HappyPath: { Ask: 'Yes' }, SadPath: { Ask: 'No' } } },
    'shop-orders': { TestCases: { OfTheShop: { Ask: 'Yes' } } },
  },
  MockedResponses: { Yes: { 0: { Return: 'yes' } }, No: { 0: { Return: 'no' } }, ...words },
});
const file = saying({});

const output = async (api: TestApi, executionArn: string) =>
  (await api.send<JsonObject>('DescribeExecution', { executionArn })).output;

describe('what is started with a test case', () => {
  test('is told by the ARN of its state machine alone', async () => {
    const api = TestApi.mocked(file);
    const stateMachineArn = await api.create('orders', asking);
    const executionArn = await api.start(`${stateMachineArn}#HappyPath`);
    const told = await api.send<JsonObject>('DescribeExecution', { executionArn });
    expect(told).toMatchObject({ stateMachineArn, output: '"yes"' });
    expect(JSON.stringify(told)).not.toContain('HappyPath');
  });

  test('may be an alias, and an Express state machine that is waited for', async () => {
    const api = TestApi.mocked(file);
    const type = 'EXPRESS';
    const arn = await api.create('orders', asking, { type, publish: true });
    const { stateMachineAliasArn } = await api.send<JsonObject>('CreateStateMachineAlias', {
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: `${arn}:1`, weight: 100 }],
    });
    const stateMachineArn = `${String(stateMachineAliasArn)}#SadPath`;
    const answer = await api.send<JsonObject>('StartSyncExecution', { stateMachineArn });
    expect(answer).toMatchObject({ stateMachineArn: `${arn}:1`, status: 'SUCCEEDED' });
    expect(answer.output).toBe('"no"');
  });

  test('needs the permission on the state machine', () => {
    const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';
    const asked = { stateMachineArn: `${stateMachineArn}#HappyPath` };
    for (const operation of ['StartExecution', 'StartSyncExecution']) {
      const plain = [`states:${operation} ${stateMachineArn}`];
      expect(TestApi.mocked(file).permissions(operation, asked)).toEqual(plain);
      expect(new TestApi().permissions(operation, asked)).toEqual([`${plain}#HappyPath`]);
    }
  });

  test('by another one under the same name is another execution, which is refused', async () => {
    const api = TestApi.mocked(file);
    const waiting = definition({
      Hold: { Type: 'Wait', Seconds: 60, Next: 'Ask' },
      Ask: { Type: 'Task', Resource: 'arn:aws:states:::athena:getQueryResults', End: true },
    });
    const arn = await api.create('orders', waiting);
    const first = await api.start(`${arn}#HappyPath`, { name: 'one' });
    expect(await api.start(`${arn}#HappyPath`, { name: 'one' })).toBe(first);
    const again = { stateMachineArn: `${arn}#SadPath`, name: 'one' };
    expect(await api.refusal('StartExecution', again)).toMatchObject({
      code: 'ExecutionAlreadyExists',
    });
  });
});

describe('a test case is refused', () => {
  const refusal = async (name: string, asked: string, text = asking) => {
    const api = TestApi.mocked(file);
    const arn = await api.create(name, text);
    return api.refusal('StartExecution', { stateMachineArn: `${arn}#${asked}` });
  };

  test('that the mocks do not have, with those that there are', async () => {
    expect(await refusal('orders', 'HapyPath')).toEqual({
      code: 'ValidationException',
      message: `The mocks have no test case 'HapyPath' of 'orders'. Did you mean "HappyPath"? Take one of: HappyPath, SadPath`,
    });
  });

  test('of a state machine that they do not have', async () => {
    expect((await refusal('ordrs', 'HappyPath')).message).toBe(
      `There is no test case 'HappyPath': the mocks have no state machine 'ordrs'. Did you mean "orders"? Take one of: orders, shop-orders`,
    );
  });

  test('that names a state which the state machine does not have as a Task', async () => {
    const other = asking.replaceAll('Ask', 'Asked');
    expect((await refusal('orders', 'HappyPath', other)).message).toBe(
      `The test case 'HappyPath' of 'orders' mocks the state 'Ask', and the state machine has no Task state of that name. Did you mean "Asked"? Take one of: Asked`,
    );
    expect((await refusal('orders', 'HappyPath', passing())).message).toContain('there are none');
  });

  test('where there are no mocks, as by AWS: no state machine is called so', async () => {
    const api = new TestApi();
    const stateMachineArn = `${await api.create('orders', asking)}#HappyPath`;
    expect(await api.refusal('StartExecution', { stateMachineArn })).toEqual({
      code: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${stateMachineArn}'`,
    });
  });
});

describe('a state machine goes', () => {
  test.each([
    ['by its name', 'orders', 'HappyPath'],
    ['by what its name ends with', 'dev-orders', 'HappyPath'],
    ['by the longest of two', 'shop-orders', 'OfTheShop'],
    ['by the logical id that its name was made of', 'dev-orders-0A1B2C3D4E5F', 'HappyPath'],
  ])('%s', async (_how, name, testCase) => {
    const api = TestApi.mocked(file);
    const executionArn = await api.start(`${await api.create(name, asking)}#${testCase}`);
    expect(await output(api, executionArn)).toBe('"yes"');
  });
});

describe('without a test case', () => {
  test('an execution has the one that is said for its state machine, if any', async () => {
    const api = TestApi.mocked(file, { orders: 'SadPath' });
    const arn = await api.create('orders', asking);
    expect(await output(api, await api.start(arn))).toBe('"no"');
    expect(await output(api, await api.start(`${arn}#HappyPath`))).toBe('"yes"');
    const real = await api.start(await api.create('shop-orders', asking));
    expect(await output(api, real)).toBeUndefined();
  });

  test.each([
    ['ordrs', 'HappyPath', /no state machine "ordrs".*Did you mean "orders"\?/s],
    ['orders', 'Happy', /no test case "Happy" of "orders".*Did you mean "HappyPath"\?/s],
  ])('%s cannot have %s, which is not there', (machine, name, message) => {
    const made = () => TestApi.mocked(file, { [machine]: name });
    expect(made).toThrow(UserError);
    expect(made).toThrow(message);
  });
});

test('other mocks in their place answer what is started from then on', async () => {
  const read = (given: JsonObject) => readMockConfiguration(JSON.stringify(given), 'mocks.json');
  const mocks = new Mocks(read(file), new Map([['orders', 'HappyPath']]));
  const api = new TestApi(undefined, undefined, undefined, mocks);
  const arn = await api.create('orders', asking);
  mocks.replace(read(saying({ Yes: { 0: { Return: 'indeed' } } })));
  expect(await output(api, await api.start(arn))).toBe('"indeed"');
  expect(() => mocks.replace(read({ StateMachines: {}, MockedResponses: {} }))).toThrow(UserError);
  expect(await output(api, await api.start(arn))).toBe('"indeed"');
});
