import type { LifecycleExpiration, LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { DAY } from './due.ts';

/**
 * Throws MalformedXML, InvalidArgument or InvalidRequest for rules that S3 does not take.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function checkRules(rules: readonly LifecycleRule[]): void {
  for (const rule of rules) checkRule(rule);
  const ids = rules.flatMap(({ ID }) => (ID ? [ID] : []));
  if (new Set(ids).size === ids.length) return;
  throw new AwsError(
    'InvalidArgument',
    'Rule ID must be unique. Found same ID for more than one rule',
  );
}

function checkRule(rule: LifecycleRule): void {
  const { Expiration, NoncurrentVersionExpiration } = rule;
  checkFilter(rule);
  if (Expiration !== undefined) checkExpiration(Expiration);
  if (NoncurrentVersionExpiration !== undefined) {
    const { NoncurrentDays, NewerNoncurrentVersions } = NoncurrentVersionExpiration;
    if (NoncurrentDays === undefined) throw malformedXml();
    checkPositive('NoncurrentDays', NoncurrentDays, 'NoncurrentVersionExpiration');
    checkPositive(
      'NewerNoncurrentVersions',
      NewerNoncurrentVersions,
      'NoncurrentVersionExpiration',
    );
  }
  const { DaysAfterInitiation } = rule.AbortIncompleteMultipartUpload ?? {};
  checkPositive('DaysAfterInitiation', DaysAfterInitiation, 'AbortIncompleteMultipartUpload');
  checkTransitions(rule);
  checkOrder(rule);
  if (!ACTIONS.some((action) => rule[action] !== undefined)) {
    throw invalidRequest('At least one action needs to be specified in a rule.');
  }
  checkTags(rule);
}

const ACTIONS = [
  'Expiration',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
  'Transitions',
  'NoncurrentVersionTransitions',
] as const;

/** A rule has a filter of one criterion, which may be an `And` of several, or the older `Prefix`. */
function checkFilter({ Filter, Prefix }: LifecycleRule): void {
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  if (Filter !== undefined && Object.keys(given(Filter)).length > 1) throw malformedXml();
  const keys = Filter?.And?.Tags?.map(({ Key }) => Key) ?? [];
  if (new Set(keys).size < keys.length) {
    throw invalidRequest('Duplicate Tag Keys are not allowed.');
  }
}

function checkExpiration(expiration: LifecycleExpiration): void {
  if (Object.keys(given(expiration)).length !== 1) throw malformedXml();
  checkPositive('Days', expiration.Days, 'Expiration');
  checkMidnight(expiration.Date);
}

function checkTransitions({ Transitions = [], NoncurrentVersionTransitions = [] }: LifecycleRule) {
  for (const { Date: date, Days, StorageClass } of Transitions) {
    const isOne = (date === undefined) !== (Days === undefined);
    if (StorageClass === undefined || !isOne) throw malformedXml();
    checkMidnight(date);
    checkInfrequent('Days', Days, 'Transition', StorageClass);
  }
  for (const { NoncurrentDays, StorageClass } of NoncurrentVersionTransitions) {
    if (StorageClass === undefined || NoncurrentDays === undefined) throw malformedXml();
    checkInfrequent('NoncurrentDays', NoncurrentDays, 'NoncurrentVersionTransition', StorageClass);
  }
}

const INFREQUENT: readonly string[] = ['STANDARD_IA', 'ONEZONE_IA'];
const LEAST_DAYS = 30;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
function checkInfrequent(
  name: string,
  days: number | undefined,
  action: string,
  storageClass: string,
): void {
  if (days === undefined || days >= LEAST_DAYS || !INFREQUENT.includes(storageClass)) return;
  const message = `'${name}' in ${action} action must be greater than or equal to ${LEAST_DAYS} for storageClass '${storageClass}'`;
  throw invalidArgument(message, name, days);
}

/** Objects expire after they are moved. */
function checkOrder({ Expiration, Transitions = [], Filter, Prefix }: LifecycleRule): void {
  const days = Expiration?.Days;
  if (days === undefined || Transitions.every(({ Days = 0 }) => Days < days)) return;
  const prefix = Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? '';
  const message = `'Days' in the Expiration action for filter '(prefix=${prefix})' must be greater than 'Days' in the Transition action`;
  throw invalidArgument(message, 'Days', days);
}

/** What is done to delete markers and uploads, which have no tags, cannot be chosen by tags. */
function checkTags({ Filter, Expiration, AbortIncompleteMultipartUpload }: LifecycleRule): void {
  if (Filter?.Tag === undefined && Filter?.And?.Tags === undefined) return;
  const action = AbortIncompleteMultipartUpload
    ? 'AbortIncompleteMultipartUpload'
    : Expiration?.ExpiredObjectDeleteMarker && 'ExpiredObjectDeleteMarker';
  if (action) throw invalidRequest(`${action} cannot be specified with Tags.`);
}

function checkPositive(name: string, value: number | undefined, action: string): void {
  if (value === undefined || value > 0) return;
  throw invalidArgument(`'${name}' for ${action} action must be a positive integer`, name, value);
}

function checkMidnight(date: Date | undefined): void {
  if (date === undefined || date.getTime() % DAY === 0) return;
  throw invalidArgument("'Date' must be at midnight GMT", 'Date', date.toISOString());
}

function given(object: LifecycleRuleFilter | LifecycleExpiration): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
