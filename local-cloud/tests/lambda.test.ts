import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  SFNClient,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../src/cloud.ts';
import { CloudClock } from '../src/core/cloud-clock.ts';
import { SeededRandom } from '../src/core/random.ts';
import { zip } from '../src/function-host/testing.ts';
import { type Gateway, startGateway } from '../src/gateway/server.ts';
import { type RegisteredServices, registerServices } from '../src/services.ts';
import { signedFor } from './support/call.ts';

const problems: string[] = [];
const clock = new CloudClock({ start: Date.UTC(2030, 0, 1), autoSkip: true });
const report = (problem: string) => void problems.push(problem);
const cloud = new LocalCloud({ clock, random: new SeededRandom('lambda'), report });
const folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-'));
let services: RegisteredServices;
let gateway: Gateway;
let clients: ReturnType<typeof connect>;

function connect(endpoint: string) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    apis: new ApiGatewayV2Client(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    states: new SFNClient({ ...config, disableHostPrefix: true }),
    logs: new CloudWatchLogsClient(config),
    sqs: new SQSClient(config),
  };
}

beforeAll(async () => {
  services = registerServices(cloud, { folder, report });
  gateway = await startGateway(cloud, { port: 0, mounts: [services.apis], report });
  cloud.endpoint = gateway.endpoint;
  clients = connect(gateway.endpoint);
  await makeRole('worker', [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:SendMessage',
  ]);
});

afterAll(async () => {
  await gateway.close();
  await services.close();
  clock.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function makeRole(
  RoleName: string,
  actions: readonly string[],
  Service = 'lambda.amazonaws.com',
): Promise<void> {
  const trust = {
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sts:AssumeRole',
  };
  const may = { Effect: 'Allow', Action: actions, Resource: '*' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const { iam } = clients;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument: document(may) }),
  );
}

async function makeFunction(FunctionName: string, source: string, role = 'worker') {
  const created = await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: `arn:aws:iam::123456789012:role/${role}`,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 30,
      Code: { ZipFile: zip({ 'index.mjs': source }) },
    }),
  );
  return created.FunctionArn!;
}

async function invoke(FunctionName: string, event: unknown = {}) {
  const answer = await clients.lambda.send(
    new InvokeCommand({
      FunctionName,
      Payload: Buffer.from(JSON.stringify(event)),
      LogType: 'Tail',
    }),
  );
  return {
    ...answer,
    result: JSON.parse(Buffer.from(answer.Payload!).toString()),
    log: Buffer.from(answer.LogResult!, 'base64').toString(),
  };
}

