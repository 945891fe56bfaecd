import type { NetworkConfiguration, Tag, TaskOverride, TaskStopCode } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import type { Size } from './fargate.ts';

/** How far a Fargate task has come: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export const STATUSES = [
  'PROVISIONING',
  'PENDING',
  'RUNNING',
  'DEPROVISIONING',
  'STOPPED',
] as const;
export type Status = (typeof STATUSES)[number];

/** Times are cloud time in milliseconds. */
export interface Task {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly definitionArn: string;
  readonly size: Size;
  readonly group: string;
  readonly overrides: TaskOverride;
  readonly network: NetworkConfiguration;
  readonly startedBy: string | undefined;
  readonly tags: readonly Tag[];
  readonly clientToken: string | undefined;
  /** What it was asked for with: the same token asks for the same. */
  readonly request: string;
  readonly containerId: string;
  readonly interfaceId: string;
  readonly createdAt: number;
  status: Status;
  /** When it goes on by itself. */
  dueAt: number | undefined;
  desired: 'RUNNING' | 'STOPPED';
  /** Counts the changes. */
  version: number;
  pullStartedAt: number | undefined;
  startedAt: number | undefined;
  stoppingAt: number | undefined;
  executionStoppedAt: number | undefined;
  stoppedAt: number | undefined;
  stopCode: TaskStopCode | undefined;
  stoppedReason: string | undefined;
  exitCode: number | undefined;
  /** What is told of the container besides its exit code. */
  containerReason: string | undefined;
}

const time = z.number().optional();

const SAVED = z.array(
  shape<Task>({
    id: z.string(),
    arn: z.string(),
    clusterArn: z.string(),
    definitionArn: z.string(),
    size: z.strictObject({ cpu: z.string(), memory: z.string() }),
    group: z.string(),
    overrides: given<TaskOverride>(),
    network: given<NetworkConfiguration>(),
    startedBy: z.string().optional(),
    tags: z.array(given<Tag>()),
    clientToken: z.string().optional(),
    request: z.string(),
    containerId: z.string(),
    interfaceId: z.string(),
    createdAt: z.number(),
    status: z.enum(STATUSES),
    dueAt: time,
    desired: z.enum(['RUNNING', 'STOPPED']),
    version: z.number(),
    pullStartedAt: time,
    startedAt: time,
    stoppingAt: time,
    executionStoppedAt: time,
    stoppedAt: time,
    stopCode: z.string().optional(),
    stoppedReason: z.string().optional(),
    exitCode: z.number().optional(),
    containerReason: z.string().optional(),
  }),
);

/** Stopped tasks are shown for an hour. */
const KEPT = 60 * 60 * 1000;

/** The tasks, in the order in which they were started. */
export class Tasks implements State {
  readonly #cloud: Cloud;
  readonly #tasks = new Map<string, Task>();
  /** Told of the tasks that go on after a load. */
  readonly #goOn: (task: Task) => void;

  constructor(cloud: Cloud, goOn: (task: Task) => void) {
    this.#cloud = cloud;
    this.#goOn = goOn;
  }

  save(): Json {
    return toJson([...this.#tasks.values()]);
  }

  load(json: Json): void {
    for (const task of fromJson(json, SAVED)) this.add(task);
  }

  resume(): void {
    for (const task of this.#tasks.values()) this.#goOn(task);
  }

  add(task: Task): void {
    this.#tasks.set(task.arn, task);
  }

  /** `arn:aws:ecs:<region>:<account>:task/<cluster>/<id>`, of an id or an ARN. */
  arn(clusterArn: string, id: string): string {
    if (id.startsWith('arn:')) return id;
    return `${clusterArn.replace(':cluster/', ':task/')}/${id}`;
  }

  permission(operation: string, clusterArn: string, id: string): Permission {
    return {
      action: `ecs:${operation}`,
      resource: this.arn(clusterArn, id),
      conditions: { 'ecs:cluster': clusterArn },
    };
  }

  find(clusterArn: string, id: string): Task | undefined {
    this.#forget();
    const task = this.#tasks.get(this.arn(clusterArn, id));
    return task?.clusterArn === clusterArn ? task : undefined;
  }

  of(clusterArn: string): Task[] {
    this.#forget();
    return [...this.#tasks.values()].filter((task) => task.clusterArn === clusterArn);
  }

  /** How many of a cluster's tasks run, and how many will. */
  count(clusterArn: string): { running: number; pending: number } {
    const tasks = this.of(clusterArn).filter(({ desired }) => desired === 'RUNNING');
    const running = tasks.filter(({ status }) => status === 'RUNNING').length;
    return { running, pending: tasks.length - running };
  }

  #forget(): void {
    const limit = this.#cloud.clock.now() - KEPT;
    for (const [arn, { stoppedAt }] of this.#tasks) {
      if (stoppedAt !== undefined && stoppedAt <= limit) this.#tasks.delete(arn);
    }
  }
}
