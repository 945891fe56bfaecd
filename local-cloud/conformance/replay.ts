import { createHash } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import type { Json } from '../src/core/json.ts';
import type { Random } from '../src/core/random.ts';
import { StatesError } from '../src/stepfunctions/errors.ts';
import type { Engine } from '../src/stepfunctions/execution/types.ts';
import type { Resource } from '../src/stepfunctions/language/resource.ts';
import type { CallRequest, TaskObserver, TaskRequest, Tasks } from '../src/stepfunctions/ports.ts';
import { differences } from './compare.ts';
import type { ExecutionFixture, LambdaMock, RecordedTask } from './fixtures.ts';
import { invoke } from './lambdas.ts';

/** The world of one recorded execution: its functions, its objects, and what its tasks answered. */
export class Replay implements Tasks {
  /** Requests that were not the recorded ones. */
  readonly surprises: string[] = [];
  readonly #fixture: ExecutionFixture;
  readonly #ports: { clock: Clock; random: Random };
  readonly #answers: RecordedTask[];
  #engine: Engine | undefined;

  constructor(fixture: ExecutionFixture, ports: { clock: Clock; random: Random }) {
    this.#fixture = fixture;
    this.#ports = ports;
    this.#answers = [...(fixture.recordedTaskResults ?? [])];
  }

  /** Where tokens are answered. */
  connect(engine: Engine): void {
    this.#engine = engine;
  }

  refuses({ kind, arn }: Resource): StatesError | undefined {
    const deleted = this.#fixture.taskApiCalls?.some(({ op }) => op === 'delete_activity');
    if (!deleted || kind !== 'activity') return undefined;
    return new StatesError('States.Runtime', `The activity ${arn} does not exist.`);
  }

  start(request: TaskRequest, observer: TaskObserver): { cancel(): void } {
    const mock = this.#mockOf(request);
    observer.started(this.#worker());
    if (mock === undefined) this.#replay(request, observer);
    else invoke(mock, observer, this.#ports);
    return { cancel() {} };
  }

  async call({ action, parameters }: CallRequest): Promise<Json> {
    const { s3Objects = [] } = this.#fixture;
    const { Bucket, Key, Prefix = '' } = parameters as Record<string, string>;
    const objects = s3Objects.filter((object) => object.Bucket === Bucket);
    if (action === 'putObject') return {};
    if (action === 'listObjectsV2') {
      const listed = objects.filter((object) => object.Key.startsWith(Prefix));
      return { Contents: listed.map((object) => this.#described(object)), IsTruncated: false };
    }
    const object = objects.find((candidate) => candidate.Key === Key);
    if (object !== undefined) return { Body: object.Body };
    throw new StatesError('S3.NoSuchKeyException', 'The specified key does not exist.');
  }

  #described({ Key, Body }: { Key: string; Body: string }): Json {
    const ETag = `"${createHash('md5').update(Body).digest('hex')}"`;
    const LastModified = new Date(this.#ports.clock.now()).toISOString();
    return { Key, ETag, LastModified, Size: Buffer.byteLength(Body), StorageClass: 'STANDARD' };
  }

  #mockOf(request: TaskRequest): Parameters<typeof invoke>[0] | undefined {
    const direct = this.#lambda(request.resource.arn);
    if (direct) return { mock: direct, payload: request.parameters, optimised: undefined };
    if (!request.resource.arn.endsWith(':lambda:invoke')) return undefined;
    const parameters = request.parameters as LambdaParameters;
    const mock = this.#lambda(parameters.FunctionName ?? '');
    // Recorded: a Payload that is a string is the JSON text to send.
    const { Payload = {} } = parameters;
    const payload = typeof Payload === 'string' ? textValue(Payload) : Payload;
    return mock && { mock, payload, optimised: { logs: parameters.LogType === 'Tail' } };
  }

  /** Who took the recorded activity task. */
  #worker(): { workerName?: string } {
    const started = this.#fixture.expected.history?.find(({ type }) => type === 'ActivityStarted');
    const details = started?.activityStartedEventDetails as { workerName?: string } | undefined;
    return details ?? {};
  }

  #lambda(name: string): LambdaMock | undefined {
    const { lambdas = {} } = this.#fixture;
    return lambdas[name] ?? Object.values(lambdas).find(({ arn }) => arn === name);
  }

  #replay(request: TaskRequest, observer: TaskObserver): void {
    const answer = this.#take(request);
    if (answer === undefined) {
      observer.failed({ error: 'Replay.NotRecorded', cause: JSON.stringify(request) });
      return;
    }
    if (answer.submitted !== undefined) observer.submitted(answer.submitted);
    const { result } = answer;
    if (result.kind === 'never') return;
    if (result.kind === 'throw') this.#fail(request, observer, result);
    else this.#succeed(request, observer, result.output);
  }

  /** The first recorded task of this state that was sent the same, or else the first of the state. */
  #take(request: TaskRequest): RecordedTask | undefined {
    const wildcards = new Set(this.#fixture.wildcards);
    const ofState = this.#answers.filter(({ state }) => state === request.stateName);
    const same = ofState.find(
      (answer) => differences(answer.request, request.parameters, { wildcards }).length === 0,
    );
    const answer = same ?? ofState[0];
    if (answer === undefined) return undefined;
    if (same === undefined) {
      const [first] = differences(answer.request, request.parameters, { wildcards });
      this.surprises.push(`${request.stateName} was sent something else: ${first}`);
    }
    this.#answers.splice(this.#answers.indexOf(answer), 1);
    return answer;
  }

  #succeed(request: TaskRequest, observer: TaskObserver, output: Json): void {
    const text = typeof output === 'string' ? output : JSON.stringify(output);
    if (request.taskToken !== undefined) this.#engine?.succeedTask(request.taskToken, text);
    else observer.succeeded(typeof output === 'string' ? textValue(output) : output);
  }

  #fail(
    request: TaskRequest,
    observer: TaskObserver,
    { error, cause }: { error?: string; cause?: Json },
  ): void {
    const failure = {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && {
        cause: typeof cause === 'string' ? cause : JSON.stringify(cause),
      }),
    };
    if (request.taskToken !== undefined) this.#engine?.failTask(request.taskToken, failure);
    else observer.failed(failure);
  }
}

interface LambdaParameters {
  readonly FunctionName?: string;
  readonly Payload?: Json;
  readonly LogType?: string;
}

/** The recorded JSON text of a value that is not an object, unless the recording hid it. */
function textValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
