import type { JsonObject } from '../src/core/json.ts';
import { logMessage } from '../src/stepfunctions/api/log-delivery.ts';
import type { HistoryEvent } from '../src/stepfunctions/execution/history.ts';
import type { Execution } from '../src/stepfunctions/execution/types.ts';
import { type CompareOptions, differences } from './compare.ts';
import type { ExpectedExecution } from './fixtures.ts';

/** Whether a recording has something of what was logged. */
export function hasLogs({ endLogEvent, loggedEvents }: ExpectedExecution): boolean {
  return endLogEvent !== undefined || loggedEvents !== undefined;
}

/** What differs between the recorded log and ours: the whole log, or the line of the last event. */
export function logDifferences(
  expected: ExpectedExecution,
  execution: Execution,
  events: readonly HistoryEvent[],
  options: CompareOptions,
): string[] {
  const { endLogEvent, loggedEvents } = expected;
  const withData =
    loggedEvents === undefined || 'input' in (loggedEvents[0]!.details as JsonObject);
  const lines = events.map(
    (event) => JSON.parse(logMessage(execution, event, 0, withData)) as JsonObject,
  );
  return [
    ...(endLogEvent === undefined ? [] : differences(endLogEvent, lines.at(-1), options)),
    ...(loggedEvents === undefined ? [] : differences(loggedEvents, lines, options)),
  ];
}
