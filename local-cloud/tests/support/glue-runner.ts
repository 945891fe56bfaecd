import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

interface Input {
  readonly JobName: string;
  readonly Arguments: Readonly<Record<string, string>>;
}

/** Counts the lines of an object into another, or does not come to an end. */
export default async function run({ JobName, Arguments }: Input): Promise<unknown> {
  if (Arguments['--forever'] !== undefined) {
    setInterval(() => {}, 1000);
    return new Promise(() => {});
  }
  const Bucket = Arguments['--bucket'];
  const s3 = new S3Client({ forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'raw/a.csv' }));
  const lines = (await Body!.transformToString()).split('\n').length;
  console.log(`${JobName} read ${lines} lines`);
  const Key = Arguments['--output'];
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: String(lines) }));
  return { lines };
}
