import type {
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Mappings } from '../event-source-mappings.ts';
import { functionName } from '../functions.ts';
import { arn, maxItems, optionalName } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The event source mappings, of a function or of a source, at most 100 at a time.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
 */
export function listEventSourceMappings(
  mappings: Mappings,
): Operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse> {
  return {
    members: { EventSourceArn: arn, FunctionName: optionalName, Marker: {}, MaxItems: maxItems },
    permissions: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
    handle({ EventSourceArn, FunctionName, Marker, MaxItems = 100 }) {
      const name = FunctionName === undefined ? undefined : functionName(FunctionName);
      const found = mappings
        .all()
        .map((mapping) => mapping.configuration())
        .filter(
          (mapping) =>
            (EventSourceArn === undefined || mapping.EventSourceArn === EventSourceArn) &&
            (name === undefined || functionName(mapping.FunctionArn) === name),
        );
      const { items, NextMarker } = page(found, Marker, Math.min(MaxItems, 100));
      return { EventSourceMappings: [...items], NextMarker };
    },
  };
}
