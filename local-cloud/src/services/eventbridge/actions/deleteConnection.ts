import type {
  DeleteConnectionRequest,
  DeleteConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { connectionName } from '../connection-members.ts';
import type { Connections } from '../connections.ts';
import { timesOf } from './describeConnection.ts';

/**
 * Deletes a connection with its credentials. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteConnection.html
 */
export function deleteConnection(
  connections: Connections,
): Operation<DeleteConnectionRequest, DeleteConnectionResponse> {
  return {
    members: { Name: { ...connectionName, required: true } },
    permissions: ({ Name = '' }) => [
      { action: 'events:DeleteConnection', resource: `${connections.arn(Name)}/*` },
    ],
    handle({ Name = '' }) {
      const connection = connections.get(Name);
      connections.delete(Name);
      return {
        ConnectionArn: connection.arn,
        ConnectionState: 'DELETING',
        ...timesOf(connection),
      };
    },
  };
}
