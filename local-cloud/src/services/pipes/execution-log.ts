import type { LogLevel } from '@aws-sdk/client-pipes';
import { AwsError } from '../../core/errors.ts';
import type { LogStream } from '../../core/log-stream.ts';
import type { Cloud } from '../../core/service.ts';
import type { Call } from './targets.ts';

/** What a record has besides the step, where execution data is logged. */
export interface Data {
  /** The batch as it is after the step. */
  readonly payload?: string;
  /** What an enrichment or the target was sent, and what it answered: JSON. */
  readonly awsRequest?: string;
  readonly awsResponse?: string;
}

/** Where the steps of a batch are logged, and which of them. */
export interface LogTarget {
  readonly cloud: Cloud;
  readonly pipeArn: string;
  readonly level: LogLevel;
  readonly hasData: boolean;
  readonly stream: LogStream;
}

/** Each level tells what those before it tell, too. */
const LEVELS = ['OFF', 'ERROR', 'INFO', 'TRACE'];

/** So many characters of each member are logged: an event of a log has 256 kB at most. */
const LONGEST = 65_536;

/**
 * What becomes of one batch, step by step.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-schema.html
 */
export class ExecutionLog {
  readonly #target: LogTarget | undefined;
  readonly #executionId: string | undefined;

  /** @param target undefined: nothing is logged */
  constructor(target: LogTarget | undefined) {
    this.#target = target;
    this.#executionId = target?.cloud.random.uuid();
  }

  /** @param data is asked for only where execution data is logged */
  tell(
    level: 'ERROR' | 'INFO' | 'TRACE',
    messageType: string,
    data: () => Data = () => ({}),
    error?: AwsError,
  ): void {
    if (this.#target === undefined) return;
    const { cloud, pipeArn, hasData, stream } = this.#target;
    if (LEVELS.indexOf(level) > LEVELS.indexOf(this.#target.level)) return;
    const timestamp = cloud.clock.now();
    const record = {
      ...{ resourceArn: pipeArn, timestamp, executionId: this.#executionId, messageType },
      logLevel: this.#target.level,
      ...(hasData && cut(data())),
      ...(error && { error: errorOf(error) }),
    };
    stream.add(timestamp, JSON.stringify(record));
  }

  /** Tells of a part of an execution, from its beginning to its end. */
  async during<Result>(part: Part<Result>, work: () => Promise<Result>): Promise<Result> {
    const { name, level, began, data = () => ({}), isPartial = () => false } = part;
    this.tell(level, `${name}_${began}`);
    try {
      const result = await work();
      if (isPartial(result)) this.tell('ERROR', `${name}_PARTIALLY_FAILED`, () => data(result));
      else this.tell(level, `${name}_SUCCEEDED`, () => data(result));
      return result;
    } catch (error) {
      if (error instanceof AwsError) this.tell('ERROR', `${name}_FAILED`, () => data(), error);
      throw error;
    }
  }

  /** Tells of an invocation what was sent, and what was answered. */
  invoking<Result>(
    stage: 'ENRICHMENT' | 'TARGET',
    call: Call,
    work: (call: Call) => Promise<Result>,
    isPartial?: (result: Result) => boolean,
  ): Promise<Result> {
    let data: Data = {};
    const noted: Call = async <Output>(sdkId: string, operation: string, input: object) => {
      data = { awsRequest: textOf(input) };
      const output = await call<Output>(sdkId, operation, input);
      data = { ...data, awsResponse: textOf(output) };
      return output;
    };
    return this.during(
      {
        ...{ name: `${stage}_INVOCATION`, level: 'TRACE', began: 'STARTED', data: () => data },
        ...(isPartial && { isPartial }),
      },
      () => work(this.#target?.hasData ? noted : call),
    );
  }

  end(): void {
    this.#target?.stream.flush();
  }
}

/** What a log tells of a part of an execution. */
export interface Part<Result> {
  /** `TARGET_STAGE` */
  readonly name: string;
  /** From which level on it is told of, unless it fails. */
  readonly level: 'INFO' | 'TRACE';
  /** What is told at its beginning. */
  readonly began: 'ENTERED' | 'STARTED';
  /** Without a result it has failed. */
  data?(result?: Result): Data;
  isPartial?(result: Result): boolean;
}

function cut(data: Data): object {
  const given = Object.entries(data as Readonly<Record<string, string>>);
  const truncatedFields = given.filter(([, text]) => text.length > LONGEST).map(([name]) => name);
  const members = given.map(([name, text]) => [name, text.slice(0, LONGEST)]);
  return { ...Object.fromEntries(members), truncatedFields };
}

function errorOf({ status, message, code }: AwsError): object {
  return { httpStatusCode: status, message, details: code };
}

function textOf(value: unknown): string {
  return JSON.stringify(readable(value)) ?? '';
}

/** With the text of what is bytes. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readable);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, readable(part)]));
}
