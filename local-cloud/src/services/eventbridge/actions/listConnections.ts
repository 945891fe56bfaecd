import type { ListConnectionsRequest, ListConnectionsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { connectionName, connectionState } from '../connection-members.ts';
import type { Connections } from '../connections.ts';
import { page, paged } from '../pages.ts';
import { summaryOf } from './describeConnection.ts';

/**
 * Lists connections by name, page by page. Errors: ValidationException for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListConnections.html
 */
export function listConnections(
  connections: Connections,
): Operation<ListConnectionsRequest, ListConnectionsResponse> {
  return {
    members: { NamePrefix: connectionName, ConnectionState: connectionState, ...paged },
    permissions: () => [{ action: 'events:ListConnections', resource: '*' }],
    handle({ NamePrefix = '', ConnectionState, ...asked }) {
      const found = connections
        .all()
        .filter(({ name }) => name.startsWith(NamePrefix))
        .filter(({ state }) => ConnectionState === undefined || state === ConnectionState);
      const { items, next } = page(found, asked);
      return { Connections: items.map(summaryOf), ...next };
    },
  };
}
