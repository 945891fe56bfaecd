import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { archiveMember } from './archives.ts';
import { Choices } from './choices.ts';
import { echoOf } from './echoes.ts';
import { isCall, type Recording } from './recordings.ts';
import { ROLE } from './stand-in.ts';
import { ACCOUNT, REGION } from './world.ts';

/** Stands in requests for what is no literal in the test's source. */
const OPEN = '<...>';

/** Members that name something that was made, and where answers and requests give such a name. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  Bucket: ['Bucket'],
  Key: ['Key'],
  DestinationArn: ['QueueArn'],
  ETag: ['ETag'],
  ChecksumCRC32: ['ChecksumCRC32'],
  ChecksumCRC32C: ['ChecksumCRC32C'],
  ChecksumCRC64NVME: ['ChecksumCRC64NVME'],
  EventSourceArn: ['QueueArn', 'StreamARN'],
  FunctionName: ['FunctionName'],
  QueueName: ['QueueName'],
  QueueUrl: ['QueueUrl'],
  ConsumerARN: ['ConsumerARN'],
  ResourceARN: ['StreamARN'],
  SQS_QUEUE_URL: ['QueueUrl'],
  SourceArn: ['QueueArn'],
  StreamARN: ['StreamARN'],
  StreamName: ['StreamName'],
  SubscriptionArn: ['SubscriptionArn'],
  TargetArn: ['QueueArn'],
  TaskHandle: ['TaskHandle'],
  TopicArn: ['TopicArn'],
  UUID: ['UUID'],
  UploadId: ['UploadId'],
};

/** How a recorded ARN looks, and by which known name it is here. */
const ARNS: readonly [RegExp, string, (name: string) => string][] = [
  [/^arn:[^:]*:sqs:/, 'QueueArn', (arn) => arn],
  [/^arn:[^:]*:kinesis:/, 'StreamARN', (arn) => arn],
  [/^arn:[^:]*:sns:/, 'TopicArn', (arn) => arn],
  [/^arn:[^:]*:s3:::<[^>]*>$/, 'Bucket', (name) => `arn:aws:s3:::${name}`],
];

/** Operations that give an object its key. */
const WRITES = /^(?:PutObject|CopyObject|CreateMultipartUpload)$/;

/** So many names are tried where any of several may be meant. */
const MOST = 3;

/** Messages that no filter of a test asks for. */
const UNLIKE = ['{"unlike":"all"}', 'unlike all'];

/** What a request of literals means, as far as the order of the calls and the answers tell it. */
export class Literals {
  readonly #recording: Recording;
  readonly #choices: Choices;
  /** The last name of each kind is the one that is meant. */
  readonly #known = new Map<string, Set<string>>();
  #handles: string[] = [];
  #made = 0;

  constructor(recording: Recording, choices = new Choices()) {
    this.#recording = recording;
    this.#choices = choices;
  }

  /** Learns the names in a request of ours and its answer. */
  learn(input: JsonObject, answer: JsonObject): void {
    const { Messages } = answer;
    if (Array.isArray(Messages)) {
      this.#handles = Messages.map((message) => String((message as JsonObject).ReceiptHandle));
    }
    this.#collect(input);
    this.#collect(answer);
  }

  /** The parameters, and where something in them is not known. */
  resolve(operation: string, params: JsonObject, step: number): Resolved {
    const open: string[] = [];
    const value = this.#resolve(params, { operation, step, name: '', open });
    return { params: value as JsonObject, open };
  }

