import { notSupported } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';
import { compileFilter, type Filter } from './filter.ts';

const CHECKS: Readonly<Record<string, (value: string) => void>> = {
  FilterPolicy: () => {},
  FilterPolicyScope: () => {},
  RawMessageDelivery: (value) => {
    if (value !== 'true' && value !== 'false') {
      throw invalidParameter('Attributes', `RawMessageDelivery: Invalid value [${value}].`);
    }
  },
  RedrivePolicy: (value) => {
    if (typeof targetOf(value) !== 'string') {
      throw invalidParameter('RedrivePolicy', 'deadLetterTargetArn is missing.');
    }
  },
};

/**
 * Sets an attribute of a subscription.
 *
 * @throws InvalidParameterException; NotSupportedByLocalCloud for attributes that are not honoured
 */
export function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined) throw notSupported('SNS', `the subscription attribute ${name}`);
  check(value);
  attributes.set(name, value);
}

/** @throws InvalidParameterException */
export function filterOf(attributes: ReadonlyMap<string, string>): Filter | undefined {
  return compileFilter(attributes.get('FilterPolicy'), attributes.get('FilterPolicyScope'));
}

function targetOf(policy: string): unknown {
  try {
    const value: unknown = JSON.parse(policy);
    return isObject(value) ? value.deadLetterTargetArn : undefined;
  } catch {
    return undefined;
  }
}
