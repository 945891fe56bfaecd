import type { ReportedEvent } from '../client/executions.ts';
import type { JsonObject } from '../core/json.ts';
import type { HistoryEvent } from '../stepfunctions/execution/history.ts';
import { TestBench } from '../stepfunctions/execution/testing/bench.ts';
import { parseDefinition } from '../stepfunctions/language/parse.ts';
import { coverageOf, type Status } from './coverage.ts';
import { nameOf } from './points.ts';

export const TASK = {
  Type: 'Task',
  Resource: 'arn:aws:lambda:us-east-1:123456789012:function:do',
};

/** Errors of a task, by state, one for each attempt; it succeeds when they are used up. */
export type Failures = Readonly<Record<string, readonly string[]>>;

/** The history of a machine's execution whose tasks fail as told. */
export async function historyOf(
  definition: JsonObject,
  input: JsonObject = {},
  failures: Failures = {},
): Promise<ReportedEvent[]> {
  const left = new Map(Object.entries(failures).map(([state, errors]) => [state, [...errors]]));
  const bench = new TestBench({
    task(request, observer) {
      const error = left.get(request.stateName)?.shift();
      if (error === 'no heartbeat') return;
      if (error === undefined) observer.succeeded(request.parameters);
      else observer.failed({ error });
    },
  });
  const run = await bench.run(definition, input);
  return run.history.map(reported);
}

export function reported(event: HistoryEvent): ReportedEvent {
  const found = Object.entries(event).find(([key]) => key.endsWith('EventDetails'));
  const details = (found?.[1] ?? {}) as Record<string, unknown>;
  return {
    id: event.id!,
    previous: event.previousEventId!,
    time: event.timestamp,
    type: event.type!,
    ...(/State(Entered|Exited)$/.test(event.type!) && { state: String(details.name) }),
    details,
  };
}

/** As a log without execution data has it: names and errors. */
export function withoutData(events: readonly ReportedEvent[]): ReportedEvent[] {
  return events.map((event) => {
    const { name, index, error, state, location } = event.details;
    return { ...event, details: { name, index, error, state, location } };
  });
}

/** The names of the points of a status. */
export function named(
  status: Status,
  definition: JsonObject,
  ...histories: readonly (readonly ReportedEvent[])[]
): string[] {
  return coverageOf(parseDefinition(JSON.stringify(definition)), histories)
    .filter((point) => point.status === status)
    .map(nameOf);
}
