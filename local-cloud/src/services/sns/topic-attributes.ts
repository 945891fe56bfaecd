import { parsePolicy } from '../../authorization/index.ts';
import { AwsError, notSupported } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';

/** Settings that are kept and described back. Tracing has no effect on a laptop. */
const KEPT = new Set([
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
]);

/** An empty text takes them away. */
const EMPTIED = new Set(['DeliveryPolicy', 'KmsMasterKeyId']);

/** Those that AWS knows, and that have no effect here. */
const NOT_HONOURED = /^(?:ArchivePolicy|\w+Feedback(?:RoleArn|SampleRate))$/;

/**
 * Sets an attribute of a topic.
 *
 * @throws InvalidParameterException; NotSupportedByLocalCloud for attributes that have no effect here
 */
export function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  if (name === 'Policy') checkPolicy(value);
  else if (name === 'FifoThroughputScope') checkScope(attributes, value);
  else if (NOT_HONOURED.test(name)) throw notSupported('SNS', `the topic attribute ${name}`);
  else if (!KEPT.has(name)) throw invalidParameter('AttributeName');
  if (value === '' && EMPTIED.has(name)) attributes.delete(name);
  else attributes.set(name, value);
}

/** Of FIFO topics: whether a message is known in the whole topic, or in its group. */
function checkScope(attributes: ReadonlyMap<string, string>, scope: string): void {
  if (attributes.get('FifoTopic') !== 'true') throw invalidParameter('FifoThroughputScope');
  if (scope !== 'Topic' && scope !== 'MessageGroup') throw invalidParameter('FifoThroughputScope');
}

/** What a topic has that nothing was said of (recorded). */
export function toldAttributes(
  arn: string,
  attributes: ReadonlyMap<string, string>,
): Record<string, string> {
  const { DeliveryPolicy, ...told } = Object.fromEntries(attributes);
  return {
    DisplayName: '',
    Policy: JSON.stringify(defaultPolicy(arn)),
    EffectiveDeliveryPolicy: JSON.stringify({ http: deliveryPolicy(attributes) }),
    ...(told.FifoTopic !== undefined && { ContentBasedDeduplication: 'false' }),
    ...(DeliveryPolicy !== undefined && {
      DeliveryPolicy: JSON.stringify({ http: givenPolicy(httpOf(DeliveryPolicy)) }),
    }),
    ...told,
  };
}

/** The policy of a topic that was given none: its owner may do everything. */
export function defaultPolicy(arn: string) {
  const actions = [
    ...['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'],
    ...['DeleteTopic', 'Subscribe', 'ListSubscriptionsByTopic', 'Publish'],
  ];
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: actions.map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': arn.split(':')[4]! } },
  };
  return { Version: '2008-10-17', Id: '__default_policy_ID', Statement: [statement] };
}

type Http = Readonly<Record<string, Json>>;

function httpOf(policy: string | undefined): Http {
  if (policy === undefined) return {};
  const { http } = JSON.parse(policy) as { http?: Json };
  return isObject(http) ? http : {};
}

const RETRIES = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

/**
 * How messages of a topic are delivered over HTTP.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function deliveryPolicy(attributes: ReadonlyMap<string, string> | undefined) {
  const http = httpOf(attributes?.get('DeliveryPolicy'));
  return {
    defaultHealthyRetryPolicy: { ...RETRIES, ...(http.defaultHealthyRetryPolicy as object) },
    disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
    defaultRequestPolicy: {
      headerContentType: 'text/plain; charset=UTF-8',
      ...(http.defaultRequestPolicy as object),
    },
  };
}

function givenPolicy(http: Http): Http {
  const given = Object.entries(http).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(given),
    disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
  };
}

/** SNS does not say what is wrong with a policy: "Policy Error: null". Here it is told. */
function checkPolicy(document: string): void {
  try {
    parsePolicy(document, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter('Policy Error: null', error.explained);
  }
}
