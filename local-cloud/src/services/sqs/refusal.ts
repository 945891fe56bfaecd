import type { Broken } from '../../core/contract.ts';
import type { AwsError } from '../../core/errors.ts';
import { ownText } from '../../core/validation-errors.ts';
import { invalidParameter, missingParameter } from './errors.ts';

/** SQS tells one thing at a time. A text that must not be empty, and is, counts as missing. */
export function refusal([broken]: readonly Broken[]): AwsError {
  const text = ownText(broken!);
  return text === undefined ? missingParameter(broken!.member) : invalidParameter(text);
}
