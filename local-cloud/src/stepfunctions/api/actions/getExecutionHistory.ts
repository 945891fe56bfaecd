import type {
  GetExecutionHistoryInput,
  GetExecutionHistoryOutput,
  HistoryEvent as SdkHistoryEvent,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { ArchivedDetails } from '../../execution/archived-details.ts';
import type { HistoryEvent } from '../../execution/history.ts';
import type { Context } from '../context.ts';
import { withoutData } from '../execution-data.ts';
import { arn, pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export function getExecutionHistory(
  context: Context,
): Operation<GetExecutionHistoryInput, GetExecutionHistoryOutput> {
  return {
    members: {
      executionArn: arn,
      maxResults: pageSize,
      reverseOrder: {},
      nextToken: pageToken,
      includeExecutionData: {},
    },
    permissions: ({ executionArn }) => [
      { action: 'states:GetExecutionHistory', resource: executionArn ?? '*' },
    ],
    handle(input) {
      const { execution } = context.executions.get(input.executionArn!);
      const history = input.reverseOrder ? [...execution.history].reverse() : execution.history;
      const scope = `${input.reverseOrder ? 'reverse ' : ''}history of ${execution.arn}`;
      const withData = input.includeExecutionData ?? true;
      const { items, nextToken } = paginate(
        history,
        input,
        scope,
        (event) => String(event.id),
        withData ? charactersOf : undefined,
      );
      return {
        events: items.map((event) => sdkEvent(event, withData)),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}

/** What is long of an event: its texts. */
function charactersOf(event: HistoryEvent): number {
  const details = Object.values(event).filter((member) => typeof member === 'object');
  return details.reduce((sum, members) => sum + ArchivedDetails.charactersOf(members), 0);
}

function sdkEvent(event: HistoryEvent, withData: boolean): SdkHistoryEvent {
  const dated = { ...event, timestamp: new Date(event.timestamp) };
  if (withData) return dated;
  const members = Object.entries(dated).map(([name, value]) =>
    name.endsWith('EventDetails') ? [name, withoutData(value as object)] : [name, value],
  );
  return Object.fromEntries(members) as SdkHistoryEvent;
}
