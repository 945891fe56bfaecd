import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GetObjectOutput, HeadObjectOutput } from '@aws-sdk/client-s3';
import type { S3Object } from '@aws-sdk/client-textract';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../core/temporary-folder.ts';
import { documentTooLarge, invalidParameter, invalidS3Object } from './errors.ts';

/** How many bytes an object has, as the caller may see. Throws InvalidS3ObjectException. */
export async function sizeOf(
  cloud: Cloud,
  principal: Principal,
  object: S3Object | undefined,
): Promise<number> {
  const input = named(object);
  const { ContentLength } = await asS3Object(() =>
    cloud.call<HeadObjectOutput>(principal, 'S3', 'HeadObject', input),
  );
  return ContentLength ?? 0;
}

/** The object's bytes as they come. Throws InvalidS3ObjectException. */
export async function bodyOf(
  cloud: Cloud,
  principal: Principal,
  object: S3Object | undefined,
): Promise<Readable> {
  const input = named(object);
  const { Body } = await asS3Object(() =>
    cloud.call<GetObjectOutput>(principal, 'S3', 'GetObject', input),
  );
  return Body as unknown as Readable;
}

function named({ Bucket, Name, Version }: S3Object = {}) {
  if (Bucket === undefined || Name === undefined) throw invalidParameter();
  return { Bucket, Key: Name, ...(Version !== undefined && { VersionId: Version }) };
}

async function asS3Object<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof AwsError ? invalidS3Object(error) : error;
  }
}

/**
 * Runs work with a document in a file of its own, which is gone afterwards.
 *
 * @param most bytes it may have; throws DocumentTooLargeException
 */
export async function withFile<Result>(
  document: Readable | Uint8Array,
  most: number,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = makeTemporaryFolder();
  try {
    const file = join(folder, 'document');
    const bytes = document instanceof Uint8Array ? Readable.from([document]) : document;
    await pipeline(bytes, upTo(most), createWriteStream(file));
    return await work(file);
  } finally {
    removeTemporaryFolder(folder);
  }
}

function upTo(most: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > most) throw documentTooLarge();
      yield chunk;
    }
  };
}
