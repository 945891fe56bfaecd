import type {
  CreateConnectionAuthRequestParameters,
  UpdateConnectionRequest,
  UpdateConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import {
  authorizationType,
  changedAuthParameters,
  checkAuth,
  connectionDescription,
  connectionName,
} from '../connection-members.ts';
import type { Connections } from '../connections.ts';
import { timesOf } from './describeConnection.ts';

/**
 * Changes what it is given of a connection, and authorizes it anew. Errors:
 * ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html
 */
export function updateConnection(
  connections: Connections,
): Operation<UpdateConnectionRequest, UpdateConnectionResponse> {
  return {
    members: {
      Name: { ...connectionName, required: true },
      Description: connectionDescription,
      AuthorizationType: authorizationType,
      AuthParameters: changedAuthParameters,
    },
    permissions: ({ Name = '' }) => [
      { action: 'events:UpdateConnection', resource: `${connections.arn(Name)}/*` },
    ],
    handle({ Name = '', Description, AuthorizationType, AuthParameters = {} }) {
      const connection = connections.get(Name);
      const type = AuthorizationType ?? connection.type;
      const before = type === connection.type ? connection.auth : {};
      const auth = changed(before, AuthParameters);
      checkAuth(type, auth);
      const description = Description ?? connection.description;
      connections.change(connection, { type, auth, description });
      return {
        ConnectionArn: connection.arn,
        ConnectionState: connection.state,
        ...timesOf(connection),
      };
    },
  };
}

/** Credentials are changed member by member. */
function changed(
  before: CreateConnectionAuthRequestParameters,
  given: NonNullable<UpdateConnectionRequest['AuthParameters']>,
): CreateConnectionAuthRequestParameters {
  const members = Object.entries(given).map(([name, change]) => [
    name,
    name === 'InvocationHttpParameters' ? change : { ...Object(before)[name], ...change },
  ]);
  return { ...before, ...Object.fromEntries(members) };
}
