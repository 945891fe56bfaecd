import { notSupported } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';
import { checkDeadLetters } from './fifo.ts';
import { compileFilter, type Filter, InvalidAttribute } from './filter.ts';
import { parseFailure } from './jackson.ts';

/** What a value is kept as. */
type Read = (value: string) => string;

const READ: Readonly<Record<string, Read>> = {
  FilterPolicy: (value) => value,
  FilterPolicyScope: (value) => value,
  RawMessageDelivery: (value) => {
    const known = value.toLowerCase();
    if (known === 'true' || known === 'false') return known;
    throw new InvalidAttribute(
      `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
    );
  },
  RedrivePolicy: (value) => {
    const target = value === '' ? undefined : deadLetterTargetOf(value);
    if (target === undefined || /^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[^:]+$/.test(String(target)))
      return value;
    throw new InvalidAttribute('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  },
};

/** Those that AWS knows, and that have no effect here. */
const NOT_HONOURED = new Set(['DeliveryPolicy', 'ReplayPolicy', 'SubscriptionRoleArn']);

interface Attributed {
  readonly topicArn: string;
  readonly endpoint: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * The attributes of a subscription with others set.
 *
 * @param operation SNS says of Subscribe that the reason lies in its `Attributes`
 * @throws InvalidParameterException; NotSupportedByLocalCloud for attributes that are not honoured
 */
export function withAttributes(
  subscription: Attributed,
  changes: Readonly<Record<string, string>>,
  operation: 'Subscribe' | 'SetSubscriptionAttributes',
): { readonly attributes: Map<string, string>; readonly filter: Filter | undefined } {
  const attributes = new Map(subscription.attributes);
  try {
    for (const [name, value] of Object.entries(changes))
      attributes.set(name, readerOf(name)(value));
    checkDeadLetters(subscription, attributes.get('RedrivePolicy'));
    return { attributes, filter: filterOf(attributes) };
  } catch (error) {
    if (!(error instanceof InvalidAttribute)) throw error;
    throw operation === 'Subscribe'
      ? invalidParameter('Attributes', error.message)
      : invalidParameter(error.message);
  }
}

function readerOf(name: string): Read {
  if (NOT_HONOURED.has(name)) throw notSupported('SNS', `the subscription attribute ${name}`);
  const read = Object.hasOwn(READ, name) ? READ[name] : undefined;
  if (read === undefined) throw invalidParameter('AttributeName');
  return read;
}

/** The attributes as they are told. A scope is told once there is a policy (recorded). */
export function toldAttributes(attributes: ReadonlyMap<string, string>): Record<string, string> {
  const { FilterPolicyScope = 'MessageAttributes', ...told } = Object.fromEntries(attributes);
  const empty = Object.entries(told).filter(([, value]) => value === '');
  for (const [name] of empty) delete told[name];
  return told.FilterPolicy === undefined ? told : { ...told, FilterPolicyScope };
}

/** @throws InvalidAttribute */
export function filterOf(attributes: ReadonlyMap<string, string>): Filter | undefined {
  return compileFilter(attributes.get('FilterPolicy'), attributes.get('FilterPolicyScope'));
}

function deadLetterTargetOf(policy: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(policy);
  } catch {
    throw new InvalidAttribute(`RedrivePolicy: ${parseFailure(policy)}`);
  }
  const target = isObject(value) ? (value as JsonObject).deadLetterTargetArn : undefined;
  return target ?? 'none';
}
