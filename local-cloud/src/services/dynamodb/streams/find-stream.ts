import { validation } from '../errors.ts';
import type { ChangeStream } from './change-stream.ts';
import type { ChangeStreams } from './change-streams.ts';
import { shardNotFound, streamNotFound } from './errors.ts';

const FORM = /^arn:[^:|]+:dynamodb:[^:|]*:\d{12}:table\/[\w.-]+\/stream\/[^/|]+$/;

/** Throws ValidationException for what is no stream's ARN. */
export function checkArn(arn: string): void {
  if (FORM.test(arn)) return;
  throw validation(
    `Invalid StreamArn: ${arn} is not of the form arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>. DescribeTable tells it as LatestStreamArn`,
  );
}

/** Throws ValidationException, ResourceNotFoundException. */
export function findStream(streams: ChangeStreams, arn: string): ChangeStream {
  checkArn(arn);
  const stream = streams.find(arn);
  if (stream === undefined) throw streamNotFound(arn);
  return stream;
}

/** Throws ResourceNotFoundException. */
export function checkShard(stream: ChangeStream, shardId: string): void {
  if (stream.shardId !== shardId) throw shardNotFound();
}
