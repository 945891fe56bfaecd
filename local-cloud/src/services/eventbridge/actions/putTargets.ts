import type { PutTargetsRequest, PutTargetsResponse, Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Cloud, Operation, Principal } from '../../../core/service.ts';
import { eventBusName, ruleName, targets } from '../members.ts';
import { EVENTS } from '../principal.ts';
import { checkBus, type Rules } from '../rules.ts';
import { checkTarget } from '../targets.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_TARGETS = 5;

/**
 * Adds targets to a rule, or replaces those with the same id: all of them or none.
 * Errors: ResourceNotFoundException, LimitExceededException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 */
export function putTargets(rules: Rules): Operation<PutTargetsRequest, PutTargetsResponse> {
  return {
    members: { Rule: ruleName, EventBusName: eventBusName, Targets: targets },
    permissions: ({ Rule, Targets }) => [
      { action: 'events:PutTargets', resource: rules.arn(Rule) },
      ...passRoles(Targets),
    ],
    async handle({ Rule, Targets = [], EventBusName }) {
      checkBus(rules, EventBusName);
      const known = rules.get(Rule).targets;
      for (const target of Targets) checkTarget(target);
      for (const { RoleArn } of Targets) await checkTrust(rules.cloud, RoleArn);
      const ids = new Set([...known.keys(), ...Targets.map(({ Id }) => Id!)]);
      if (ids.size > MOST_TARGETS) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      for (const target of Targets) known.set(target.Id!, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}

/** EventBridge takes a role only if it can assume it. */
async function checkTrust(cloud: Cloud, RoleArn: string | undefined): Promise<void> {
  if (RoleArn === undefined) return;
  const events: Principal = { kind: 'service', arn: EVENTS, service: EVENTS };
  try {
    await cloud.call(events, 'STS', 'AssumeRole', { RoleArn, RoleSessionName: 'events' });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError(
      'ValidationException',
      `Provided role '${RoleArn}' cannot be assumed by principal '${EVENTS}'.`,
      { cause },
    );
  }
}

function passRoles(targets: readonly Target[] = []) {
  return targets.flatMap(({ RoleArn }) =>
    RoleArn === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource: RoleArn,
            conditions: { 'iam:PassedToService': 'events.amazonaws.com' },
          },
        ],
  );
}
