import type { AddPermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { withStatement } from '../../permissions.ts';
import { invalidValue } from '../errors.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/** What a queue's policy can grant; the rest is its owner's. */
const ACTIONS = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

/**
 * Adds a statement to a queue's policy: these accounts may do that.
 * Errors: QueueDoesNotExist, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 */
export function addPermission(queues: Queues): Operation<AddPermissionRequest, object> {
  return {
    members: { QueueUrl: required, Label: required, AWSAccountIds: required, Actions: required },
    permissions: ({ QueueUrl }) => [queues.permission('AddPermission', QueueUrl)],
    handle({ QueueUrl, Label = '', AWSAccountIds = [], Actions = [] }) {
      const queue = queues.get(QueueUrl);
      const { arn: resource, attributes } = queue;
      const owned = Actions.find((name) => !ACTIONS.has(name));
      if (owned !== undefined) throw ownersOnly(owned);
      const actions = Actions.map((name) => `SQS:${name}`);
      const added = withStatement(attributes.given.Policy ?? emptyPolicy(resource), {
        ...{ label: Label, accounts: AWSAccountIds, actions, resource },
      });
      if (added === undefined) throw invalidValue('Label', Label, 'Already exists.');
      queues.change(queue, { Policy: added });
      return {};
    },
  };
}

function ownersOnly(action: string): Error {
  return invalidValue(
    'ActionName',
    `SQS:${action}`,
    'Only the queue owner is allowed to invoke this action.',
  );
}

function emptyPolicy(arn: string): string {
  return JSON.stringify({ Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] });
}
