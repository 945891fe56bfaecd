import { DescribeExecutionOutput$, StartExecutionOutput$ } from '@aws-sdk/client-sfn';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { describe, expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { effort } from '../../core/effort.ts';
import { SeededRandom } from '../../core/random.ts';
import type { MemberLimits } from '../../sdk/member-limits.ts';
import type { HttpResponse, OperationShape } from '../integrations/aws-calls.ts';
import { testState } from './test-state.ts';
import type { TestStateInput, TestStatePorts } from './types.ts';

const roleArn = 'arn:aws:iam::123456789012:role/tester';
const lambda = 'arn:aws:states:::lambda:invoke';

const LIMITS: Record<string, MemberLimits> = {
  'StartExecutionOutput.executionArn': { values: ['known'] },
  'DescribeExecutionOutput.name': { length: [1, 5] },
};

function world(response?: HttpResponse): TestStatePorts {
  const shape = (operation: string, output: StaticStructureSchema): OperationShape => ({
    sdkId: 'SFN',
    operation,
    input: NormalizedSchema.of('unit'),
    output: NormalizedSchema.of(output),
    error: () => undefined,
  });
  const shapes: Record<string, OperationShape> = {
    'sfn.startExecution': shape('StartExecution', StartExecutionOutput$),
    'sfn.describeExecution': shape('DescribeExecution', DescribeExecutionOutput$),
  };
  const known = (service: string, action: string) => shapes[`${service}.${action}`];
  return {
    region: 'us-east-1',
    accountId: '123456789012',
    limitsOf: async () => (structure, member) => LIMITS[`${structure}.${member}`],
    integrations: {
      clock: new CloudClock({ frozen: true, autoSkip: true, start: 0 }),
      random: new SeededRandom('test-state'),
      calls: {
        call: () => Promise.reject(new Error('no service here')),
        shape: async (service, action) => known(service, action),
        knownShape: known,
        lacks: () => false,
      },
      http: {
        send: () => (response ? Promise.resolve(response) : Promise.reject(new Error('no answer'))),
      },
      activities: {} as TestStatePorts['integrations']['activities'],
      executionEnd: () => Promise.resolve(),
    },
  };
}

type Request = Omit<TestStateInput, 'definition' | 'input'> & { input?: unknown };

function run(definition: object, { input, ...rest }: Request = {}, ports = world()) {
  return testState(
    {
      definition: JSON.stringify(definition),
      ...(input !== undefined && { input: JSON.stringify(input) }),
      ...rest,
    },
    ports,
  );
}

describe('a state under test', () => {
  test('shows its output and where it goes, but nothing more at INFO', async () => {
    const state = { Type: 'Pass', Parameters: { 'b.$': '$.a' }, ResultPath: '$.c', Next: 'Other' };
    expect(await run(state, { input: { a: 1 } })).toEqual({
      status: 'SUCCEEDED',
      output: '{"a":1,"c":{"b":1}}',
      nextState: 'Other',
    });
  });

  test('shows what each step of its data flow came to at DEBUG', async () => {
    const state = { Type: 'Pass', InputPath: '$.a', Parameters: { 'c.$': '$.b' }, End: true };
    const { inspectionData } = await run(state, {
      input: { a: { b: 1 } },
      inspectionLevel: 'DEBUG',
    });
    expect(inspectionData).toEqual({
      input: '{"a":{"b":1}}',
      afterInputPath: '{"b":1}',
      afterParameters: '{"c":1}',
      afterResultSelector: '{"c":1}',
      afterResultPath: '{"c":1}',
    });
  });

  test('that goes on to itself is executed once', async () => {
    const machine = {
      StartAt: 'Loop',
      States: { Loop: { Type: 'Choice', Choices: choices() }, End: { Type: 'Succeed' } },
    };
    function choices() {
      return [
        { Variable: '$.done', BooleanEquals: true, Next: 'End' },
        { Variable: '$.done', BooleanEquals: false, Next: 'Loop' },
      ];
    }
    const { status, nextState } = await run(machine, { stateName: 'Loop', input: { done: false } });
    expect([status, nextState]).toEqual(['SUCCEEDED', 'Loop']);
  });

  test('is found at any depth of a whole definition', async () => {
    const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Fail', Error: 'Deep' } } };
    const machine = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [inner], End: true } },
    };
    expect(await run(machine, { stateName: 'Inner' })).toMatchObject({
      status: 'FAILED',
      error: 'Deep',
    });
    await expect(run(machine, { stateName: 'Nowhere' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'State not found in definition',
    });
  });

  test('inside of a Map has the first item, whose value is the input', async () => {
    const States = { In: { Type: 'Pass', Parameters: { 'item.$': '$$.Map.Item' }, End: true } };
    const ItemProcessor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      ...{ StartAt: 'In', States },
    };
    const machine = {
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemProcessor, End: true } },
    };
    const { output } = await run(machine, { stateName: 'In', input: { id: 1 } });
    expect(JSON.parse(output!)).toEqual({
      item: { Index: 0, Value: { id: 1 }, Source: 'STATE_DATA' },
    });
  });

  test('has the variables it is given, and shows those it assigns', async () => {
    const state = {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Assign: { b: '{% $a + 1 %}' },
      End: true,
    };
    const { inspectionData } = await run(state, { variables: '{"a":1}', inspectionLevel: 'TRACE' });
    expect(inspectionData?.variables).toBe('{"a":1,"b":2}');
  });

  test('waits on the clock of the cloud', async () => {
    const ports = world();
    await run({ Type: 'Wait', Seconds: 60, End: true }, {}, ports);
    expect(ports.integrations.clock.now()).toBe(60_000);
  });

  test('times out after five minutes', async () => {
    const { status, error } = await run({ Type: 'Wait', Seconds: 301, End: true });
    expect([status, error]).toEqual(['FAILED', 'States.Timeout']);
  });

  test('fails with a cause that does not say where it stood', async () => {
    const { cause } = await run({ Type: 'Pass', InputPath: '$.missing', End: true });
    expect(cause).not.toMatch(/^An error occurred while executing/);
    expect(cause).toContain('$.missing');
  });

  test('is refused as CreateStateMachine refuses it', async () => {
    await expect(run({ Type: 'Parallel', Branches: [], End: true })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('Value cannot be empty at /States/StateName/Branches'),
    });
  });
});

