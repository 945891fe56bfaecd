import type { ContainerDefinition, TaskOverride } from '@aws-sdk/client-ecs';
import { AwsError } from '../../core/errors.ts';
import { type JobEnd, type JobHandle, type JobHost, noRunner } from '../../core/jobs.ts';
import type { LogStream } from '../../core/log-stream.ts';
import type { Cloud } from '../../core/service.ts';
import { logOf } from './container-log.ts';
import { rolesFor } from './roles.ts';
import { tellEventBridge } from './state-change.ts';
import { containerOf, type TaskDefinitions } from './task-definitions.ts';
import type { Status, Task } from './tasks.ts';

/**
 * How long a task takes before its container runs (its network interface; the image) and after that, in
 * milliseconds of cloud time: about as long as tasks that people have shown. AWS promises nothing.
 */
const TAKES: Readonly<Partial<Record<Status, number>>> = {
  PROVISIONING: 10_000,
  PENDING: 10_000,
  DEPROVISIONING: 20_000,
};

/** Seconds between SIGTERM and SIGKILL where the container does not say (documented). */
const STOP_TIMEOUT = 30;

export interface LifePorts {
  readonly cloud: Cloud;
  readonly jobs: JobHost;
  readonly definitions: TaskDefinitions;
  readonly report: (problem: string) => void;
}

/**
 * Leads tasks through their lives: PROVISIONING, PENDING, RUNNING while the container's process does,
 * DEPROVISIONING, STOPPED.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export class Lives {
  readonly #ports: LifePorts;
  readonly #running = new Map<string, JobHandle>();

  constructor(ports: LifePorts) {
    this.#ports = ports;
  }

  begin(task: Task): void {
    this.#enter(task, 'PROVISIONING');
  }

  /** Stops it, however far it has come. A task that is stopped already stays as it is. */
  stop(task: Task, reason: string): void {
    if (task.desired === 'STOPPED') return;
    this.#stopping(task, 'UserInitiated', reason);
    const { stopTimeout = STOP_TIMEOUT } = this.#container(task);
    this.#running.get(task.arn)?.stop(stopTimeout);
    this.#changed(task);
  }

  /** Goes on after a load. What ran is not part of what is saved. */
  goOn(task: Task): void {
    if (task.status === 'RUNNING') this.#ended(task, { exitCode: 137 });
    else this.#arm(task);
  }

  #enter(task: Task, status: Status): void {
    const takes = TAKES[status];
    task.status = status;
    task.dueAt = takes === undefined ? undefined : this.#now + takes;
    this.#changed(task);
    this.#arm(task);
  }

  #arm(task: Task): void {
    if (task.dueAt === undefined) return;
    this.#ports.cloud.clock.after(task.dueAt - this.#now, () => this.#next(task), {
      what: () => `${task.status} of the ECS task ${task.arn}`,
    });
  }

  #next(task: Task): void {
    if (task.status === 'DEPROVISIONING') {
      task.stoppedAt = this.#now;
      this.#enter(task, 'STOPPED');
    } else if (task.desired === 'STOPPED') {
      this.#enter(task, 'DEPROVISIONING');
    } else if (task.status === 'PROVISIONING') {
      task.pullStartedAt = this.#now;
      this.#enter(task, 'PENDING');
    } else {
      const { cloud } = this.#ports;
      const label = `The task ${task.arn}`;
      // The job holds the clock itself, but for where it waits.
      this.#run(task).catch((error) => cloud.background(label, () => Promise.reject(error)));
    }
  }

  async #run(task: Task): Promise<void> {
    const { cloud, jobs, definitions, report } = this.#ports;
    const definition = definitions.find(task.definitionArn)!;
    const container = containerOf(definition);
    const roles = rolesFor(definition, task.overrides);
    const log = logOf(cloud, task, container, roles.execution, report);
    const problem = await problemOf(log);
    if (problem !== undefined) return this.#failed(task, problem);
    const key = ['ecs', definition.family] as const;
    const script = jobs.runnerOf(key);
    if (script === undefined) {
      return this.#failed(task, `CannotStartContainerError: ${noRunner(key)}`);
    }
    if (task.desired === 'STOPPED') return this.#enter(task, 'DEPROVISIONING');
    const job = jobs.runJob({
      script,
      sessionName: task.id,
      roleArn: roles.task,
      ...processOf(task, container),
      onLine: (line) => this.#log(log, line),
    });
    await this.#until(task, job);
  }

  /** Runs from when it has its turn until its process has ended; one that is stopped before has none. */
  async #until(task: Task, job: JobHandle): Promise<void> {
    this.#running.set(task.arn, job);
    const ended = job.ended.finally(() => this.#running.delete(task.arn));
    const hasTurn = await Promise.race([job.started.then(() => true), ended.then(() => false)]);
    if (!hasTurn) return this.#enter(task, 'DEPROVISIONING');
    task.startedAt = this.#now;
    this.#enter(task, 'RUNNING');
    this.#ended(task, await ended);
  }

  #ended(task: Task, { exitCode, error }: JobEnd): void {
    task.exitCode = exitCode;
    task.executionStoppedAt = this.#now;
    if (error?.name === 'OutOfMemory') {
      task.containerReason = 'OutOfMemoryError: Container killed due to memory usage';
    }
    this.#stopping(task, 'EssentialContainerExited', 'Essential container in task exited');
    this.#enter(task, 'DEPROVISIONING');
  }

  #failed(task: Task, reason: string): void {
    task.containerReason = reason;
    this.#stopping(task, 'TaskFailedToStart', reason);
    this.#enter(task, 'DEPROVISIONING');
  }

  /** What stops it first is told as the reason. */
  #stopping(task: Task, code: NonNullable<Task['stopCode']>, reason: string): void {
    task.desired = 'STOPPED';
    task.stoppingAt ??= this.#now;
    task.stopCode ??= code;
    task.stoppedReason ??= reason;
  }

  #log(log: LogStream | undefined, line: string): void {
    log?.add(this.#now, line);
    // Lines that came together are written together.
    queueMicrotask(() => log?.flush());
  }

  #changed(task: Task): void {
    task.version += 1;
    tellEventBridge(this.#ports.cloud, task, this.#container(task));
  }

  #container({ definitionArn }: Task): ContainerDefinition {
    return containerOf(this.#ports.definitions.find(definitionArn)!);
  }

  get #now(): number {
    return this.#ports.cloud.clock.now();
  }
}

/** Why the container cannot be logged, in the words of the Fargate agent. */
async function problemOf(log: LogStream | undefined): Promise<string | undefined> {
  try {
    await log?.open();
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${error.code}: ${error.message} : exit status 1`;
  }
}

/** What the process of the container is given. */
function processOf({ overrides, size }: Task, container: ContainerDefinition) {
  const own: NonNullable<TaskOverride['containerOverrides']>[number] =
    overrides.containerOverrides?.find(({ name }) => name === container.name) ?? {};
  const variables = [...(container.environment ?? []), ...(own.environment ?? [])];
  return {
    arguments: own.command ?? container.command ?? [],
    environment: {
      ...Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value])),
      AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    },
    memoryMiB: own.memory ?? container.memory ?? Number(size.memory),
  };
}
