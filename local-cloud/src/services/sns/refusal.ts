import type { Broken } from '../../core/contract.ts';
import type { AwsError } from '../../core/errors.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { noValue } from './errors.ts';

const others = validationErrors('ValidationError');

/** SNS has words of its own for a parameter that is missing or empty, not for parts of one. */
export function refusal(broken: readonly Broken[]): AwsError {
  const [{ path, member, rule, value }] = broken as readonly [Broken];
  const isMissing = rule === 'required' || value === '';
  return isMissing && !path.includes('.') ? noValue(member) : others(broken);
}
