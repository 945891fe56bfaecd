import type { RemovePermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { isEmpty, withoutStatement } from '../../permissions.ts';
import { invalidValue } from '../errors.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Removes a statement from a queue's policy, and with the last one the policy.
 * Errors: QueueDoesNotExist, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
 */
export function removePermission(queues: Queues): Operation<RemovePermissionRequest, object> {
  return {
    members: { QueueUrl: required, Label: required },
    permissions: ({ QueueUrl }) => [queues.permission('RemovePermission', QueueUrl)],
    handle({ QueueUrl, Label = '' }) {
      const queue = queues.get(QueueUrl);
      const { Policy } = queue.attributes.given;
      const left = Policy === undefined ? undefined : withoutStatement(Policy, Label);
      if (left === undefined) throw invalidValue('Label', Label, "can't find label.");
      queues.change(queue, { Policy: isEmpty(left) ? '' : left });
      return {};
    },
  };
}
