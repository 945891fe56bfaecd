import type {
  CreateConnectionRequest,
  CreateConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import {
  authorizationType,
  authParameters,
  checkAuth,
  connectionDescription,
  connectionName,
} from '../connection-members.ts';
import type { Connections } from '../connections.ts';

/**
 * Creates a connection, whose credentials HTTP Tasks of Step Functions send. One with OAuth is not
 * authorized here. Errors: ResourceAlreadyExistsException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html
 */
export function createConnection(
  connections: Connections,
): Operation<CreateConnectionRequest, CreateConnectionResponse> {
  return {
    members: {
      Name: { ...connectionName, required: true },
      Description: connectionDescription,
      AuthorizationType: { ...authorizationType, required: true },
      AuthParameters: { ...authParameters, required: true },
    },
    permissions: ({ Name = '' }) => [
      { action: 'events:CreateConnection', resource: `${connections.arn(Name)}/*` },
    ],
    handle({ Name = '', Description, AuthorizationType: type, AuthParameters: auth = {} }) {
      checkAuth(type!, auth);
      if (connections.has(Name)) {
        throw new AwsError('ResourceAlreadyExistsException', `Connection ${Name} already exists.`);
      }
      const made = connections.add(Name, { description: Description, type: type!, auth });
      return {
        ConnectionArn: made.arn,
        ConnectionState: made.state,
        CreationTime: new Date(made.created),
        LastModifiedTime: new Date(made.modified),
      };
    },
  };
}
