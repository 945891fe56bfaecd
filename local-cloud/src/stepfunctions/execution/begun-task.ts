import type { Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { HistoryEvent } from './history.ts';

/** What a history tells of a task that is under way. */
export interface BegunTask {
  readonly parameters: Json;
  readonly limits: {
    readonly timeoutSeconds: number | undefined;
    readonly roleArn: string | undefined;
  };
  /** When its time began, in ms since 1970: that of an activity's task when a worker took it. */
  readonly since: number;
  readonly started: boolean;
  /** What the job was accepted with. */
  readonly submitted: Json | undefined;
  /** It was handed over to somebody who answers by its token. */
  readonly onlyToken: boolean;
}

/** @param last the id of the task's latest event; what came before it leads to its Scheduled event */
export function begunTask(
  history: readonly HistoryEvent[],
  last: number,
  callback: boolean,
): BegunTask {
  const latest = history[last - 1]!;
  let scheduled = latest;
  while (!scheduled.type!.endsWith('Scheduled')) {
    scheduled = history[scheduled.previousEventId! - 1]!;
  }
  const task = scheduled.taskScheduledEventDetails;
  const other =
    scheduled.lambdaFunctionScheduledEventDetails ?? scheduled.activityScheduledEventDetails;
  const { timeoutInSeconds } = task ?? other ?? {};
  const output = latest.taskSubmittedEventDetails?.output;
  const answered = latest.type === 'TaskSubmitted' || latest.type === 'ActivityStarted';
  const credentials = (task ?? scheduled.lambdaFunctionScheduledEventDetails)?.taskCredentials;
  return {
    parameters: readJson(task?.parameters ?? other?.input ?? 'null'),
    limits: { timeoutSeconds: timeoutInSeconds, roleArn: credentials?.roleArn },
    since: (latest.type === 'ActivityStarted' ? latest : scheduled).timestamp,
    started: latest !== scheduled,
    submitted: output === undefined ? undefined : readJson(output),
    onlyToken: callback && answered,
  };
}