  #resolve(value: Json, at: Place): Json {
    if (value === OPEN) return this.#meant(at);
    if (typeof value === 'string' && value.includes(OPEN)) return this.#unknown(at, value);
    if (Array.isArray(value)) return value.map((item) => this.#resolve(item, at));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.#resolve(item, { ...at, name })]),
    );
  }

  #meant(at: Place): Json {
    const { operation, name } = at;
    const archived = archiveMember(this.#recording, at, (kind) => this.#lastOf(kind));
    if (archived !== undefined) return archived;
    if (MADE[operation] === name) return this.#newName();
    if (operation === 'CreateSchedule') return this.#ofSchedule(at);
    if (name === 'ReceiptHandle') return this.#handles.shift() ?? this.#unknown(at);
    if (name === 'AWSAccountIds') return ACCOUNT;
    if (operation === 'DeleteMessageBatch' && name === 'Entries') return this.#received();
    if (name === 'CopySource') return this.#copySource();
    if (operation === 'PutBucketPolicy' && name === 'Policy') return this.#bucketPolicy();
    const recorded = echoOf(this.#recording, at, (arn) => this.#local(arn));
    if (name === 'MessageBody' && recorded !== undefined) {
      return this.#choices.among([recorded, ...UNLIKE])!;
    }
    const known = (NAMES[name] ?? [])
      .flatMap((from) => [...(this.#known.get(from) ?? [])])
      .reverse();
    const likely = WRITES.test(operation) && recorded !== undefined ? [recorded, ...known] : known;
    if (name === 'Key' && operation === 'CopyObject') likely.push(`${likely[0]}-copy`);
    const meant = this.#choices.among([...new Set(likely)].slice(0, MOST));
    return meant ?? recorded ?? this.#parameter(name) ?? DEFAULTS[name] ?? this.#unknown(at);
  }

  /** Mostly the object that was there first. */
  #copySource(): Json {
    const Bucket = this.#lastOf('Bucket') ?? '';
    const keys = [...(this.#known.get('Key') ?? [])];
    return `${Bucket}/${this.#choices.among(keys.slice(0, MOST)) ?? DEFAULTS.Key}`;
  }

  /** The expression is the parameter of the test; whom it calls is all the same. */
  #ofSchedule(at: Place): Json {
    if (at.name === 'Arn') return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:recorded`;
    if (at.name === 'RoleArn') return ROLE;
    return this.#parameter(at.name) ?? this.#unknown(at);
  }

  /** The parameter of the test, where it can be what the member is: `test_put[CRC32]`. */
  #parameter(name: string): string | undefined {
    const [, parameter = ''] = /\[(.*)\]$/.exec(this.#recording.test) ?? [];
    return PARAMETERS[name]?.test(parameter) ? parameter : undefined;
  }

  /** As recordings show those of tests, where they show one. */
  #bucketPolicy(): Json {
    const Resource = `arn:aws:s3:::${this.#lastOf('Bucket')}/*`;
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 's3:GetObject',
      Resource,
    };
    return { Version: '2012-10-17', Statement: [statement] };
  }

  /** The messages that were received last. */
  #received(): Json {
    return this.#handles.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle }));
  }

  #unknown({ name, open }: Place, value = OPEN): Json {
    open.push(name);
    return value;
  }

  /** A recorded ARN as it is here: that of the newest thing of its kind. */
  #local(arn: string): string {
    const [, kind, arnOf] = ARNS.find(([looks]) => looks.test(arn)) ?? [];
    const name = kind && this.#lastOf(kind);
    return name === undefined ? arn.replace('<partition>', 'aws') : arnOf!(name);
  }

  #newName(): string {
    const fifo = this.#recording.requests.some(
      (step) =>
        isCall(step) && JSON.stringify(step.params ?? {}).includes('MessageDeduplicationId'),
    );
    this.#made += 1;
    return `made-${this.#made}${fifo || this.#recording.test.includes('fifo') ? '.fifo' : ''}`;
  }

  #lastOf(kind: string): string | undefined {
    return [...(this.#known.get(kind) ?? [])].at(-1);
  }

  #collect(value: Json, name = ''): void {
    if (typeof value === 'string') this.#note(name, value);
    else if (Array.isArray(value)) for (const item of value) this.#collect(item, name);
    else if (isObject(value)) {
      for (const [member, item] of Object.entries(value)) this.#collect(item, member);
    }
  }

  #note(name: string, value: string): void {
    const known = this.#known.get(name) ?? new Set<string>();
    known.delete(value);
    this.#known.set(name, known.add(value));
    if (name === 'QueueName') this.#note('QueueArn', `arn:aws:sqs:${REGION}:${ACCOUNT}:${value}`);
  }
}

export interface Resolved {
  readonly params: JsonObject;
  /** The members whose values are not known. */
  readonly open: readonly string[];
}

interface Place {
  readonly operation: string;
  readonly step: number;
  readonly name: string;
  readonly open: string[];
}

/** The member that names what an operation makes. */
const MADE: Readonly<Record<string, string>> = {
  CreateBucket: 'Bucket',
  CreateEventBus: 'Name',
  CreateFunction: 'FunctionName',
  CreateQueue: 'QueueName',
  CreateSchedule: 'Name',
  CreateScheduleGroup: 'Name',
  CreateStream: 'StreamName',
  CreateTopic: 'Name',
};

/** Members that tests have as their parameter; names that the test gave its cases count up. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  ChecksumAlgorithm: /^(?:CRC|SHA)\w+$/,
  ExpectedBucketOwner: /./,
  Pattern: /^(?!None$).*\D$/,
  ScheduleExpression: /./,
};

/** What any value will do for, if nothing else tells. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  Data: 'data',
  Key: 'test-key',
  MaximumBatchingWindowInSeconds: 1,
  MessageDeduplicationId: 'dedup-1',
  UUID: '00000000-0000-4000-8000-000000000000',
  WaitTimeSeconds: 1,
};
