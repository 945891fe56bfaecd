import type {
  DeauthorizeConnectionRequest,
  DeauthorizeConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { connectionName } from '../connection-members.ts';
import type { Connections } from '../connections.ts';
import { timesOf } from './describeConnection.ts';

/**
 * Takes a connection's authorization away, until it is updated. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html
 */
export function deauthorizeConnection(
  connections: Connections,
): Operation<DeauthorizeConnectionRequest, DeauthorizeConnectionResponse> {
  return {
    members: { Name: { ...connectionName, required: true } },
    permissions: ({ Name = '' }) => [
      { action: 'events:DeauthorizeConnection', resource: `${connections.arn(Name)}/*` },
    ],
    handle({ Name = '' }) {
      const connection = connections.get(Name);
      connections.deauthorize(connection);
      return {
        ConnectionArn: connection.arn,
        ConnectionState: 'DEAUTHORIZING',
        ...timesOf(connection),
      };
    },
  };
}
