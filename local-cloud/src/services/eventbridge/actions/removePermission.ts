import type { RemovePermissionRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { isEmpty, withoutStatement } from '../../permissions.ts';
import { ownBusName, statementId } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Takes a statement, or all of them, out of the policy of an event bus.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html
 */
export function removePermission({ buses }: Rules): Operation<RemovePermissionRequest, object> {
  return {
    members: { EventBusName: ownBusName, StatementId: statementId, RemoveAllPermissions: {} },
    permissions: ({ EventBusName }) => [buses.permission('RemovePermission', EventBusName)],
    handle({ EventBusName, StatementId, RemoveAllPermissions = false }) {
      const bus = buses.get(EventBusName);
      const left = RemoveAllPermissions ? undefined : without(bus.policy, StatementId);
      buses.setPolicy(bus, left);
      return {};
    },
  };
}

function without(policy: string | undefined, id: string | undefined): string | undefined {
  if (id === undefined) {
    const message = 'StatementId is required, or RemoveAllPermissions.';
    throw new AwsError('ValidationException', message);
  }
  const left = policy === undefined ? undefined : withoutStatement(policy, id);
  if (left !== undefined) return isEmpty(left) ? undefined : left;
  const message = 'Statement with the provided id does not exist.';
  throw new AwsError('ResourceNotFoundException', message);
}
