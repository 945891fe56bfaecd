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
    parsePolicy(text, 'resource');
  } catch (error) {
    throw error instanceof AwsError ? malformed(error.message, error) : error;
  }
}

function readDocument(text: string): object {
  const words = "Policies must be valid JSON and the first byte must be '{'";
  if (!text.startsWith('{')) throw malformed(words);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(words, cause);
  }
}

function malformed(message: string, cause?: unknown): AwsError {
  return new AwsError('MalformedPolicy', message, { cause });
}
