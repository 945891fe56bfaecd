import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CloudClock } from '../src/core/cloud-clock.ts';
import { AwsError, notSupported } from '../src/core/errors.ts';
import { SeededRandom } from '../src/core/random.ts';
import {
  type CallContext,
  type Cloud,
  checkRequest,
  type Principal,
  type Service,
} from '../src/core/service.ts';
import { createStepFunctions } from '../src/stepfunctions/service.ts';

/** The cloud a recorded sequence of calls runs in: Step Functions, and as much of the rest as it needs. */
export class ApiWorld implements Cloud {
  readonly clock: CloudClock;
  readonly random: SeededRandom;
  readonly accountId = '111111111111';
  readonly region = 'us-east-1';
  readonly endpoint = 'http://127.0.0.1:4566';
  readonly stepFunctions: Service;
  /** Calls that reached other services. */
  readonly seen: SeenCall[] = [];
  readonly #options: WorldOptions;
  readonly #objects = new Map<string, StoredObject>();
  readonly #root: Principal = { kind: 'root', arn: 'arn:aws:iam::111111111111:root' };

  constructor(seed: string, options: WorldOptions = {}) {
    this.#options = options;
    const start = Date.parse(options.clock ?? '2026-01-01T00:00:00Z');
    this.clock = new CloudClock({ frozen: true, start });
    this.random = new SeededRandom(seed);
    this.stepFunctions = createStepFunctions(this);
  }

  /** A call of the recorded sequence. */
  send(sdkId: string, operation: string, input: object): Promise<object> {
    return this.call(this.#root, sdkId, operation, input);
  }

  async call<Output>(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
  ): Promise<Output> {
    const hold = this.clock.hold();
    const context: CallContext = {
      principal,
      requestId: this.random.uuid(),
      waiting: async (promise) => {
        for (const held of [hold, principal.invocation]) held?.suspend();
        return promise.finally(() => {
          for (const held of [hold, principal.invocation]) held?.resume();
        });
      },
    };
    try {
      const served = sdkId === 'SFN' ? this.stepFunctions.operations[operation] : undefined;
      if (served === undefined)
        return (await this.#other(sdkId, operation, input, context)) as Output;
      checkRequest(this.stepFunctions, operation, input);
      return (await served.handle(input as never, context)) as Output;
    } finally {
      hold.release();
    }
  }

  authorize(): void {}

  recordMetric(): void {}

  background(_label: string, work: () => Promise<void>): void {
    const hold = this.clock.hold();
    void work().finally(() => hold.release());
  }

  async #other(
    sdkId: string,
    operation: string,
    input: object,
    context: CallContext,
  ): Promise<unknown> {
    const name = `${sdkId}.${operation}`;
    this.seen.push({ name, input });
    const answer = this.#options.answers?.[name];
    if (answer === undefined) return this.#answer(sdkId, operation, input);
    return answer(input as never, context, this);
  }

  /** The other services answer as little as the recordings need of them. */
  #answer(sdkId: string, operation: string, input: object): object {
    const members = input as Record<string, string>;
    switch (`${sdkId}:${operation}`) {
      case 'CloudWatch Logs:DescribeLogGroups':
        return {
          logGroups:
            (this.#options.logGroups ?? true) ? [{ logGroupName: members.logGroupNamePrefix }] : [],
        };
      case 'CloudWatch Logs:CreateLogStream':
      case 'CloudWatch Logs:PutLogEvents':
      case 'CloudWatch Logs:DescribeLogStreams':
      case 'CloudWatch Logs:GetLogEvents':
        return {};
      case 'SQS:SendMessage':
        return { MessageId: this.random.uuid(), MD5OfMessageBody: '' };
      case 'S3:PutObject':
        return this.#put(input as { Bucket: string; Key: string; Body: Uint8Array | string });
      case 'S3:GetObject':
        return this.#get(members);
      default:
        throw notSupported(sdkId, `the operation ${operation}`);
    }
  }

  #put(input: { Bucket: string; Key: string; Body: Uint8Array | string; ContentType?: string }) {
    const body = Buffer.from(input.Body);
    const type = input.ContentType ?? 'binary/octet-stream';
    this.#objects.set(`${input.Bucket}/${input.Key}`, { body, type, date: this.clock.now() });
    return { ETag: etag(body), ChecksumCRC32: checksum(body) };
  }

  #get({ Bucket, Key }: Record<string, string>): object {
    const object = this.#objects.get(`${Bucket}/${Key}`);
    if (object === undefined) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    }
    return {
      AcceptRanges: 'bytes',
      Body: object.body.toString('utf8'),
      ChecksumCRC32: checksum(object.body),
      ChecksumType: 'FULL_OBJECT',
      ContentLength: object.body.length,
      ContentType: object.type,
      ETag: etag(object.body),
      LastModified: new Date(object.date),
      Metadata: {},
      ServerSideEncryption: 'AES256',
    };
  }
}

export interface WorldOptions {
  /** When it begins, in ISO 8601. */
  readonly clock?: string;
  /** Whether every log group that is asked for is there. Default: it is. */
  readonly logGroups?: boolean;
  /** What other services answer, by names like `Lambda.Invoke`. */
  readonly answers?: Readonly<
    Record<string, (input: never, context: CallContext, world: ApiWorld) => unknown>
  >;
}

export interface SeenCall {
  readonly name: string;
  readonly input: object;
}

interface StoredObject {
  readonly body: Buffer;
  readonly type: string;
  readonly date: number;
}

function etag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function checksum(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
