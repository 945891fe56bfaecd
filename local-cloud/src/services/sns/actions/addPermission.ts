import type { AddPermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { withStatement } from '../../permissions.ts';
import { invalidParameter } from '../errors.ts';
import { defaultPolicy } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

/** The actions of a topic that its policy can grant. */
const ACTIONS = new Set(
  defaultPolicy('arn:aws:sns:us-east-1:123456789012:topic').Statement[0]!.Action,
);

/**
 * Adds a statement to a topic's policy: these accounts may do that.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html
 */
export function addPermission(topics: Topics): Operation<AddPermissionInput, object> {
  return {
    members: {
      TopicArn: { required: true },
      Label: { required: true },
      AWSAccountId: { required: true },
      ActionName: { required: true },
    },
    permissions: ({ TopicArn }) => [topics.permission('AddPermission', TopicArn)],
    handle({ TopicArn, Label, AWSAccountId = [], ActionName = [] }) {
      const { arn, attributes } = topics.get(TopicArn);
      const actions = ActionName.map((name) => `SNS:${name}`);
      if (!actions.every((action) => ACTIONS.has(action))) {
        throw invalidParameter('Policy statement action out of service scope!');
      }
      const added = withStatement(attributes.get('Policy') ?? JSON.stringify(defaultPolicy(arn)), {
        ...{ label: Label!, accounts: AWSAccountId, actions, resource: arn },
      });
      if (added === undefined) throw invalidParameter('Statement already exists');
      attributes.set('Policy', added);
      return {};
    },
  };
}
