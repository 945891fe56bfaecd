import type { Broken } from '../../core/contract.ts';
import type { AwsError } from '../../core/errors.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { missingParameter } from './errors.ts';

const others = validationErrors('ValidationError');

/** CloudWatch has words of its own for what is missing, and tells it first. */
export function refusal(broken: readonly Broken[]): AwsError {
  const missing = broken.find(({ rule }) => rule === 'required');
  return missing === undefined ? others(broken) : missingParameter(parameter(missing.path));
}

/** `metricData.1.member.metricName` is `MetricData.member.1.MetricName` in a form. */
function parameter(path: string): string {
  return path
    .replace(/\.(\d+)\.member(?=\.|$)/g, '.member.$1')
    .replace(/(?:^|\.)(?!member\.\d)[a-z]/g, (start) => start.toUpperCase());
}
