import { AwsError } from '../../../core/errors.ts';
import { validation } from '../errors.ts';

/** How long an iterator can be used, in milliseconds. */
const LIFETIME = 15 * 60 * 1000;

/** Where a reader is in a shard. */
export interface ShardIterator {
  readonly streamArn: string;
  readonly shardId: string;
  /** The next record has this index or a higher one. */
  readonly position: number;
}

/** The iterator as clients are given it, for the next 15 minutes. */
export function encodeIterator(iterator: ShardIterator, now: number): string {
  const { streamArn, shardId, position } = iterator;
  const rest = Buffer.from(`${now}/${shardId}/${position}`).toString('base64');
  return `${streamArn}|1|${rest}`;
}

/** Throws ValidationException, ExpiredIteratorException. */
export function decodeIterator(token: string, now: number): ShardIterator {
  const [, streamArn, rest = ''] = TOKEN.exec(token) ?? [];
  const [, at, shardId, position] = REST.exec(Buffer.from(rest, 'base64').toString()) ?? [];
  if (position === undefined) {
    throw validation(
      'Invalid ShardIterator: take it as GetShardIterator or GetRecords has given it',
    );
  }
  if (now - Number(at) > LIFETIME) {
    const message = 'The provided iterator exceeds the maximum age allowed.';
    throw new AwsError('ExpiredIteratorException', message);
  }
  return { streamArn: streamArn!, shardId: shardId!, position: Number(position) };
}

/** Also of what is no iterator: who may read is asked first. */
export function streamOf(token: string | undefined): string {
  return TOKEN.exec(token ?? '')?.[1] ?? '*';
}

const TOKEN = /^(arn:[^|]+)\|1\|([A-Za-z0-9+/=]+)$/;
const REST = /^(\d{1,16})\/([\w-]+)\/(\d{1,15})$/;
