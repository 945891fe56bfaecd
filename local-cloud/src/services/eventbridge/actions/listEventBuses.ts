import type { ListEventBusesRequest, ListEventBusesResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { busName } from '../members.ts';
import { page, paged } from '../pages.ts';
import type { Rules } from '../rules.ts';
import { busOf } from './describeEventBus.ts';

/**
 * Lists event buses by name, page by page. Errors: ValidationException for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html
 */
export function listEventBuses({
  buses,
}: Rules): Operation<ListEventBusesRequest, ListEventBusesResponse> {
  return {
    members: { NamePrefix: busName, ...paged },
    permissions: () => [{ action: 'events:ListEventBuses', resource: buses.arn('*') }],
    handle({ NamePrefix = '', ...asked }) {
      const found = buses.all().filter(({ name }) => name.startsWith(NamePrefix));
      const { items, next } = page(found, asked);
      return { EventBuses: items.map(busOf), ...next };
    },
  };
}
