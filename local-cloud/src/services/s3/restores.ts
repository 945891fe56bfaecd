import type { Principal } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import type { StoredObject } from './object.ts';
import type { Restore } from './restore.ts';
import { eventVersion } from './write.ts';

/** Tells when restored copies are there, and when they are gone. */
export class Restores {
  readonly #buckets: Buckets;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  /** Waits for all that is being restored, or restored. */
  wake(): void {
    for (const bucket of this.#buckets.all()) {
      for (const version of bucket.allVersions()) {
        if (!version.isDeleteMarker && version.restore) this.wait(bucket, version);
      }
    }
  }

  /** Waits for what is next of an object's copy. A restore waits for its time; nobody waits for the end of a copy. */
  wait(bucket: Bucket, object: StoredObject): void {
    const { clock } = this.#buckets.cloud;
    const restore = object.restore!;
    const { readyAt, until } = restore;
    const isOngoing = clock.now() < readyAt;
    const due = () => this.#due(bucket, object, restore, isOngoing);
    const what = () => `Restored copy of ${object.key} in ${bucket.name}`;
    const ms = Math.max(0, (isOngoing ? readyAt : until) - clock.now());
    clock.after(ms, due, { background: !isOngoing, what });
  }

  /** A request that came later may have changed it, and the object may be gone. */
  #due(bucket: Bucket, object: StoredObject, restore: Restore, isOngoing: boolean): void {
    const isThere = bucket.find(object.key, object.versionId) === object;
    if (!isThere || object.restore !== restore || this.#buckets.find(bucket.name) !== bucket)
      return;
    if (isOngoing) {
      this.tell('Completed', bucket, object);
      this.wait(bucket, object);
      return;
    }
    this.tell('Delete', bucket, object);
    object.restore = undefined;
  }

  tell(
    what: 'Post' | 'Completed' | 'Delete',
    bucket: Bucket,
    object: StoredObject,
    cause?: { readonly requestId: string; readonly principal: Principal },
  ): void {
    const { cloud } = this.#buckets;
    const { key, size, etag, storageClass, restore } = object;
    const principal: Principal = { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root` };
    this.#buckets.tell(
      {
        name: `ObjectRestore:${what}`,
        ...{ bucket: bucket.name, key, size, etag, ...eventVersion(object) },
        restored: { from: storageClass, ...(what === 'Completed' && { until: restore!.until }) },
      },
      cause ?? { requestId: cloud.random.uuid(), ...(what === 'Completed' && { principal }) },
    );
  }
}
