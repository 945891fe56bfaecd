import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Cloud, Principal } from './service.ts';

/**
 * All of an object of S3 that the principal may read, of at most so many bytes.
 *
 * @param tooLarge what is thrown for a larger one
 * @throws S3's errors
 */
export async function objectBytes(
  cloud: Pick<Cloud, 'call'>,
  principal: Principal,
  input: GetObjectRequest,
  { most, tooLarge }: { readonly most: number; readonly tooLarge: () => Error },
): Promise<Uint8Array> {
  const { Body } = await cloud.call<GetObjectOutput>(principal, 'S3', 'GetObject', input);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of Body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
