import type {
  ConnectionAuthResponseParameters,
  ConnectionHttpParameters,
  CreateConnectionAuthRequestParameters,
  DescribeConnectionRequest,
  DescribeConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { connectionName } from '../connection-members.ts';
import type { Connections, KeptConnection } from '../connections.ts';

/**
 * Describes a connection without its secrets. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html
 */
export function describeConnection(
  connections: Connections,
): Operation<DescribeConnectionRequest, DescribeConnectionResponse> {
  return {
    members: { Name: { ...connectionName, required: true } },
    permissions: ({ Name = '' }) => [
      { action: 'events:DescribeConnection', resource: `${connections.arn(Name)}/*` },
    ],
    handle({ Name = '' }) {
      const connection = connections.get(Name);
      return {
        ...summaryOf(connection),
        ...(connection.description !== undefined && { Description: connection.description }),
        SecretArn: connection.secretArn,
        AuthParameters: shownAuth(connection.auth),
      };
    },
  };
}

/** A connection as ListConnections tells it. */
export function summaryOf(connection: KeptConnection) {
  return {
    ConnectionArn: connection.arn,
    Name: connection.name,
    ConnectionState: connection.state,
    ...(connection.reason !== undefined && { StateReason: connection.reason }),
    AuthorizationType: connection.type,
    ...timesOf(connection),
  };
}

export function timesOf({ created, modified, authorized }: KeptConnection) {
  return {
    CreationTime: new Date(created),
    LastModifiedTime: new Date(modified),
    ...(authorized !== undefined && { LastAuthorizedTime: new Date(authorized) }),
  };
}

function shownAuth(auth: CreateConnectionAuthRequestParameters): ConnectionAuthResponseParameters {
  const { BasicAuthParameters, ApiKeyAuthParameters, OAuthParameters } = auth;
  const { InvocationHttpParameters } = auth;
  return {
    ...(BasicAuthParameters && { BasicAuthParameters: { Username: BasicAuthParameters.Username } }),
    ...(ApiKeyAuthParameters && {
      ApiKeyAuthParameters: { ApiKeyName: ApiKeyAuthParameters.ApiKeyName },
    }),
    ...(OAuthParameters && {
      OAuthParameters: {
        ClientParameters: { ClientID: OAuthParameters.ClientParameters!.ClientID },
        AuthorizationEndpoint: OAuthParameters.AuthorizationEndpoint,
        HttpMethod: OAuthParameters.HttpMethod,
        ...(OAuthParameters.OAuthHttpParameters && {
          OAuthHttpParameters: shownParameters(OAuthParameters.OAuthHttpParameters),
        }),
      },
    }),
    ...(InvocationHttpParameters && {
      InvocationHttpParameters: shownParameters(InvocationHttpParameters),
    }),
  };
}

function shownParameters(parameters: ConnectionHttpParameters): ConnectionHttpParameters {
  const lists = Object.entries(parameters).map(([kind, list]) => [
    kind,
    (list ?? []).map(({ Value, ...one }: { Value?: string; IsValueSecret?: boolean }) =>
      one.IsValueSecret ? one : { ...one, Value },
    ),
  ]);
  return Object.fromEntries(lists);
}
