import { sleep } from '../src/core/clock.ts';
import { AwsError } from '../src/core/errors.ts';
import type { Json, JsonObject } from '../src/core/json.ts';
import { type GivenBytes, textOf } from '../src/core/known-json.ts';
import type { CallContext } from '../src/core/service.ts';
import type { HistoryEvent } from '../src/stepfunctions/execution/history.ts';
import { aligned } from './api-compare.ts';
import { ApiWorld } from './api-world.ts';
import { type CompareOptions, differences } from './compare.ts';
import type { ExecutionFixture, ExpectedExecution, LambdaMock } from './fixtures.ts';
import { historyDifferences } from './history.ts';
import { python } from './lambdas.ts';

/** What some recordings hold besides the execution: what AWS told of it elsewhere. */
interface Effects extends ExpectedExecution {
  readonly describeExecution?: JsonObject;
  readonly startSyncExecution?: JsonObject;
  readonly loggedEvents?: JsonObject[];
  readonly endLogEvent?: JsonObject;
  readonly eventBridgeEvents?: JsonObject[];
}

const METADATA = new Set(['SdkHttpMetadata', 'SdkResponseMetadata', 'ResponseMetadata']);

/**
 * Whether the API and the integrations can run this execution: it needs functions at most, and no
 * version or alias.
 */
export function runsOnTheApi(fixture: ExecutionFixture): boolean {
  const services = [...(fixture.recordedTaskResults ?? []), ...(fixture.s3Objects ?? [])].filter(
    (task) => !('resourceType' in task) || task.resourceType !== 'lambda',
  );
  const routed =
    'stateMachineVersionArn' in ((fixture.expected as Effects).describeExecution ?? {});
  return services.length === 0 && fixture.tier < 'C' && !fixture.stopExecution && !routed;
}

/**
 * Runs a recorded execution through the API, with the integrations as they are and functions that
 * answer as they were recorded, and compares everything that AWS told of it.
 */
export async function apiExecutionDifferences(fixture: ExecutionFixture): Promise<string[]> {
  const answers = {
    'Lambda.Invoke': functions(fixture),
    'EventBridge.PutEvents': () => ({}),
    'STS.AssumeRole': () => ({}),
  };
  const { clock } = fixture;
  const world = new ApiWorld(fixture.id, { answers, ...(clock !== undefined && { clock }) });
  const stateMachineArn = await create(world, fixture);
  const sync = fixture.api === 'StartSyncExecution';
  world.clock.setAutoSkip(sync);
  const started = (await world.send('SFN', sync ? 'StartSyncExecution' : 'StartExecution', {
    stateMachineArn,
    ...(fixture.input !== null && { input: fixture.input }),
    ...namedAs(fixture.expected as Effects),
  })) as { executionArn: string };
  world.clock.setAutoSkip(false);
  for (let turn = 0; turn < 10_000 && (await world.clock.next()); turn++);
  world.clock.stop();
  return compare(world, fixture, started);
}

/** A name that the recording did not replace. */
function namedAs({ describeExecution }: Effects): { name?: string } {
  const name = describeExecution?.name;
  return typeof name === 'string' && !name.startsWith('<') ? { name } : {};
}

async function create(world: ApiWorld, fixture: ExecutionFixture): Promise<string> {
  const { name, type, roleArn, definition } = fixture.stateMachine;
  const { loggedEvents, endLogEvent } = fixture.expected as Effects;
  const logs = loggedEvents !== undefined || endLogEvent !== undefined;
  const given = (fixture.stateMachine as { loggingConfiguration?: JsonObject })
    .loggingConfiguration;
  const { stateMachineArn } = (await world.send('SFN', 'CreateStateMachine', {
    name,
    type,
    roleArn,
    definition: JSON.stringify(definition),
    ...(logs && { loggingConfiguration: given ?? LOG_EVERYTHING }),
  })) as { stateMachineArn: string };
  return stateMachineArn;
}

const LOG_EVERYTHING = {
  level: 'ALL',
  includeExecutionData: true,
  destinations: [
    {
      cloudWatchLogsLogGroup: {
        logGroupArn: 'arn:aws:logs:us-east-1:111111111111:log-group:/aws/vendedlogs/states/all:*',
      },
    },
  ],
};

