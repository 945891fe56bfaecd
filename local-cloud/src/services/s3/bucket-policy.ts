import { parsePolicy } from '../../authorization/index.ts';
import { AwsError } from '../../core/errors.ts';

/** The largest policy that a bucket may have, in bytes. */
const LARGEST = 20 * 1024;

/**
 * Throws MalformedPolicy, or PolicyTooLarge.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
 */
export function checkPolicy(text: string): void {
  if (Buffer.byteLength(text) > LARGEST) {
    throw new AwsError('PolicyTooLarge', `Policy must not be larger than ${LARGEST} bytes`);
  }
  if (!('Statement' in readDocument(text))) throw malformed('Missing required field Statement');
  try {
    parsePolicy(text, 'bucket');
  } catch (error) {
    throw error instanceof AwsError ? malformed(error.explained, error) : error;
  }
}

function readDocument(text: string): object {
  if (!text.startsWith('{')) throw malformed(NO_DOCUMENT);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(NO_DOCUMENT, cause);
  }
}

const NO_DOCUMENT = "Policies must be valid JSON and the first byte must be '{'";

/** What a bucket is told that is given no policy at all. */
export function noPolicy(): AwsError {
  return malformed(NO_DOCUMENT);
}

function malformed(message: string, cause?: unknown): AwsError {
  return new AwsError('MalformedPolicy', message, { cause });
}
