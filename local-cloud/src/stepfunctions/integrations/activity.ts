import type { Attempt } from './attempt.ts';

/** Where tasks of activities wait for workers. */
export interface ActivityTasks {
  /** False: there is no such activity. */
  exists(activityArn: string): boolean;
  /** Offers a task to the workers that poll, in the order of arrival. */
  offer(activityArn: string, task: ActivityTask): void;
  /** Takes back a task that no worker has got. */
  withdraw(activityArn: string, task: ActivityTask): void;
}

export interface ActivityTask {
  readonly taskToken: string;
  /** JSON text. */
  readonly input: string;
  /** A worker got it. */
  taken(workerName: string | undefined): void;
}

/**
 * A Task whose `Resource` is an activity: a worker gets it with GetActivityTask and answers with
 * SendTaskSuccess or SendTaskFailure.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
 */
export function offerActivityTask(activities: ActivityTasks, attempt: Attempt): void {
  const { resource, taskToken, parameters } = attempt.request;
  const task: ActivityTask = {
    taskToken: taskToken ?? '',
    input: JSON.stringify(parameters),
    taken: (workerName) => attempt.started(workerName === undefined ? {} : { workerName }),
  };
  attempt.onCancel(() => activities.withdraw(resource.arn, task));
  activities.offer(resource.arn, task);
}