async function compare(
  world: ApiWorld,
  fixture: ExecutionFixture,
  started: { executionArn: string },
): Promise<string[]> {
  const expected = fixture.expected as Effects;
  const options: CompareOptions = { wildcards: new Set(fixture.wildcards), ignore: METADATA };
  const against = (recorded: unknown, ours: unknown): string[] =>
    recorded === undefined ? [] : differences(recorded, aligned(ours, recorded), options);
  const lines = logged(world);
  const found = [
    ...against(expected.startSyncExecution, billedAs(expected.startSyncExecution, started)),
    ...against(expected.loggedEvents, lines),
    ...against(expected.endLogEvent, lines.at(-1)),
    ...against(expected.eventBridgeEvents, statusEvents(world)),
  ];
  if (fixture.stateMachine.type === 'EXPRESS') return found;
  const { executionArn } = started;
  const described = await world.send('SFN', 'DescribeExecution', { executionArn });
  const history = await wholeHistory(world, executionArn);
  return [
    ...found,
    ...against(expected.describeExecution, described),
    ...(expected.history ? historyDifferences(expected, history, options) : []),
  ];
}

async function wholeHistory(world: ApiWorld, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const input = { executionArn, maxResults: 1000, ...(nextToken && { nextToken }) };
    const page = (await world.send('SFN', 'GetExecutionHistory', input)) as {
      events: (Omit<HistoryEvent, 'timestamp'> & { timestamp: Date })[];
      nextToken?: string;
    };
    events.push(...page.events.map((event) => ({ ...event, timestamp: Number(event.timestamp) })));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

/** How long AWS took is not ours to repeat. */
function billedAs(recorded: JsonObject | undefined, started: object): object {
  const { billingDetails } = recorded ?? {};
  return billingDetails === undefined ? started : { ...started, billingDetails };
}

function logged(world: ApiWorld): JsonObject[] {
  return world.seen
    .filter(({ name }) => name === 'CloudWatch Logs.PutLogEvents')
    .flatMap(({ input }) => (input as { logEvents: { message: string }[] }).logEvents)
    .map(({ message }) => JSON.parse(message) as JsonObject);
}

/** The events as EventBridge would hand them on. */
function statusEvents(world: ApiWorld): JsonObject[] {
  return world.seen
    .filter(({ name }) => name === 'EventBridge.PutEvents')
    .map(({ input }) => (input as { Entries: [Record<string, string>] }).Entries[0])
    .map(({ Source, DetailType, Resources, Detail }) => ({
      version: '0',
      id: world.random.uuid(),
      'detail-type': DetailType!,
      source: Source!,
      account: world.accountId,
      time: 'date',
      region: world.region,
      resources: Resources as unknown as Json,
      detail: JSON.parse(Detail!) as Json,
    }));
}

interface Invocation {
  readonly FunctionName: string;
  readonly Payload?: GivenBytes;
  readonly LogType?: string;
}

/** Lambda, answering as the recorded functions did. */
function functions({ lambdas = {} }: ExecutionFixture) {
  return async (
    { FunctionName, Payload, LogType }: Invocation,
    context: CallContext,
    world: ApiWorld,
  ) => {
    const mock =
      lambdas[FunctionName] ?? Object.values(lambdas).find(({ arn }) => arn === FunctionName);
    if (mock === undefined) {
      const arn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}:$LATEST`;
      throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, {
        status: 404,
      });
    }
    const { seconds } = mock.behaviour;
    if (seconds !== undefined) await context.waiting(sleep(world.clock, seconds * 1000));
    const event = textOf(Payload) || '{}';
    const logs = LogType === 'Tail' && { LogResult: 'START' };
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      ...logs,
      ...answerOf(mock, event, world),
    };
  };
}

function answerOf({ behaviour }: LambdaMock, event: string, world: ApiWorld): object {
  const text = responseOf(behaviour.responseText);
  switch (behaviour.kind) {
    case 'throw': {
      const payload = text.replace('{requestId}', world.random.uuid());
      return { FunctionError: 'Unhandled', Payload: Buffer.from(payload) };
    }
    case 'raw':
      return { Payload: Buffer.from(text) };
    case 'format': {
      const said = (behaviour.format ?? '').replace('{event}', python(JSON.parse(event) as Json));
      return { Payload: Buffer.from(JSON.stringify(said)) };
    }
    case 'return':
      return { Payload: Buffer.from(JSON.stringify(behaviour.value ?? null)) };
    default:
      return { Payload: Buffer.from(event === 'null' ? '{}' : event) };
  }
}

function responseOf(text: LambdaMock['behaviour']['responseText']): string {
  return typeof text === 'object' ? text.repeat.repeat(text.count) : (text ?? '');
}
