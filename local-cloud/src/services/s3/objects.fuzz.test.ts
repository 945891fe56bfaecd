import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFolder } from '../../core/testing.ts';
import { afterLoad, callable } from '../testing.ts';
import { createS3 } from './index.ts';
import { withBucket } from './testing.ts';

const Bucket = 'orders';

/** A version as the model has it. No body: a delete marker. */
interface ModelVersion {
  readonly id: string;
  readonly body: string | undefined;
}

/** What S3's documentation says of versions, in the simplest words: lists, the newest first. */
class Model {
  versioning: 'Enabled' | 'Suspended' | undefined;
  readonly versions = new Map<string, readonly ModelVersion[]>();

  of(key: string): readonly ModelVersion[] {
    return this.versions.get(key) ?? [];
  }

  body(key: string): string | undefined {
    return this.of(key)[0]?.body;
  }

  add(key: string, id: string, body: string | undefined): void {
    const others = this.of(key).filter((one) => id !== 'null' || one.id !== 'null');
    this.versions.set(key, [{ id, body }, ...others]);
  }

  remove(key: string, id: string): void {
    const others = this.of(key).filter((one) => one.id !== id);
    if (others.length > 0) this.versions.set(key, others);
    else this.versions.delete(key);
  }

  keys(): readonly string[] {
    const bytes = (key: string) => Buffer.from(key);
    return [...this.versions.keys()].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
  }

  listed(prefix: string, delimiter: string): readonly string[] {
    const keys = this.keys().filter((key) => this.body(key) !== undefined);
    const found = keys.filter((key) => key.startsWith(prefix));
    const rolled = found.map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + 1);
    });
    return [...new Set(rolled)];
  }
}

type Setup = Awaited<ReturnType<typeof withBucket>>;
type S3 = Setup['s3'];
type Step = (s3: S3, model: Model) => Promise<void>;

const keys = fc.constantFrom('a', 'a/', 'a/b', 'a/b/c', 'b', 'é/x', '\u{1f600}', '\uffff');
const bodies = fc.string({ maxLength: 8 });

/** The id that a write was given; without one the bucket has none to give. */
const idOf = (answer: { readonly VersionId?: string | undefined }) => answer.VersionId ?? 'null';

const put = fc.tuple(keys, bodies).map(
  ([Key, Body]): Step =>
    async (s3, model) => {
      model.add(Key, idOf(await s3.PutObject({ Bucket, Key, Body })), Body);
    },
);

const copy = fc.tuple(keys, keys).map(
  ([from, Key]): Step =>
    async (s3, model) => {
      const body = model.body(from);
      const CopySource = `${Bucket}/${encodeURIComponent(from)}`;
      const copied = s3.CopyObject({ Bucket, Key, CopySource, MetadataDirective: 'REPLACE' });
      if (body === undefined) await expect(copied).rejects.toMatchObject({ code: 'NoSuchKey' });
      else model.add(Key, idOf(await copied), body);
    },
);

const upload = fc.tuple(keys, bodies, keys).map(
  ([Key, Body, other]): Step =>
    async (s3, model) => {
      const { UploadId } = await s3.CreateMultipartUpload({ Bucket, Key });
      const part = { Bucket, Key, UploadId, PartNumber: 1 };
      await s3.UploadPart({ ...part, Body: 'replaced' });
      const { ETag } = await s3.UploadPart({ ...part, Body });
      model.add(other, idOf(await s3.PutObject({ Bucket, Key: other, Body: '-' })), '-');
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      const made = await s3.CompleteMultipartUpload({ Bucket, Key, UploadId, MultipartUpload });
      model.add(Key, idOf(made), Body);
    },
);

const remove = keys.map(
  (Key): Step =>
    async (s3, model) => {
      const { DeleteMarker, VersionId = 'null' } = await s3.DeleteObject({ Bucket, Key });
      expect(DeleteMarker).toBe(model.versioning && true);
      if (DeleteMarker) model.add(Key, VersionId, undefined);
      else model.remove(Key, 'null');
    },
);

const removeVersion = fc.tuple(keys, fc.nat(3)).map(
  ([Key, at]): Step =>
    async (s3, model) => {
      const version = model.of(Key)[at];
      if (version === undefined) return;
      await s3.DeleteObject({ Bucket, Key, VersionId: version.id });
      model.remove(Key, version.id);
    },
);

const configure = fc.constantFrom('Enabled', 'Suspended').map(
  (status): Step =>
    async (s3, model) => {
      await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: status } });
      model.versioning = status;
    },
);

const steps = fc.array(fc.oneof(put, put, copy, upload, remove, removeVersion, configure), {
  maxLength: 30,
});

async function listed(s3: S3, Prefix: string, Delimiter: string, MaxKeys: number) {
  const found: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const asked = { Bucket, Prefix, Delimiter, MaxKeys, ContinuationToken };
    const page = await s3.ListObjectsV2(asked);
    found.push(...page.Contents!.map(({ Key }) => Key!));
    found.push(...page.CommonPrefixes!.map((one) => one.Prefix!));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found.sort();
}

async function versions(s3: S3, MaxKeys: number) {
  const found: [key: string, id: string][] = [];
  let after: { KeyMarker?: string; VersionIdMarker?: string } = {};
  do {
    const page = await s3.ListObjectVersions({ Bucket, MaxKeys, ...after });
    for (const one of [...page.Versions!, ...page.DeleteMarkers!]) {
      found.push([one.Key!, one.VersionId!]);
    }
    after = { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! };
  } while (after.KeyMarker !== undefined);
  return found.sort();
}

async function compare(s3: S3, model: Model, max: number): Promise<void> {
  for (const [prefix, delimiter] of [
    ['', ''],
    ['', '/'],
    ['a/', '/'],
    ['a', ''],
  ] as const) {
    const expected = [...model.listed(prefix, delimiter)].sort();
    expect(await listed(s3, prefix, delimiter, max)).toEqual(expected);
  }
  const all = model.keys().flatMap((key) => model.of(key).map(({ id }) => [key, id]));
  expect(await versions(s3, max)).toEqual(all.sort());
  for (const Key of model.keys()) {
    for (const { id, body } of model.of(Key)) {
      if (body === undefined) continue;
      const { Body } = await s3.GetObject({ Bucket, Key, VersionId: id });
      expect(Buffer.concat(await Body.toArray()).toString()).toBe(body);
    }
  }
}

test('S3 holds and lists what its documentation says, whatever is done, also after it was saved', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 4 }), async (first, then, max) => {
      const made = await withBucket();
      const model = new Model();
      for (const step of first) await step(made.s3, model);
      await compare(made.s3, model, max);
      const folder = testFolder();
      const loaded = afterLoad(made, (cloud) => createS3(cloud, folder, () => undefined));
      const s3 = callable(loaded.service);
      for (const step of then) await step(s3, model);
      await compare(s3, model, max);
      for (const Key of model.keys()) {
        for (const { id } of model.of(Key)) await s3.DeleteObject({ Bucket, Key, VersionId: id });
      }
      await s3.DeleteBucket({ Bucket });
      const hasFiles = first.length + then.length > 0;
      if (hasFiles) await expect.poll(() => files(folder)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

function files(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 's3'));
  } catch {
    return [];
  }
}
