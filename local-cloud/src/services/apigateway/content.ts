import type { ContentHandlingStrategy } from '@aws-sdk/client-api-gateway';

/** Whether an API takes a media type for bytes: text is what it does not name. */
export function isBinary(contentType: string | undefined, binary: readonly string[]): boolean {
  const type = mediaType(contentType);
  return binary.some((one) => one === '*/*' || one.toLowerCase() === type);
}

/** Without its parameters; JSON where there is none. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]!.trim().toLowerCase() || 'application/json';
}

/**
 * A payload as it is handed on: bytes of a binary type as they are, and everything else as text, where
 * nothing says that it is converted.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function handled(
  payload: Uint8Array,
  binary: boolean,
  handling: ContentHandlingStrategy | undefined,
): string | Uint8Array {
  const bytes = Buffer.from(payload);
  if (handling === 'CONVERT_TO_BINARY') {
    return binary ? bytes : Buffer.from(bytes.toString('utf8'), 'base64');
  }
  if (handling === 'CONVERT_TO_TEXT' && binary) return bytes.toString('base64');
  return binary ? bytes : bytes.toString('utf8');
}
