import type { Contract, Members } from '../../core/contract.ts';
import type { Operation } from '../../core/service.ts';
import type { Bucket, BucketSettings } from './bucket.ts';
import type { Buckets, OfBucket } from './buckets.ts';
import { notConfigured } from './errors.ts';
import { ofBucket, required } from './members.ts';

/**
 * An operation that reads what is configured of a bucket.
 *
 * @param action that it needs, without `s3:`
 * @param members besides the bucket
 */
export function reads<Input extends OfBucket, Output>(
  buckets: Buckets,
  action: string,
  read: (bucket: Bucket) => Output,
  members: Contract = {},
): Operation<Input, Output> {
  return {
    members: { ...ofBucket, ...members } as Contract as Members<Input>,
    permissions: ({ Bucket }) => [buckets.permission(action, Bucket)],
    handle: (input) => read(buckets.get(input)),
  };
}

/** One that reads one of several configurations, by its id: there is none. */
export function readsNone<Input extends OfBucket>(
  buckets: Buckets,
  action: string,
): Operation<Input, never> {
  const message = 'The specified configuration does not exist.';
  const read = ({ name }: Bucket): never => {
    throw notConfigured('NoSuchConfiguration', message, name);
  };
  return reads(buckets, action, read, { Id: required });
}

/** One that configures something, in the place of what was before. */
export function sets<Input extends OfBucket>(
  buckets: Buckets,
  action: string,
  members: Contract,
  settings: (input: Input, bucket: Bucket) => BucketSettings,
): Operation<Input, object> {
  const all = { ...ofBucket, ChecksumAlgorithm: {}, ContentMD5: {}, ...members };
  return {
    members: all as Contract as Members<Input>,
    permissions: ({ Bucket }) => [buckets.permission(action, Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      bucket.settings = { ...bucket.settings, ...settings(input, bucket) };
      return {};
    },
  };
}

/** One that takes back what was configured: the action is that of configuring it. */
export function clears<Input extends OfBucket>(
  buckets: Buckets,
  action: string,
  setting: keyof BucketSettings,
): Operation<Input, object> {
  return {
    members: ofBucket as Contract as Members<Input>,
    permissions: ({ Bucket }) => [buckets.permission(action, Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      bucket.settings = { ...bucket.settings, [setting]: undefined };
      return {};
    },
  };
}