describe('a function that is invoked through the SDK', () => {
  it('answers, and logs', async () => {
    await makeFunction(
      'hello',
      'export const handler = async ({ name }) => { console.log("hi"); return `Hello ${name}`; };',
    );
    const { StatusCode, result, log, FunctionError } = await invoke('hello', { name: 'Ada' });
    expect({ StatusCode, result, FunctionError }).toEqual({
      StatusCode: 200,
      result: 'Hello Ada',
      FunctionError: undefined,
    });
    expect(log).toContain('\tINFO\thi\n');
    await clock.idle();
    const { events } = await clients.logs.send(
      new FilterLogEventsCommand({ logGroupName: '/aws/lambda/hello', filterPattern: 'hi' }),
    );
    expect(events).toHaveLength(1);
  });

  it('fails with the error payload', async () => {
    await makeFunction(
      'fails',
      'export const handler = async () => { throw new RangeError("far"); };',
    );
    expect(await invoke('fails')).toMatchObject({
      FunctionError: 'Unhandled',
      result: { errorType: 'RangeError', errorMessage: 'far' },
    });
  });

  it('runs new code after an update', async () => {
    await makeFunction('changes', 'export const handler = async () => 1;');
    expect((await invoke('changes')).result).toBe(1);
    const ZipFile = zip({ 'index.mjs': 'export const handler = async () => 2;' });
    await clients.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changes', ZipFile }));
    expect((await invoke('changes')).result).toBe(2);
  });

  it('answers JSON, and events with nothing that had a type', async () => {
    await makeFunction('typed', 'export const handler = async () => [1];');
    const ask = (type: string) =>
      fetch(`${gateway.endpoint}/2015-03-31/functions/typed/invocations`, {
        method: 'POST',
        headers: { authorization: signedFor('lambda'), 'x-amz-invocation-type': type },
      });
    const answer = await ask('RequestResponse');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual([1]);
    const taken = await ask('Event');
    expect([taken.status, taken.headers.get('content-type')]).toEqual([202, null]);
  });

  it('is found, or not, with AWS’s errors', async () => {
    const get = clients.lambda.send(new GetFunctionCommand({ FunctionName: 'nobody' }));
    await expect(get).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('a function that gives Step Functions no answer', () => {
  const ENDS = {
    timeout: `export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));`,
    exit: `export const handler = async () => process.exit(1);`,
    memory: `export const handler = async () => { const all = []; for (;;) all.push(new Array(1e6).fill({})); };`,
  };

  beforeAll(() => makeRole('caller', ['lambda:InvokeFunction'], 'states.amazonaws.com'));

  /** The error of a state that calls a function in the one way or the other. */
  async function errorOf(FunctionName: string, by: 'lambda:invoke' | 'ARN') {
    const arn = `arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}`;
    const how =
      by === 'ARN'
        ? { Resource: arn }
        : { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: arn } };
    const { stateMachineArn } = await clients.states.send(
      new CreateStateMachineCommand({
        name: `${FunctionName}-${by.replace(':', '-')}`,
        type: 'EXPRESS',
        roleArn: 'arn:aws:iam::123456789012:role/caller',
        definition: JSON.stringify({
          StartAt: 'Call',
          States: { Call: { Type: 'Task', ...how, End: true } },
        }),
      }),
    );
    return clients.states.send(new StartSyncExecutionCommand({ stateMachineArn }));
  }

  it.each([
    ['timeout', 'Sandbox.Timedout', 'Task timed out after 30.00 seconds'],
    ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 1'],
    ['memory', 'Runtime.ExitError', 'Runtime exited with error: signal: killed'],
  ] as const)('because of its %s fails its state with %s', async (end, error, cause) => {
    await makeFunction(end, ENDS[end]);
    for (const by of ['lambda:invoke', 'ARN'] as const) {
      const failed = { status: 'FAILED', error, cause: expect.stringContaining(cause) };
      expect(await errorOf(end, by), by).toMatchObject(failed);
    }
  });
});

describe('the SDK inside a function', () => {
  const sending = `import { SQSClient, SendMessageCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
    const sqs = new SQSClient();
    export const handler = async ({ queue }) => {
      const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'from within' }));
      return MessageId;
    };`;

  it('calls the local cloud as the function’s role', async () => {
    const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'out' }));
    await makeFunction('sends', sending);
    expect((await invoke('sends', { queue: QueueUrl })).result).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is denied what the role may not do', async () => {
    const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'closed' }));
    await makeRole('nobody', ['logs:*']);
    await makeFunction('denied', sending, 'nobody');
    expect((await invoke('denied', { queue: QueueUrl })).result).toMatchObject({
      errorType: expect.stringMatching(/AccessDenied/),
      errorMessage: expect.stringContaining(
        'assumed-role/nobody/denied is not authorized to perform: sqs:SendMessage',
      ),
    });
  });

  it('reaches hosts with a prefix', async () => {
    const source = `import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
      export const handler = async () => new SFNClient().send(new StartSyncExecutionCommand({
        stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:none' })).catch((error) => error.name);`;
    await makeRole('starter', ['states:StartSyncExecution', 'logs:*']);
    await makeFunction('starts', source, 'starter');
    expect((await invoke('starts')).result).toBe('StateMachineDoesNotExist');
  });

  it('waits on cloud time while it waits', async () => {
    const source = `import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
      export const handler = async ({ queue }) => {
        const from = Date.now();
        await new SQSClient().send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 5 }));
        return Date.now() - from;
      };`;
    const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'empty' }));
    await makeFunction('polls', source);
    const ahead = () => clock.now() - Date.now();
    const before = ahead();
    const { result } = await invoke('polls', { queue: QueueUrl });
    expect(result).toBeGreaterThanOrEqual(5000);
    expect(ahead() - before).toBeGreaterThan(2500);
  });
});

describe('an HTTP API', () => {
  async function makeApi(RouteKey: string, functionArn: string, permitted: boolean) {
    const { ApiId, ApiEndpoint } = await clients.apis.send(
      new CreateApiCommand({ Name: 'api', ProtocolType: 'HTTP' }),
    );
    const { IntegrationId } = await clients.apis.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn,
        PayloadFormatVersion: '2.0',
      }),
    );
    const Target = `integrations/${IntegrationId}`;
    await clients.apis.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
    await clients.apis.send(
      new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }),
    );
    if (permitted) {
      await clients.lambda.send(
        new AddPermissionCommand({
          FunctionName: functionArn,
          StatementId: 'api',
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${ApiId}/*/POST/accounts/{id}`,
        }),
      );
    }
    return ApiEndpoint!;
  }

  const echo = `export const handler = async (event) => ({
    statusCode: 201, headers: { 'content-type': 'application/json' }, cookies: ['a=1', 'b=2'],
    body: JSON.stringify({ id: event.pathParameters.id, body: event.body, method: event.requestContext.http.method }) });`;

  it('answers with what its function says', async () => {
    const url = await makeApi('POST /accounts/{id}', await makeFunction('echo', echo), true);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/[a-z0-9]{10}$/);
    const response = await fetch(`${url}/accounts/7`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Ada"}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ id: '7', body: '{"name":"Ada"}', method: 'POST' });
    const missing = await fetch(`${url}/nothing`);
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  it('may call no function that does not permit it', async () => {
    const url = await makeApi('POST /accounts/{id}', await makeFunction('shut', echo), false);
    const response = await fetch(`${url}/accounts/7`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([
      500,
      { message: 'Internal Server Error' },
    ]);
  });
});

describe('a function that reads a queue', () => {
  it('empties it', async () => {
    const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
    await makeFunction(
      'reads',
      'export const handler = async ({ Records }) => { console.log(Records.length); };',
    );
    await clients.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'reads',
        EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:inbox',
      }),
    );
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    await clock.idle();
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    );
    expect(names.map((name) => Attributes![name])).toEqual(['0', '0']);
  });
});

it('nothing went wrong where nobody waits', () => {
  expect(problems).toEqual([]);
});