describe('Retry and Catch', () => {
  const task = {
    Type: 'Task',
    Resource: lambda,
    Parameters: { FunctionName: 'f' },
    Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }],
    End: true,
  };
  const failing = (error: string, retrierRetryCount: number) =>
    run(task, {
      mock: { errorOutput: { error, cause: 'why' } },
      stateConfiguration: { retrierRetryCount },
      inspectionLevel: 'DEBUG',
    });

  test('a failure that would be retried is RETRIABLE, with its backoff', async () => {
    const { inspectionData, ...rest } = await failing('E', 1);
    expect(rest).toEqual({ status: 'RETRIABLE', error: 'E', cause: 'why' });
    expect(inspectionData?.errorDetails).toEqual({ retryIndex: 0, retryBackoffIntervalSeconds: 6 });
  });

  test('a failure out of retries is caught', async () => {
    const { status, nextState, output, inspectionData } = await failing('E', 2);
    expect([status, nextState]).toEqual(['CAUGHT_ERROR', 'Mend']);
    expect(output).toBe('{"Error":"E","Cause":"why"}');
    expect(inspectionData?.errorDetails).toEqual({ retryIndex: 0, catchIndex: 0 });
  });

  test('a failure that no retrier names is caught at once', async () => {
    const { inspectionData } = await failing('Other', 0);
    expect(inspectionData?.errorDetails).toEqual({ catchIndex: 0 });
  });
});

