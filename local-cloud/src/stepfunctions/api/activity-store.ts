import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Json } from '../../core/json.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import type { ActivityTask, ActivityTasks } from '../integrations/activity.ts';
import { parseArn } from './arn.ts';
import { activityDoesNotExist } from './errors.ts';

export interface Activity {
  readonly arn: string;
  readonly name: string;
  readonly creationDate: number;
  readonly tags: Map<string, string>;
}

const SAVED = z.array(
  shape<Activity>({
    arn: z.string(),
    name: z.string(),
    creationDate: z.number(),
    tags: z.map(z.string(), z.string()),
  }),
);

/** A worker that polls. */
interface Poll {
  take(task: ActivityTask): void;
}

/** How long GetActivityTask waits for a task. */
const POLL_MS = 60_000;

/** Activities, the tasks that wait for workers and the workers that wait for tasks. */
export class ActivityStore implements ActivityTasks, State {
  readonly #activities = new Map<string, Activity>();
  readonly #tasks = new Map<string, ActivityTask[]>();
  readonly #polls = new Map<string, Set<Poll>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tasks that wait for workers are offered again by their executions. */
  save(): Json {
    return toJson(this.list());
  }

  load(json: Json): void {
    for (const activity of fromJson(json, SAVED)) this.add(activity);
  }

  add(activity: Activity): void {
    this.#activities.set(activity.arn, activity);
  }

  /** Tasks that nobody has got stay until they time out. */
  remove(activityArn: string): void {
    this.#activities.delete(parseArn(activityArn, 'activity').text);
  }

  list(): Activity[] {
    return [...this.#activities.values()];
  }

  find(activityArn: string): Activity | undefined {
    return this.#activities.get(activityArn);
  }

  /** Throws InvalidArn or ActivityDoesNotExist. */
  get(activityArn: string): Activity {
    const activity = this.find(parseArn(activityArn, 'activity').text);
    if (activity === undefined) throw activityDoesNotExist(activityArn);
    return activity;
  }

  exists(activityArn: string): boolean {
    return this.#activities.has(activityArn);
  }

  offer(activityArn: string, task: ActivityTask): void {
    const [poll] = this.#polls.get(activityArn) ?? [];
    if (poll !== undefined) {
      poll.take(task);
      return;
    }
    const tasks = this.#tasks.get(activityArn) ?? [];
    tasks.push(task);
    this.#tasks.set(activityArn, tasks);
  }

  withdraw(activityArn: string, task: ActivityTask): void {
    const tasks = this.#tasks.get(activityArn) ?? [];
    const index = tasks.indexOf(task);
    if (index !== -1) tasks.splice(index, 1);
  }

  /** The next task, at once or within the time of a long poll; undefined when there is none. */
  take(activityArn: string, signal?: AbortSignal): Promise<ActivityTask | undefined> {
    const task = this.#tasks.get(activityArn)?.shift();
    if (task !== undefined) return Promise.resolve(task);
    return new Promise((resolve) => {
      const polls = this.#polls.get(activityArn) ?? new Set<Poll>();
      this.#polls.set(activityArn, polls);
      const finish = (found?: ActivityTask) => {
        polls.delete(poll);
        timer.cancel();
        resolve(found);
      };
      const poll: Poll = { take: finish };
      const timer = this.#clock.after(POLL_MS, finish, {
        background: true,
        what: () => `End of a poll of the activity ${activityArn}`,
      });
      signal?.addEventListener('abort', () => finish(), { once: true });
      polls.add(poll);
    });
  }
}
