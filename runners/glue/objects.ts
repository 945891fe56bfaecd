import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';

const s3 = new S3Client();

/** How many objects are on their way at once. */
const AT_ONCE = 8;

/** The text of an object, `s3://bucket/key`. */
export async function textAt(uri: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand(placeOf(uri)));
  return Body!.transformToString();
}

/** Puts the objects right below `s3://bucket/prefix/` into a new folder. Gives how many there are. */
export async function download(uri: string, folder: string): Promise<number> {
  await mkdir(folder);
  const { Bucket, Key: Prefix } = placeOf(uri);
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2(
    { client: s3 },
    { Bucket, Prefix, Delimiter: '/' },
  )) {
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === Prefix ? [] : Key!)));
  }
  await each(keys, async (Key) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    await pipeline(Body as Readable, createWriteStream(join(folder, basename(Key))));
  });
  return keys.length;
}

/** Puts the files of a folder below `s3://bucket/prefix/`. Gives where they are. */
export async function upload(folder: string, uri: string): Promise<string[]> {
  const { Bucket, Key: prefix } = placeOf(uri);
  const names = (await readdir(folder)).sort();
  await each(names, async (name) => {
    const path = join(folder, name);
    const ContentLength = (await stat(path)).size;
    const object = { Bucket, Key: prefix + name, Body: createReadStream(path), ContentLength };
    await s3.send(new PutObjectCommand(object));
  });
  return names.map((name) => uri + name);
}

function placeOf(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? [];
  if (Bucket === undefined || Key === undefined)
    throw new TypeError(`${uri} is no s3://bucket/key`);
  return { Bucket, Key };
}

/** Does the work with each item, with some at once. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
