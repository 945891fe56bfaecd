import { AwsError } from '../../core/errors.ts';
import { invalidValue } from './errors.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The attributes a queue works by, and all it was given, to be described back. Seconds and bytes. */
export interface QueueAttributes {
  readonly given: Readonly<Record<string, string>>;
  readonly delay: number;
  readonly maximumSize: number;
  readonly retention: number;
  readonly waitTime: number;
  readonly visibility: number;
  readonly policy: unknown;
  readonly redrivePolicy: RedrivePolicy | undefined;
}

interface Rule {
  readonly initial?: string;
  readonly fifoOnly?: true;
  check(value: string, name: string): void;
}

const MAX_RECEIVES = 1000;

/**
 * The attributes that can be set.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const RULES: Readonly<Record<string, Rule>> = {
  DelaySeconds: { initial: '0', check: integer(0, 900) },
  MaximumMessageSize: { initial: '1048576', check: integer(1024, 1048576) },
  MessageRetentionPeriod: { initial: '345600', check: integer(60, 1209600) },
  ReceiveMessageWaitTimeSeconds: { initial: '0', check: integer(0, 20) },
  VisibilityTimeout: { initial: '30', check: integer(0, 43200) },
  Policy: { check: checkJson },
  RedrivePolicy: { check: checkRedrivePolicy },
  RedriveAllowPolicy: { check: checkRedriveAllowPolicy },
  KmsMasterKeyId: { check: () => {} },
  KmsDataKeyReusePeriodSeconds: { check: integer(60, 86400) },
  SqsManagedSseEnabled: { check: oneOf('true', 'false') },
  FifoQueue: { fifoOnly: true, check: oneOf('true', 'false') },
  ContentBasedDeduplication: { fifoOnly: true, check: oneOf('true', 'false') },
  DeduplicationScope: { fifoOnly: true, check: oneOf('messageGroup', 'queue') },
  FifoThroughputLimit: { fifoOnly: true, check: oneOf('perQueue', 'perMessageGroupId') },
};

const DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(RULES).flatMap(([name, { initial }]) =>
    initial === undefined ? [] : [[name, initial]],
  ),
);

/**
 * Attributes that are to be set, once they are checked. `True` is `true`, as Python writes it (recorded).
 *
 * @throws InvalidAttributeName, InvalidAttributeValue
 */
export function checkedAttributes(
  attributes: Readonly<Record<string, string>>,
  fifo: boolean,
): Record<string, string> {
  const entries = Object.entries(attributes).map(([name, value]): [string, string] => [
    name,
    /^(?:true|false)$/i.test(value) ? value.toLowerCase() : value,
  ]);
  for (const [name, value] of entries) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined) throw unknownAttribute(name);
    if (rule.fifoOnly && !fifo) throw attributeOfFifo(name);
    if (value !== '' || name === 'FifoQueue') rule.check(value, name);
  }
  return Object.fromEntries(entries);
}

/** What AWS says where a standard queue is given an attribute of FIFO queues (recorded). */
function attributeOfFifo(name: string): AwsError {
  if (name !== 'DeduplicationScope' && name !== 'FifoThroughputLimit')
    return unknownAttribute(name);
  return new AwsError(
    'InvalidAttributeName',
    `You can specify the ${name} only when FifoQueue is set to true.`,
  );
}

/** Those that can be set, and those that tell how a queue is. */
const READ_ONLY = [
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
];

export function isQueueAttribute(name: string): boolean {
  return Object.hasOwn(RULES, name) || READ_ONLY.includes(name);
}

export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

/** Attributes after a change; an empty value takes an attribute back to its default. */
export function withChanges(
  current: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): QueueAttributes {
  const merged = { ...DEFAULTS, ...current };
  for (const [name, value] of Object.entries(changes)) {
    if (value !== '') merged[name] = value;
    else if (DEFAULTS[name] === undefined) delete merged[name];
    else merged[name] = DEFAULTS[name];
  }
  return {
    given: encryption(merged, changes),
    delay: Number(merged.DelaySeconds),
    maximumSize: Number(merged.MaximumMessageSize),
    retention: Number(merged.MessageRetentionPeriod),
    waitTime: Number(merged.ReceiveMessageWaitTimeSeconds),
    visibility: Number(merged.VisibilityTimeout),
    policy: merged.Policy === undefined ? undefined : JSON.parse(merged.Policy),
    redrivePolicy:
      merged.RedrivePolicy === undefined ? undefined : redrivePolicy(merged.RedrivePolicy),
  };
}

/** A queue is encrypted with a KMS key, with SQS's own keys (the default), or not at all. */
function encryption(
  attributes: Record<string, string>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const { SqsManagedSseEnabled: managed, ...others } = attributes;
  if (changes.SqsManagedSseEnabled === 'true') {
    const { KmsMasterKeyId: _key, KmsDataKeyReusePeriodSeconds: _period, ...rest } = others;
    return { ...rest, SqsManagedSseEnabled: 'true' };
  }
  const { KmsDataKeyReusePeriodSeconds: period = '300', ...rest } = others;
  if (others.KmsMasterKeyId === undefined) {
    return { ...rest, SqsManagedSseEnabled: managed ?? 'true' };
  }
  return { ...rest, KmsDataKeyReusePeriodSeconds: period, SqsManagedSseEnabled: 'false' };
}

export function redrivePolicy(value: string): RedrivePolicy {
  const { deadLetterTargetArn, maxReceiveCount } = parsedObject(value) ?? {};
  return {
    deadLetterTargetArn: String(deadLetterTargetArn),
    maxReceiveCount: Number(maxReceiveCount),
  };
}

/** Whether the queue with this RedriveAllowPolicy takes dead letters of the source. */
export function allowsRedrive(policy: string | undefined, sourceArn: string): boolean {
  const { redrivePermission = 'allowAll', sourceQueueArns } = parsedObject(policy ?? '{}') ?? {};
  if (redrivePermission === 'allowAll') return true;
  return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(sourceArn);
}

function integer(least: number, most: number) {
  return (value: string, name: string) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most)) throw invalidAttribute(name);
  };
}

function oneOf(...values: readonly string[]) {
  return (value: string, name: string) => {
    if (!values.includes(value)) throw invalidAttribute(name);
  };
}

function checkJson(value: string, name: string): void {
  if (parsedObject(value) === undefined) throw invalidAttribute(name);
}

function checkRedrivePolicy(value: string): void {
  const policy = parsedObject(value);
  const fail = (reason: string) => invalidValue('RedrivePolicy', value, reason);
  if (policy === undefined) {
    throw fail('Redrive policy is not a valid JSON map.');
  }
  if (policy.deadLetterTargetArn === undefined) {
    throw fail('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  }
  if (policy.maxReceiveCount === undefined) {
    throw fail('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  }
  const count = Number(policy.maxReceiveCount);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_RECEIVES) return;
  throw fail(
    `Invalid value for maxReceiveCount: ${policy.maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
  );
}

function checkRedriveAllowPolicy(value: string, name: string): void {
  const policy = parsedObject(value);
  const permissions: unknown[] = ['allowAll', 'denyAll', 'byQueue'];
  if (policy === undefined || !permissions.includes(policy.redrivePermission)) {
    throw invalidAttribute(name);
  }
}

function invalidAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
