import type { GetObjectCommandOutput, ListObjectVersionsOutput } from '@aws-sdk/client-s3';
import type { Json } from '../core/json.ts';
import { answerOf, type CallTarget, makeCall, parsed } from './call.ts';
import { substitute } from './substitute.ts';

/** An object that is written: what is in a file beside scenarios.yml. */
export interface Put {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
  readonly contentType?: string | undefined;
}

/** Writes an object: PutObject. Says what AWS would not have. */
export function putObject(target: CallTarget, put: Put, at: string): Promise<string[]> {
  const { bucket, key, file, contentType } = substitute(put as never, target.outputs) as Put;
  const input = { Bucket: bucket, Key: key, ...(contentType && { ContentType: contentType }) };
  const call = { service: 'S3', operation: 'PutObject', input, files: { Body: file } };
  return makeCall(target, call, at);
}

/** What an object holds: JSON as what it says, other text as it is. Undefined: it is not there. */
export async function objectOf(
  { aws, pace }: CallTarget,
  Bucket: string,
  Key: string,
): Promise<Json | undefined> {
  const read = async () => {
    const { Body } = await aws.call<GetObjectCommandOutput>('S3', 'GetObject', { Bucket, Key });
    return parsed(await Body!.transformToString());
  };
  try {
    return await pace.during(read());
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}

/** The keys that begin so, page by page: ListObjectsV2. */
export async function keysOf(target: CallTarget, Bucket: string, Prefix: string) {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await answerOf<{ Contents?: { Key: string }[]; NextContinuationToken?: string }>(
      target,
      'S3',
      'ListObjectsV2',
      { Bucket, Prefix, ContinuationToken },
    );
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

/** Removes all objects whose keys begin so, with all of their versions: DeleteObjects. */
export async function deleteObjects(
  target: CallTarget,
  Bucket: string,
  Prefix: string,
): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await answerOf<ListObjectVersionsOutput>(
      target,
      'S3',
      'ListObjectVersions',
      { Bucket, Prefix },
    );
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) return;
    await answerOf(target, 'S3', 'DeleteObjects', { Bucket, Delete: { Objects } });
  }
}
