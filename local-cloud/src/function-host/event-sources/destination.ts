import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { queueUrl } from '../queue-url.ts';
import type { BatchWords, Failure, SourcePorts } from './event-source.ts';

/** The mapping of which records were given up. */
export interface FailedMapping extends Pick<SourcePorts, 'cloud' | 'arn' | 'input' | 'principal'> {
  readonly uuid: string;
  /** As the mapping has it: with a version or an alias, if there is one. */
  readonly functionArn: string;
}

/** What the function's role must be allowed where failures go, as messages name the calls. */
export function destinationCalls(arn: string) {
  switch (serviceOf(arn)) {
    case 'sqs':
      return [{ service: 'SQS', operation: 'SendMessage', resource: arn }];
    case 'sns':
      return [{ service: 'SNS', operation: 'Publish', resource: arn }];
    default:
      return [
        { service: 'S3', operation: 'PutObject', resource: `${arn}/*` },
        { service: 'S3', operation: 'ListBucket', resource: arn },
      ];
  }
}

export function isArnOf(arn: string, services: readonly string[]): boolean {
  return services.includes(serviceOf(arn));
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/**
 * Tells the mapping's destination on failure, if it has one, which records were given up. Only a
 * bucket is given the records themselves.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function sendFailure(
  source: FailedMapping,
  kind: BatchWords,
  failure: Failure,
): Promise<void> {
  const arn = source.input.DestinationConfig?.OnFailure?.Destination;
  if (arn === undefined || arn === '') return;
  const { cloud } = source;
  const told = messageOf(source, kind, failure);
  const text = JSON.stringify(told);
  const call = (sdkId: string, operation: string, input: object) =>
    cloud.call(source.principal(), sdkId, operation, input);
  switch (serviceOf(arn)) {
    case 'sqs':
      await call('SQS', 'SendMessage', { QueueUrl: queueUrl(cloud, arn), MessageBody: text });
      return;
    case 'sns':
      await call('SNS', 'Publish', { TopicArn: arn, Message: text });
      return;
    default: {
      const payload = JSON.stringify({ Records: failure.records.map(({ event }) => event) });
      const Body = Buffer.from(JSON.stringify({ ...told, payload }));
      const Key = keyOf(cloud, source.uuid, failure.shardId);
      await call('S3', 'PutObject', { Bucket: arn.split(':')[5], Key, Body });
    }
  }
}

/** In the order in which AWS writes it (recorded). */
function messageOf(source: FailedMapping, kind: BatchWords, failure: Failure): JsonObject {
  const { cloud, arn, functionArn } = source;
  const { condition, attempts, run } = failure;
  const { invocation } = run ?? {};
  return {
    requestContext: {
      requestId: invocation?.requestId ?? cloud.random.uuid(),
      functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(invocation !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: invocation.version,
        functionError: invocation.functionError ?? null,
      },
    }),
    ...placeOf(cloud, arn, kind, failure),
  };
}

/** When records were given up, and where they are. */
export function placeOf(
  { clock }: Pick<Cloud, 'clock'>,
  streamArn: string,
  { batchInfo, timeOf }: BatchWords,
  { records, shardId }: Failure,
): JsonObject {
  const [first, last] = [records[0]!, records.at(-1)!];
  return {
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    [batchInfo]: {
      shardId,
      startSequenceNumber: first.id,
      endSequenceNumber: last.id,
      approximateArrivalOfFirstRecord: timeOf(first.at!),
      approximateArrivalOfLastRecord: timeOf(last.at!),
      batchSize: records.length,
      streamArn,
    },
  };
}

/** `aws/lambda/<mapping>/<shard>/2026/01/31/2026-01-31T12.00.00-<random>` */
function keyOf({ clock, random }: Cloud, mapping: string, shardId: string): string {
  const time = new Date(clock.now()).toISOString().slice(0, 19);
  const day = time.slice(0, 10).replaceAll('-', '/');
  return `aws/lambda/${mapping}/${shardId}/${day}/${time.replaceAll(':', '.')}-${random.uuid()}`;
}
