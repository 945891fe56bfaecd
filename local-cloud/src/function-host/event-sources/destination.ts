import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { queueUrl } from '../queue-url.ts';
import type { Batch, Run, SourcePorts } from './event-source.ts';
import type { StreamKind } from './stream-kind.ts';

/** How the service of a stream writes down where records are. */
type Told = Pick<StreamKind, 'batchInfo' | 'timeOf'>;

/** A batch that the function is not given any more. */
export interface Failure {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How often it was tried, with the try at which it was found to be too old. */
  readonly attempts: number;
  readonly records: Batch;
  readonly shardId: string;
  /** The last time; undefined: the records were too old to be given to the function. */
  readonly run?: Run;
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
  source: SourcePorts,
  kind: Told,
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
function messageOf(source: SourcePorts, { batchInfo, timeOf }: Told, failure: Failure): JsonObject {
  const { cloud, arn, functionArn } = source;
  const { condition, attempts, records, shardId, run } = failure;
  const [first, last] = [records[0]!, records.at(-1)!];
  return {
    requestContext: {
      requestId: run?.requestId ?? cloud.random.uuid(),
      functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(run !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: run.version,
        functionError: run.outcome?.functionError ?? null,
      },
    }),
    version: '1.0',
    timestamp: new Date(cloud.clock.now()).toISOString(),
    [batchInfo]: {
      shardId,
      startSequenceNumber: first.id,
      endSequenceNumber: last.id,
      approximateArrivalOfFirstRecord: timeOf(first.at!),
      approximateArrivalOfLastRecord: timeOf(last.at!),
      batchSize: records.length,
      streamArn: arn,
    },
  };
}

/** `aws/lambda/<mapping>/<shard>/2026/01/31/2026-01-31T12.00.00-<random>` */
function keyOf({ clock, random }: Cloud, mapping: string, shardId: string): string {
  const time = new Date(clock.now()).toISOString().slice(0, 19);
  const day = time.slice(0, 10).replaceAll('-', '/');
  return `aws/lambda/${mapping}/${shardId}/${day}/${time.replaceAll(':', '.')}-${random.uuid()}`;
}
