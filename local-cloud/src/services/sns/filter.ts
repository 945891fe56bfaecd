import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../../core/errors.ts';
import { isObject, isTooDeep, type Json, type JsonObject } from '../../core/json.ts';
import { compilePattern, type EventPattern } from '../eventbridge/pattern/compile.ts';
import { checkFilterPolicy, InvalidFilterPolicy } from './filter-policy.ts';
import { parseFailure } from './jackson.ts';

export interface Filter {
  readonly scope: 'MessageAttributes' | 'MessageBody';
  readonly pattern: EventPattern;
}

/** Why an attribute of a subscription is refused. */
export class InvalidAttribute extends Error {}

/**
 * Compiles a filter policy; SNS reads them as EventBridge reads patterns.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 *
 * @throws InvalidAttribute
 */
export function compileFilter(policy: string | undefined, scope: string | undefined) {
  if (scope !== undefined && scope !== 'MessageAttributes' && scope !== 'MessageBody') {
    throw new InvalidAttribute(
      `FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (policy === undefined || policy === '' || policy === '{}') return undefined;
  const fields = fieldsOf(policy);
  const pattern = patternOf(fields);
  if (scope !== 'MessageBody' && Object.values(fields).some((field) => isObject(field))) {
    throw new InvalidAttribute(
      'Filter policy scope MessageAttributes does not support nested filter policy',
    );
  }
  return { scope: scope ?? 'MessageAttributes', pattern } as const;
}

function fieldsOf(policy: string): JsonObject {
  let fields: unknown;
  try {
    fields = JSON.parse(policy);
  } catch {
    throw new InvalidAttribute(`FilterPolicy: ${parseFailure(policy)}`);
  }
  if (!isObject(fields))
    throw new InvalidAttribute('FilterPolicy: Filter policy is not a JSON object');
  return fields;
}

function patternOf(fields: JsonObject): EventPattern {
  if (isTooDeep(fields)) throw new InvalidAttribute('FilterPolicy: Filter policy is too complex');
  try {
    checkFilterPolicy(fields);
    return compilePattern(JSON.stringify(fields));
  } catch (error) {
    if (!(error instanceof AwsError) && !(error instanceof InvalidFilterPolicy)) throw error;
    const reason = error.message.replace('Event pattern is not valid. Reason: ', '');
    throw new InvalidAttribute(`FilterPolicy: ${reason}`);
  }
}

/** Whether a message passes: by its attributes, or by its body, which then must be a JSON object. */
export function passes(
  filter: Filter | undefined,
  message: string,
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): boolean {
  if (filter === undefined) return true;
  const subject = filter.scope === 'MessageBody' ? bodyOf(message) : attributesOf(attributes);
  return subject !== undefined && filter.pattern.matches(subject);
}

function bodyOf(message: string): JsonObject | undefined {
  try {
    const body = JSON.parse(message) as unknown;
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function attributesOf(attributes: Readonly<Record<string, MessageAttributeValue>>): JsonObject {
  const values = Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
    if (StringValue === undefined) return [];
    return [[name, typed(DataType ?? 'String', StringValue)] as const];
  });
  return Object.fromEntries(values);
}

function typed(dataType: string, text: string): Json {
  if (dataType.startsWith('Number')) return Number(text);
  if (!dataType.startsWith('String.Array')) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
