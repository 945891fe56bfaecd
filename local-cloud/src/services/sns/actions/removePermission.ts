import type { RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { withoutStatement } from '../../permissions.ts';
import type { Topics } from '../topics.ts';

/**
 * Removes a statement from a topic's policy; one that is not there is removed already.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html
 */
export function removePermission(topics: Topics): Operation<RemovePermissionInput, object> {
  return {
    members: { TopicArn: { required: true }, Label: { required: true } },
    permissions: ({ TopicArn }) => [topics.permission('RemovePermission', TopicArn)],
    handle({ TopicArn, Label }) {
      const { attributes } = topics.get(TopicArn);
      const policy = attributes.get('Policy');
      const left = policy === undefined ? undefined : withoutStatement(policy, Label!);
      if (left !== undefined) attributes.set('Policy', left);
      return {};
    },
  };
}
