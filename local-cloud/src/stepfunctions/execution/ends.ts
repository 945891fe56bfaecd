import { errorAndCause } from './failure.ts';
import {
  type EventDetails,
  type EventType,
  type HistoryEvent,
  RecordedEvent,
  setDetails,
} from './history.ts';
import { NOT_TRUNCATED } from './recorder.ts';
import type { Execution, StartSpec } from './types.ts';

/** What an execution was started with, how it ended, and where in its history that stands. */
export interface BegunAndEnded
  extends Pick<Execution, 'spec' | 'status' | 'startDate' | 'stopDate' | 'output'> {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** The id of its last event, and of the event before that one. */
  readonly lastId: number;
  readonly previousId: number;
}

/**
 * The first event of an execution, and its last one once it has ended: all there is of the history of an
 * Express execution, of which AWS keeps none.
 */
export function endsOf(execution: BegunAndEnded): readonly HistoryEvent[] {
  const { spec, startDate, status } = execution;
  const started = new RecordedEvent(startDate, 'ExecutionStarted', 1, 0);
  setDetails(started, 'ExecutionStarted', { input: spec.input, ...startedDetails(spec) });
  return status === 'RUNNING' ? [started] : [started, lastOf(execution)];
}

/** The last event of an execution that has ended. */
export function lastOf(execution: BegunAndEnded): HistoryEvent {
  const { startDate, stopDate, lastId, previousId } = execution;
  const [type, details] = endOf(execution);
  const last = new RecordedEvent(stopDate ?? startDate, type, lastId, previousId);
  setDetails(last, type, details);
  return last;
}

/** What ExecutionStarted tells of what an execution was started with, besides the input. */
export function startedDetails(spec: StartSpec) {
  const { roleArn, stateMachineAliasArn, stateMachineVersionArn } = spec;
  return {
    inputDetails: NOT_TRUNCATED,
    roleArn,
    ...(stateMachineAliasArn && { stateMachineAliasArn }),
    ...(stateMachineVersionArn && { stateMachineVersionArn }),
  };
}

function endOf(execution: BegunAndEnded): [EventType, EventDetails<EventType>] {
  const { status, output, error, cause } = execution;
  switch (status) {
    case 'SUCCEEDED':
      return ['ExecutionSucceeded', { output: output!, outputDetails: NOT_TRUNCATED }];
    case 'FAILED':
      return ['ExecutionFailed', errorAndCause({ error, cause })];
    case 'ABORTED':
      return ['ExecutionAborted', errorAndCause({ error, cause })];
    default:
      return ['ExecutionTimedOut', errorAndCause({ error, cause })];
  }
}
