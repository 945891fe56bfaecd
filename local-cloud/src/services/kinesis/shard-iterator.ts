import { AwsError } from '../../core/errors.ts';
import { invalidArgument } from './errors.ts';

/** How long an iterator can be used, in milliseconds. */
const LIFETIME = 300_000;

/** Where a reader is in a shard. */
export interface ShardIterator {
  readonly streamName: string;
  readonly shardId: string;
  /** The next record has this sequence number or a higher one. */
  readonly position: bigint;
}

/** The iterator as clients are given it, for the next five minutes. */
export function encodeIterator(iterator: ShardIterator, now: number): string {
  const { streamName, shardId, position } = iterator;
  return Buffer.from(`1/${now}/${streamName}/${shardId}/${position}`).toString('base64');
}

/** Throws InvalidArgumentException, ExpiredIteratorException. */
export function decodeIterator(token: string, now: number): ShardIterator {
  const text = Buffer.from(token, 'base64').toString();
  const [, at, streamName, shardId, position] = FORM.exec(text) ?? [];
  if (position === undefined) throw invalidArgument('Invalid ShardIterator.');
  if (now - Number(at) > LIFETIME) throw expired(Number(at), now);
  return { streamName: streamName!, shardId: shardId!, position: BigInt(position) };
}

/** Also of a request that no iterator is at hand for: who may read is asked first. */
export function streamOf(token: string | undefined): string {
  return FORM.exec(Buffer.from(token ?? '', 'base64').toString())?.[2] ?? '';
}

const FORM = /^1\/(\d+)\/([\w.-]+)\/([\w.-]+)\/(\d+)$/;

function expired(at: number, now: number): AwsError {
  return new AwsError(
    'ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${javaDate(at)} while right now it is ` +
      `${javaDate(now)} which is further in the future than the tolerated delay of ${LIFETIME} milliseconds.`,
  );
}

/** `Thu Jan 22 01:22:02 UTC 2015` */
function javaDate(time: number): string {
  const [day, date, month, year, clock] = new Date(time).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${clock} UTC ${year}`;
}
