/** What was read of an answer's body; a longer one is not read to its end. */
export interface ReadBody {
  readonly bytes: Buffer;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/** Reads so many bytes of an answer, about, and no more: whoever answers may never end. */
export async function readBody(response: Response, most: number): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  // Who leaves the loop has the connection closed.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    isWhole = length <= most;
    if (!isWhole) break;
  }
  return { bytes: Buffer.concat(chunks), isWhole };
}
