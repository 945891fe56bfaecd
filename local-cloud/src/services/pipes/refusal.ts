import { lengthOf } from '../../core/check-contract.ts';
import type { Bounds, Broken } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';

/**
 * How Pipes words what a request breaks: as the validator of JSON Schema does that it is written with.
 * https://github.com/hashicorp/terraform-provider-aws/issues/32423
 */
export function refusal(broken: readonly Broken[]): AwsError {
  return new AwsError('ValidationException', `[${broken.map(told).join(', ')}]`);
}

function told({ rule, value, constraint, member }: Broken): string {
  const { length, range, pattern, enum: values } = constraint;
  switch (rule) {
    case 'required':
      return `object has missing required properties (["${member}"])`;
    case 'pattern':
      return `ECMA 262 regex "${pattern}" does not match input string "${value}"`;
    case 'length':
      return size(value, length!);
    case 'range':
      return bounded(Number(value), range!);
    case 'enum':
      return `instance value ("${value}") not found in enum (possible values: ${JSON.stringify(values)})`;
    default:
      return `${member} has a value that is not allowed in it`;
  }
}

function size(value: unknown, [least, most]: Bounds): string {
  const has = lengthOf(value);
  if (typeof value === 'string') {
    return has < least
      ? `string "${value}" is too short (length: ${has}, required minimum: ${least})`
      : `string "${value}" is too long (length: ${has}, maximum allowed: ${most})`;
  }
  const [kind, parts] = Array.isArray(value) ? ['array', 'elements'] : ['object', 'properties'];
  return has < least
    ? `${kind} has too few ${parts} (found ${has} but schema requires at least ${least})`
    : `${kind} has too many ${parts} (found ${has} but schema requires at most ${most})`;
}

function bounded(found: number, [least, most]: Bounds): string {
  return found < least
    ? `numeric instance is lower than the required minimum (minimum: ${least}, found: ${found})`
    : `numeric instance is greater than the required maximum (maximum: ${most}, found: ${found})`;
}
