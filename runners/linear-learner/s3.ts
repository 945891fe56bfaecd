import {
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';

const s3 = new S3Client({ forcePathStyle: true });

/** The keys that begin as an S3 URI does, in order; those of folders are none. */
export async function keysOf(uri: string): Promise<string[]> {
  const { Bucket, Key: Prefix } = placeOf(uri);
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
    keys.push(...Contents.map(({ Key = '' }) => Key).filter((key) => !key.endsWith('/')));
  }
  return keys;
}

export async function read(uri: string): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand(placeOf(uri)));
  return Body!.transformToByteArray();
}

export async function write(uri: string, Body: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ ...placeOf(uri), Body }));
}

export function placeOf(uri: string): { Bucket: string; Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  return { Bucket, Key };
}
