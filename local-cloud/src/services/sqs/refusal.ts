import type { Broken } from '../../core/contract.ts';
import type { AwsError } from '../../core/errors.ts';
import { invalidValue, missingParameter } from './errors.ts';

/** SQS tells one thing at a time: what is missing, or what of a value is not allowed. */
export function refusal(broken: readonly Broken[]): AwsError {
  const [{ member, value, rule, constraint }] = broken as readonly [Broken];
  if (rule === 'required') return missingParameter(member);
  return invalidValue(member, value, constraint.says?.[rule] ?? 'Not allowed.');
}
