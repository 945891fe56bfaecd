/**
 * The bytes that a text stands for, or undefined: it is not base 64 through and through. Node's decoder
 * passes over what does not belong there, so that fewer bytes come out, and takes the two characters that
 * addresses have instead of `+` and `/`.
 */
export function bytesOf(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (bytes.byteLength !== (text.length / 4) * 3 - padding) return undefined;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