describe('a mock', () => {
  const start = {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution',
    Parameters: { StateMachineArn: 'arn' },
    End: true,
  };

  test.each([
    [{}, "Required field 'ExecutionArn' is missing"],
    [{ ExecutionArn: 1, StartDate: '' }, "Field 'ExecutionArn' must be a string"],
    [{ ExecutionArn: 'other', StartDate: '' }, "Field 'ExecutionArn' is not an expected value"],
  ])('of %o is checked by the API model', async (result, problem) => {
    await expect(run(start, { mock: { result: JSON.stringify(result) } })).rejects.toMatchObject({
      message: `Mock result schema validation error: ${problem}`,
    });
  });

  test('is checked for what is there in PRESENT mode, and not at all in NONE', async () => {
    const mock = (result: object, fieldValidationMode: 'PRESENT' | 'NONE') =>
      run(start, { mock: { result: JSON.stringify(result), fieldValidationMode } });
    await expect(mock({}, 'PRESENT')).resolves.toMatchObject({ status: 'SUCCEEDED' });
    await expect(mock({ StartDate: 1 }, 'PRESENT')).rejects.toThrow("'StartDate' must be a string");
    await expect(mock({ StartDate: 1 }, 'NONE')).resolves.toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each([
    [{ Name: 'a' }, "Required field 'ExecutionArn' is missing"],
    [{ Output: {} }, "Field 'Output' must be a string"],
    [{ Name: 'too long' }, "Field 'Name' exceeds the maximum length"],
    [{ Name: '' }, "Field 'Name' is less than the minimum length"],
  ])('%j for a job is checked by the call that it is polled by', async (result, problem) => {
    const job = { ...start, Resource: `${start.Resource}.sync:2` };
    const fieldValidationMode = problem.startsWith('Required') ? 'STRICT' : 'PRESENT';
    const mock = { result: JSON.stringify(result), fieldValidationMode } as const;
    await expect(run(job, { mock })).rejects.toThrow(`schema validation error: ${problem}`);
  });

  test('that fails names its error', async () => {
    const failing = (errorOutput: object) => run(start, { mock: { errorOutput } });
    for (const nameless of [{}, { cause: 'why' }]) {
      await expect(failing(nameless)).rejects.toThrow('must have the field: [error]');
    }
    expect(await failing({ error: 'E' })).toEqual({ status: 'FAILED', error: 'E' });
  });

  test('stands for one result of each branch of a Parallel', async () => {
    const branch = { StartAt: 'In', States: { In: { Type: 'Succeed' } } };
    const parallel = { Type: 'Parallel', Branches: [branch, branch], End: true };
    expect(await run(parallel, { mock: { result: '[1,2]' } })).toMatchObject({ output: '[1,2]' });
    for (const result of ['[]', '[1]', '[1,2,3]']) {
      await expect(run(parallel, { mock: { result } })).rejects.toThrow('for each branch: 2');
    }
  });

  test.each([
    ['{"Execution":"e"}', "Field 'Execution' must be an object"],
    ['{"Execution":{"Id":1}}', "Field 'Execution.Id' must be a string"],
    ['{"State":{"EnteredTime":"today"}}', "Field 'State.EnteredTime' must be a timestamp"],
    ['{"State":{"RetryCount":"1"}}', "Field 'State.RetryCount' must be a number"],
    ['{"Map":{"Item":{"Index":"0"}}}', "Field 'Map.Item.Index' must be a number"],
  ])('goes with a context object of which every field is right: %s', async (context, problem) => {
    await expect(
      run(start, { context, mock: { errorOutput: { error: 'E' } } }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: `Invalid Context object provided: ${problem}`,
    });
  });

  test('fails after the retries that the context object counts', async () => {
    const state = { ...start, Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }] };
    const mock = { errorOutput: { error: 'E' } };
    const after = (RetryCount: number) =>
      run(state, { mock, context: JSON.stringify({ State: { RetryCount } }) });
    expect(await after(1)).toMatchObject({ status: 'RETRIABLE' });
    expect(await after(2)).toMatchObject({ status: 'FAILED' });
  });

  test('stands for the iterations of a Map; its own fields are evaluated', async () => {
    const map = {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { Bucket: 'b', Key: 'k' },
      },
      ItemSelector: { 'id.$': '$$.Map.Item.Value.id' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Inner',
        States: { Inner: { Type: 'Succeed' } },
      },
      ToleratedFailurePercentage: 50,
      MaxConcurrency: 7,
      End: true,
    };
    const { status, output, inspectionData } = await run(map, {
      mock: { result: '["done"]' },
      stateConfiguration: { mapItemReaderData: 'id\n1\n2\n3' },
      inspectionLevel: 'DEBUG',
    });
    expect([status, output]).toEqual(['SUCCEEDED', '["done"]']);
    expect(inspectionData).toMatchObject({
      afterItemSelector: '[{"id":"1"},{"id":"2"},{"id":"3"}]',
      afterItemBatcher: '[{"Items":[{"id":"1"},{"id":"2"}]},{"Items":[{"id":"3"}]}]',
      maxConcurrency: 7,
      toleratedFailurePercentage: 50,
    });
  });

  test.each([
    [
      {
        Type: 'Map',
        ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Succeed' } } },
        End: true,
      },
    ],
    [
      {
        Type: 'Parallel',
        Branches: [{ StartAt: 'I', States: { I: { Type: 'Succeed' } } }],
        End: true,
      },
    ],
  ])('is needed for %o', async (state) => {
    await expect(run(state)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  test('is needed for a Task that is answered later', async () => {
    const task = {
      Type: 'Task',
      Resource: `${lambda}.waitForTaskToken`,
      Parameters: { FunctionName: 'f' },
      End: true,
    };
    await expect(run(task, { roleArn })).rejects.toThrow('when a mock is not specified');
    await expect(run(task, { mock: { result: '1' } })).resolves.toMatchObject({ output: '1' });
  });

  test('is needed for a context object of its own', async () => {
    await expect(run({ Type: 'Succeed' }, { context: '{}' })).rejects.toThrow('Context');
  });
});

describe('texts that are not JSON', () => {
  test.each([
    [{ variables: '[]' }, 'Variables must be a valid JSON object'],
    [{ mock: { result: '{' } }, 'Mocked result must be valid JSON'],
  ])('%o is refused', async (request, message) => {
    const task = { Type: 'Task', Resource: lambda, Parameters: { FunctionName: 'f' }, End: true };
    await expect(run(task, { roleArn, ...request })).rejects.toMatchObject({ message });
  });

  test('an input is refused as an execution input', async () => {
    await expect(
      testState({ definition: '{"Type":"Succeed"}', input: '{' }, world()),
    ).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  });
});

describe('an HTTP Task', () => {
  const http = {
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      Method: 'GET',
      ApiEndpoint: 'https://example.com/a',
      Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/c' },
    },
    End: true,
  };
  const sent = {
    integration: 'http',
    method: 'GET',
    url: 'https://example.com/a',
    headers: { authorization: 'secret' },
  } as const;
  const response: HttpResponse = {
    status: 200,
    statusText: 'OK',
    headers: { 'content-type': ['application/json'] },
    body: '{"ok":true}',
    sent,
  };
  const trace = async (request: Request) =>
    (await run(http, { roleArn, ...request }, world(response))).inspectionData;

  test('shows request and response at TRACE alone', async () => {
    expect(await trace({ inspectionLevel: 'DEBUG' })).not.toHaveProperty('request');
    expect(await trace({ inspectionLevel: 'TRACE' })).toMatchObject({
      request: { protocol: 'https', method: 'GET', url: 'https://example.com/a' },
      response: {
        statusCode: '200',
        statusMessage: 'OK',
        headers: '[content-type: application/json]',
        body: '{"ok":true}',
      },
    });
  });

  test('shows what the connection added only when secrets are to be revealed', async () => {
    const level = { inspectionLevel: 'TRACE' } as const;
    expect(JSON.stringify(await trace(level))).not.toContain('secret');
    const revealed = await trace({ ...level, revealSecrets: true });
    expect(revealed?.request?.headers).toBe('[authorization: secret]');
  });
});

test('the input of a test is read once, and what it came to is written once', async () => {
  const input = `[${Array(20_000).fill('1.0').join()}]`;
  const definition = JSON.stringify({ Type: 'Pass', End: true });
  const before = effort();
  const tested = await testState({ definition, input, inspectionLevel: 'DEBUG' }, world());

  expect(tested.inspectionData).toMatchObject({ afterInputPath: input, afterResultPath: input });
  expect(effort() - before).toBeLessThan(3 * input.length);
});
