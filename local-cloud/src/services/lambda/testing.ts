import { LocalCloud } from '../../cloud.ts';
import type { Hold } from '../../core/clock.ts';
import { CloudClock } from '../../core/cloud-clock.ts';
import { SeededRandom } from '../../core/random.ts';
import type { Principal } from '../../core/service.ts';
import { throttled } from '../../function-host/concurrency.ts';
import { dynamoDBSource } from '../../function-host/event-sources/dynamodb.ts';
import { kinesisSource } from '../../function-host/event-sources/kinesis.ts';
import { kinesisConsumerSource } from '../../function-host/event-sources/kinesis-consumer.ts';
import { sqsSource } from '../../function-host/event-sources/sqs.ts';
import { zip } from '../../function-host/testing.ts';
import type { Host, HostedFunction, InvokeRequest, Outcome } from '../../function-host/types.ts';
import { signerOf } from '../../gateway/signer.ts';
import { createDynamoDB } from '../dynamodb/index.ts';
import { createDynamoDBStreams } from '../dynamodb/streams/index.ts';
import { createIam } from '../iam/index.ts';
import { createKinesis } from '../kinesis/index.ts';
import { createSNS } from '../sns/index.ts';
import { Mailbox } from '../sns/mailbox.ts';
import { createSQS } from '../sqs/index.ts';
import { createSts, Sessions } from '../sts/index.ts';
import { goOnAs } from '../testing.ts';
import { Archives } from './code.ts';
import { createLambda } from './index.ts';

/** What a handler of a test gives: a result, or how it fails. */
export type Answer = unknown | Error | 'throttled';

export interface Run {
  readonly fn: HostedFunction;
  readonly request: InvokeRequest;
  /** The event, parsed. */
  readonly event: unknown;
  /** Cloud time in milliseconds. */
  readonly at: number;
  /** The invocation's hold on the clock. */
  readonly hold: Hold;
}

/** A host without processes: the handlers are functions of the test. */
export class FakeHost implements Host {
  readonly runs: Run[] = [];
  readonly retired: string[] = [];
  readonly #clock: CloudClock;
  answer: (run: Run) => Answer | Promise<Answer> = () => null;

  constructor(clock: CloudClock) {
    this.#clock = clock;
  }

  async invoke(fn: HostedFunction, request: InvokeRequest): Promise<Outcome> {
    const hold = this.#clock.hold();
    const run = { fn, request, event: JSON.parse(request.payload), at: this.#clock.now(), hold };
    this.runs.push(run);
    const answer = await this.answer(run);
    hold.release();
    if (answer === 'throttled') throw throttled('ReservedFunctionConcurrentInvocation');
    const told = { logTail: Buffer.from('the log').toString('base64'), durationMs: 0 };
    if (!(answer instanceof Error)) return { payload: JSON.stringify(answer ?? null), ...told };
    const payload = { errorType: answer.name, errorMessage: answer.message, trace: [] };
    return { payload: JSON.stringify(payload), functionError: 'Unhandled', ...told };
  }

  principalOf({ roleArn }: HostedFunction): Principal {
    return { kind: 'role', arn: 'arn:aws:sts::123456789012:assumed-role/worker/fn', roleArn };
  }

  prepare(): void {}

  retire(functionArn: string): void {
    this.retired.push(functionArn);
  }

  async close(): Promise<void> {}
}

/** A handler that answers once cloud time has moved on by `ms`. */
export function answerAfter(clock: CloudClock, ms: number, answer: Answer): FakeHost['answer'] {
  return ({ hold }) =>
    new Promise((resolve) => {
      hold.suspend();
      clock.after(ms, () => {
        hold.resume();
        resolve(answer);
      });
    });
}

/** A folder without files. */
export const IN_MEMORY = {
  put: (pieces: Iterable<Uint8Array>) =>
    Array.from(pieces, (bytes) => ({ size: bytes.byteLength, read: () => bytes })),
};

export const ROLE = 'arn:aws:iam::123456789012:role/worker';
export const CODE = zip({ 'index.mjs': 'export const handler = async () => {};' });
export const START = Date.UTC(2030, 0, 1);

const TRUST = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
};

/** Lambda, DynamoDB, Kinesis, SQS and SNS on a frozen clock, with a role that may do what `actions` says. */
export async function lambdaCloud(actions: string | readonly string[] = '*') {
  const made = emptyCloud();
  const { call } = made;
  const role = { RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(TRUST) };
  await call('CreateRole', role, 'IAM');
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await call('PutRolePolicy', { RoleName: 'worker', PolicyName: 'may', PolicyDocument }, 'IAM');
  return made;
}

/** The same services in another cloud, which goes on as the one was saved. */
export async function afterLoad(before: LocalCloud) {
  const made = emptyCloud();
  await goOnAs(before, made.cloud);
  return made;
}

function emptyCloud() {
  const problems: string[] = [];
  const clock = new CloudClock({ frozen: true, start: START });
  const cloud = new LocalCloud({
    clock,
    random: new SeededRandom('lambda'),
    report: (problem) => problems.push(problem),
  });
  cloud.endpoint = 'http://127.0.0.1:4566';
  const host = new FakeHost(clock);
  const { mounts } = register(cloud, host);
  const call = <Output = Record<string, unknown>>(
    operation: string,
    input: object,
    sdkId = 'Lambda',
  ) => cloud.call<Output>(cloud.root, sdkId, operation, input);
  const create = (input: object = {}) =>
    call('CreateFunction', {
      FunctionName: 'fn',
      Role: ROLE,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { ZipFile: CODE },
      ...input,
    });
  return { cloud, clock, host, call, create, problems, mounts };
}

function register(cloud: LocalCloud, host: Host) {
  const sessions = new Sessions(cloud.clock, cloud.random);
  const iam = createIam(cloud);
  cloud.identifyBy({
    principalOf: (accessKeyId) => sessions.principalOf(accessKeyId),
    policiesOf: (roleArn) => iam.roles.policiesOf(roleArn),
  });
  const sqs = createSQS(cloud);
  cloud.register(iam);
  cloud.register(createSts(cloud, { roles: iam.roles, sessions }));
  cloud.register(sqs);
  cloud.register(createSNS(cloud, new Mailbox()));
  const kinesis = createKinesis(cloud);
  cloud.register(kinesis);
  const dynamoDB = createDynamoDB(cloud);
  const dynamoDBStreams = createDynamoDBStreams(cloud, dynamoDB.streams);
  cloud.register(dynamoDB);
  cloud.register(dynamoDBStreams);
  const sources = [
    sqsSource(sqs),
    kinesisConsumerSource(kinesis.watch),
    kinesisSource(kinesis.watch),
    dynamoDBSource(dynamoDBStreams.watch),
  ];
  const archives = new Archives(IN_MEMORY);
  const secretOf = (key: string) => sessions.secretOf(key);
  const lambda = createLambda(cloud, host, sources, archives, (request, name) =>
    signerOf(request, name, { cloud, secretOf }),
  );
  cloud.register(lambda);
  return lambda;
}
