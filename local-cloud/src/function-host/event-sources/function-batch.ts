import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Host, HostedFunction } from '../types.ts';
import type { Batch, Run, SourceRecord } from './event-source.ts';

export interface FunctionPorts {
  readonly cloud: Cloud;
  readonly host: Host;
  /** The source, as problems name it. */
  readonly arn: string;
  /** The function as it stands now. Throws when it was deleted. */
  fn(): HostedFunction;
}

/** Gives a batch to a function. One that it could not be given has failed. */
export async function invokeWith(
  { cloud, host, arn, fn: find }: FunctionPorts,
  given: Batch,
  reportsFailures: boolean,
): Promise<Run> {
  const requestId = cloud.random.uuid();
  try {
    const fn = find();
    const payload = JSON.stringify({ Records: given.map(({ event }) => event) });
    const { payload: answer, functionError } = await host.invoke(fn, { requestId, payload });
    const reported = () => (reportsFailures ? failedItems(answer, given, ({ id }) => id) : []);
    const failed = functionError === undefined ? reported() : given;
    const invocation = { requestId, version: fn.version, functionError };
    return { given, failed, ran: true, invocation };
  } catch (error) {
    const report = () => Promise.reject(error);
    if (!isThrottle(error)) cloud.background(`Batch of ${arn}`, report);
    return { given, failed: given, ran: false };
  }
}

function isThrottle(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'TooManyRequestsException';
}

/**
 * The records that an answer says have failed; the whole batch, if what it says is no answer. An
 * empty text and an empty list are as good as none (recorded).
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 *
 * @param text of the answer, which is JSON
 * @param idOf how answers name a record
 */
export function failedItems(
  text: string,
  batch: Batch,
  idOf: (record: SourceRecord) => Json | undefined,
): Batch {
  const answer = JSON.parse(text) as Json;
  if (answer === null || answer === '') return [];
  if (Array.isArray(answer) && answer.length === 0) return [];
  if (!isObject(answer)) return batch;
  const items = answer.batchItemFailures ?? [];
  if (!Array.isArray(items)) return batch;
  const failed = items.map((item) => {
    const id = isObject(item) ? (item as JsonObject).itemIdentifier : undefined;
    return batch.find((record) => idOf(record) === id);
  });
  return failed.includes(undefined) ? batch : (failed as SourceRecord[]);
}
