import type { Tag } from '@aws-sdk/client-eventbridge';
import type { Constraint } from '../../core/contract.ts';
import { checkOwn, type Rules } from './rules.ts';

export const resourceArn = { required: true, length: [1, 1600] } as const satisfies Constraint;
export const tags = {
  items: {
    shape: 'Tag',
    members: {
      Key: { required: true, length: [1, 128] },
      Value: { required: true, length: [0, 256] },
    },
  },
} as const satisfies Constraint;

/**
 * The tags of the rule or event bus with this ARN, to read and to change.
 * @throws AwsError ResourceNotFoundException
 */
export function tagsOf(rules: Rules, arn: string): Map<string, string> {
  const [kind, ...path] = (arn.split(':')[5] ?? '').split('/');
  if (kind !== 'rule') return rules.buses.get(arn).tags;
  const name = path.pop();
  return rules.get(name, path.join('/') || undefined).tags;
}

/**
 * Those that the account may change.
 * @throws AwsError ResourceNotFoundException, ManagedRuleException
 */
export function ownTagsOf(rules: Rules, arn: string): Map<string, string> {
  const tags = tagsOf(rules, arn);
  const rule = rules.all().find((one) => one.tags === tags);
  if (rule !== undefined) checkOwn(rule);
  return tags;
}

export function setTags(known: Map<string, string>, given: readonly Tag[] = []): void {
  for (const { Key, Value } of given) known.set(Key!, Value!);
}
