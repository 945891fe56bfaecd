import type { JobRun, JobRunState } from '@aws-sdk/client-glue';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { texts } from '../../core/json-schemas.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { notFound } from './errors.ts';
import { logGroupPrefix, type Settings } from './settings.ts';

/** What a run is given: the settings of its job, and what StartJobRun says instead of them. */
export interface Order {
  readonly jobName: string;
  readonly settings: Settings;
  /** Of StartJobRun alone. */
  readonly arguments: Readonly<Record<string, string>>;
}

export interface Run extends Order {
  /** `jr_` and 64 hexadecimal digits; a retry has that of the first attempt and `_attempt_<n>`. */
  readonly id: string;
  readonly attempt: number;
  readonly previousRunId: string | undefined;
  /** Cloud times in milliseconds. */
  readonly startedAt: number;
  modifiedAt: number;
  /** When its own work began. */
  runningAt: number | undefined;
  completedAt: number | undefined;
  state: JobRunState;
  errorMessage: string | undefined;
}

const STATES = ['FAILED', 'STOPPED', 'SUCCEEDED', 'TIMEOUT'] as const;

const SAVED = z.array(
  shape<Run>({
    id: z.string(),
    jobName: z.string(),
    settings: given<Settings>(),
    arguments: texts,
    attempt: z.number(),
    previousRunId: z.string().optional(),
    startedAt: z.number(),
    modifiedAt: z.number(),
    runningAt: z.number().optional(),
    completedAt: z.number().optional(),
    state: z.enum(STATES),
    errorMessage: z.string().optional(),
  }),
);

/** Of a run that takes one of the places that a job has for runs at once. */
const UNDER_WAY: readonly JobRunState[] = ['STARTING', 'RUNNING', 'STOPPING'];
/** Runs are told of for 90 days. */
const KEPT = 90 * 24 * 60 * 60 * 1000;

/** The runs of the last 90 days. Their work holds the clock: what is saved has ended. */
export class Runs implements State {
  readonly #cloud: Cloud;
  readonly #runs = new Map<string, Run>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  save(): Json {
    return toJson([...this.#runs.values()]);
  }

  load(json: Json): void {
    for (const run of fromJson(json, SAVED)) this.#runs.set(run.id, run);
  }

  /** @param previous the attempt that failed, of which this is the next */
  create(order: Order, state: JobRunState, previous?: Run): Run {
    const startedAt = this.#cloud.clock.now();
    const attempt = previous === undefined ? 0 : previous.attempt + 1;
    const run: Run = {
      ...{ jobName: order.jobName, settings: order.settings, arguments: order.arguments },
      id: previous === undefined ? this.#newId() : retryId(previous, attempt),
      attempt,
      previousRunId: previous?.id,
      startedAt,
      modifiedAt: startedAt,
      runningAt: undefined,
      completedAt: undefined,
      state,
      errorMessage: undefined,
    };
    this.#runs.set(run.id, run);
    return run;
  }

  /** Notes a change of a run. */
  change(run: Run, changes: Partial<Pick<Run, 'state' | 'errorMessage'>>): void {
    const now = this.#cloud.clock.now();
    Object.assign(run, changes, { modifiedAt: now });
    if (run.state === 'RUNNING') run.runningAt = now;
    if (isOver(run)) run.completedAt = now;
  }

  find(jobName: string | undefined, id: string): Run | undefined {
    this.#forget();
    const run = this.#runs.get(id);
    return run?.jobName === jobName ? run : undefined;
  }

  /** @throws EntityNotFoundException */
  get(jobName: string | undefined, id = ''): Run {
    const run = this.find(jobName, id);
    if (run === undefined) throw notFound(`Job run not found: ${id}`);
    return run;
  }

  /** Those of a job, the newest first. */
  of(jobName: string | undefined): Run[] {
    this.#forget();
    return [...this.#runs.values()].filter((run) => run.jobName === jobName).reverse();
  }

  /** Whether a job has as many runs under way as it may have at once. */
  isFull(jobName: string, { ExecutionProperty }: Settings): boolean {
    const underWay = this.of(jobName).filter(({ state }) => UNDER_WAY.includes(state));
    return underWay.length >= ExecutionProperty.MaxConcurrentRuns;
  }

  #newId(): string {
    return `jr_${Buffer.from(this.#cloud.random.bytes(32)).toString('hex')}`;
  }

  #forget(): void {
    const limit = this.#cloud.clock.now() - KEPT;
    for (const [id, run] of this.#runs) if (run.startedAt <= limit) this.#runs.delete(id);
  }
}

export function isOver({ state }: Run): boolean {
  return STATES.some((over) => over === state);
}

function retryId({ id }: Run, attempt: number): string {
  return `${id.replace(/_attempt_\d+$/, '')}_attempt_${attempt}`;
}

/** @param now cloud time in milliseconds */
export function describeRun(run: Run, now: number): JobRun {
  const { settings, completedAt, errorMessage, previousRunId } = run;
  const { JobRunQueuingEnabled, GlueVersion, MaxCapacity, NumberOfWorkers, WorkerType } = settings;
  const seconds = run.runningAt === undefined ? 0 : ((completedAt ?? now) - run.runningAt) / 1000;
  return {
    Id: run.id,
    Attempt: run.attempt,
    ...(previousRunId !== undefined && { PreviousRunId: previousRunId }),
    JobName: run.jobName,
    JobMode: 'SCRIPT',
    ...(JobRunQueuingEnabled !== undefined && { JobRunQueuingEnabled }),
    StartedOn: new Date(run.startedAt),
    LastModifiedOn: new Date(run.modifiedAt),
    ...(completedAt !== undefined && { CompletedOn: new Date(completedAt) }),
    JobRunState: run.state,
    ...(Object.keys(run.arguments).length > 0 && { Arguments: run.arguments }),
    ...(errorMessage !== undefined && { ErrorMessage: errorMessage }),
    PredecessorRuns: [],
    ExecutionTime: Math.round(seconds),
    Timeout: settings.Timeout,
    ...(MaxCapacity !== undefined && { MaxCapacity }),
    ...(WorkerType !== undefined && { WorkerType }),
    ...(NumberOfWorkers !== undefined && { NumberOfWorkers }),
    LogGroupName: logGroupPrefix(settings),
    ...(GlueVersion !== undefined && { GlueVersion }),
  };
}
