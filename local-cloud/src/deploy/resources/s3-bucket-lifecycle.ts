import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { boolean, defined, number, tags } from '../resource-type.ts';

const transition = z.strictObject({
  StorageClass: z.string(),
  TransitionInDays: number.optional(),
  TransitionDate: z.string().optional(),
});
const noncurrentTransition = z.strictObject({
  StorageClass: z.string(),
  TransitionInDays: number,
});

const rule = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().optional(),
  TagFilters: tags.optional(),
  ObjectSizeGreaterThan: number.optional(),
  ObjectSizeLessThan: number.optional(),
  ExpirationInDays: number.optional(),
  ExpirationDate: z.string().optional(),
  ExpiredObjectDeleteMarker: boolean.optional(),
  NoncurrentVersionExpirationInDays: number.optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: number, NewerNoncurrentVersions: number.optional() })
    .optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: number }).optional(),
  Transition: transition.optional(),
  Transitions: z.array(transition).optional(),
  NoncurrentVersionTransition: noncurrentTransition.optional(),
  NoncurrentVersionTransitions: z.array(noncurrentTransition).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html */
export const lifecycleConfiguration = z.strictObject({
  Rules: z.array(rule),
  TransitionDefaultMinimumObjectSize: z.string().optional(),
});

type Rule = z.output<typeof rule>;

/** As S3's API takes them. */
export function lifecycleRules(rules: readonly Rule[]): LifecycleRule[] {
  return rules.map((given) =>
    defined({
      ID: given.Id,
      Status: given.Status,
      Filter: filter(given),
      Expiration: expiration(given),
      NoncurrentVersionExpiration:
        given.NoncurrentVersionExpiration ??
        days('NoncurrentDays', given.NoncurrentVersionExpirationInDays),
      AbortIncompleteMultipartUpload: given.AbortIncompleteMultipartUpload,
      Transitions: given.Transitions?.map(moved) ?? (given.Transition && [moved(given.Transition)]),
      NoncurrentVersionTransitions: noncurrent(given),
    } as LifecycleRule),
  );
}

/** One criterion stands alone, several in an `And`. */
function filter({ Prefix, TagFilters = [], ...given }: Rule): LifecycleRuleFilter {
  const { ObjectSizeGreaterThan, ObjectSizeLessThan } = given;
  const criteria = defined({ Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan });
  const count = Object.keys(criteria).length + TagFilters.length;
  if (count > 1) {
    return { And: { ...criteria, ...(TagFilters.length > 0 && { Tags: TagFilters }) } };
  }
  return TagFilters[0] ? { Tag: TagFilters[0] } : criteria;
}

function expiration(given: Rule): LifecycleRule['Expiration'] {
  const { ExpirationInDays, ExpirationDate, ExpiredObjectDeleteMarker } = given;
  const found = defined({
    Days: ExpirationInDays,
    Date: ExpirationDate === undefined ? undefined : new Date(ExpirationDate),
    ExpiredObjectDeleteMarker,
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

function days<Name extends string>(name: Name, count: number | undefined) {
  return count === undefined ? undefined : { [name]: count };
}

function moved({ StorageClass, TransitionInDays, TransitionDate }: z.output<typeof transition>) {
  return defined({
    StorageClass,
    Days: TransitionInDays,
    Date: TransitionDate === undefined ? undefined : new Date(TransitionDate),
  });
}

function noncurrent(given: Rule): LifecycleRule['NoncurrentVersionTransitions'] {
  const { NoncurrentVersionTransition: one } = given;
  return (given.NoncurrentVersionTransitions ?? (one && [one]))?.map((each) => ({
    StorageClass: each.StorageClass as 'GLACIER',
    NoncurrentDays: each.TransitionInDays,
  }));
}
