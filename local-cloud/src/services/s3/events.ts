import type { CallContext, Principal } from '../../core/service.ts';

/** The events that S3 can tell of, without the leading `s3:`. */
export type ObjectEventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete'
  | 'ObjectAcl:Put'
  | 'ObjectRestore:Post'
  | 'ObjectRestore:Completed'
  | 'ObjectRestore:Delete'
  | 'LifecycleExpiration:Delete'
  | 'LifecycleExpiration:DeleteMarkerCreated'
  | 'LifecycleTransition';

/**
 * Something that happened to an object.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export interface ObjectEvent {
  readonly name: ObjectEventName;
  readonly bucket: string;
  readonly key: string;
  /** Of what was created, in bytes. */
  readonly size?: number;
  /** Of what is there now, without quotes: nothing, for a delete marker. */
  readonly etag?: string;
  /** Which the object was moved to. */
  readonly storageClass?: string;
  /** From which class a copy was restored, and until when, in milliseconds since 1970, it is there. */
  readonly restored?: { readonly from: string; readonly until?: number };
  /** Where the bucket is versioned. */
  readonly versionId?: string;
  /** Hexadecimal; that of a later event of the same key is greater. */
  readonly sequencer: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Undefined: S3 itself (lifecycle). */
  readonly principal?: Principal;
  readonly requestId: string;
}

export type ObjectListener = (event: ObjectEvent) => void;

/** Who brought an event about, and in which request. */
export type Cause = Pick<CallContext, 'requestId'> & { readonly principal?: Principal };

/** Recorded: only what makes and removes objects tells its place in the order. */
export function isOrdered(name: ObjectEventName): boolean {
  return name !== 'LifecycleTransition' && !/^Object(?:Tagging|Acl)/.test(name);
}
