import type { PipeState } from '@aws-sdk/client-pipes';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { held } from '../../function-host/detached.ts';
import type {
  Batch,
  BatchWords,
  EventSource,
  Failure,
  MappingInput,
  Run,
  SourceReader,
} from '../../function-host/event-sources/event-source.ts';
import { Reading } from '../../function-host/event-sources/reading.ts';
import { compilePattern } from '../eventbridge/pattern/compile.ts';
import { mayPass } from '../retry-policy.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { eventOf, read } from './events.ts';
import type { LogTarget } from './execution-log.ts';
import { logTargetOf } from './log-target.ts';
import { sessionOf } from './role.ts';
import type { Settings } from './settings.ts';

/** A pipe as it is saved, with how far it has come. Times are cloud time in milliseconds. */
export interface SavedPipe {
  readonly arn: string;
  readonly settings: Settings;
  readonly reading: MappingInput;
  /** Whether it reads: one goes on that could not be changed. */
  readonly isReading: boolean;
  readonly state: PipeState;
  readonly reason: string;
  readonly created: number;
  readonly modified: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly session: string;
  readonly read: Json;
}

export const SAVED_PIPE = shape<SavedPipe>({
  arn: z.string(),
  settings: given<Settings>(),
  reading: given<MappingInput>(),
  isReading: z.boolean(),
  state: z.custom<PipeState>((value) => typeof value === 'string'),
  reason: z.string(),
  created: z.number(),
  modified: z.number(),
  tags: z.map(z.string(), z.string()),
  session: z.string(),
  read: z.custom<Json>((value) => value !== undefined),
});

/** What a pipe is made with, or goes on with. */
export interface Plan {
  readonly settings: Settings;
  /** How the source is read. */
  readonly reading: MappingInput;
}

/** So many different failures of a pipe are told. */
const MOST_TOLD = 50;

/** A source that is read, by way of an enrichment, for a target. */
export class Pipe {
  readonly #cloud: Cloud;
  readonly arn: string;
  readonly created: number;
  readonly tags: Map<string, string>;
  /** Of the name that its role's sessions have. */
  #session: string;
  readonly #reader: SourceReader;
  readonly #reading: Reading;
  #plan: Plan;
  modified: number;
  state: PipeState = 'CREATING';
  reason = '';
  #isReading = false;
  #isDeleted = false;
  #logging: { readonly target: LogTarget | undefined } | undefined;
  /** The failures that were reported. */
  readonly #told = new Set<string>();

  constructor(cloud: Cloud, source: EventSource, arn: string, plan: Plan) {
    this.#cloud = cloud;
    this.arn = arn;
    this.created = cloud.clock.now();
    this.modified = this.created;
    this.tags = new Map();
    this.#session = cloud.random.uuid().replaceAll('-', '');
    this.#plan = plan;
    const pipe = this;
    this.#reader = source.reader({
      cloud,
      arn: plan.settings.Source,
      get input() {
        return pipe.#plan.reading;
      },
      principal: () => this.role,
      tell: (failure, kind) => this.#tell(failure, kind),
    });
    this.#reading = new Reading(this.#reader, {
      ...{ cloud, arn: plan.settings.Source },
      work: (batch) => this.#work(batch),
    });
  }

  get settings(): Settings {
    return this.#plan.settings;
  }

  get role(): Principal {
    return this.sessionOf(this.settings);
  }

  /** Who a pipe with these settings is. */
  sessionOf({ RoleArn }: Settings): Principal {
    return sessionOf(RoleArn, this.#session);
  }

  /** Goes on with this from now on. */
  change(plan: Plan): void {
    this.#plan = plan;
    this.modified = this.#cloud.clock.now();
    this.#told.clear();
    this.#logging = undefined;
  }

  /** Reads, or does not, as the pipe is told to. */
  settle(): void {
    const isRunning = this.settings.DesiredState === 'RUNNING';
    this.state = isRunning ? 'RUNNING' : 'STOPPED';
    this.reason = 'USER_INITIATED';
    if (isRunning) this.#start();
    else this.stop();
  }

  fail(state: PipeState, reason: string): void {
    this.state = state;
    this.reason = reason;
  }

  /** Batches at work are finished. */
  stop(): void {
    this.#isReading = false;
    this.#reading.stop();
  }

  /** Stops for good, also where somebody is about to start it. */
  end(): void {
    this.#isDeleted = true;
    this.stop();
  }

  save(): SavedPipe {
    const { arn, state, reason, created, modified, tags } = this;
    const own = { isReading: this.#isReading, session: this.#session, read: this.#reader.save() };
    return { ...this.#plan, arn, state, reason, created, modified, tags, ...own };
  }

  load({ state, reason, created, modified, tags, session, isReading, read }: SavedPipe): void {
    Object.assign(this, { state, reason, created, modified });
    this.#isReading = isReading;
    for (const [key, value] of tags) this.tags.set(key, value);
    this.#session = session;
    this.#reader.load(read);
  }

  resume(): void {
    if (this.#isReading) this.#start();
  }

  #start(): void {
    if (this.#isDeleted) return;
    this.#isReading = true;
    const { BatchSize = 1, MaximumBatchingWindowInSeconds = 0 } = this.#plan.reading;
    const { Filters = [] } = this.settings.SourceParameters?.FilterCriteria ?? {};
    const filters = Filters.map(({ Pattern = '' }) => compilePattern(Pattern));
    this.#reading.start({
      batchSize: BatchSize,
      windowMs: MaximumBatchingWindowInSeconds * 1000,
      reportsFailures: true,
      passes: (record) => {
        if (filters.length === 0) return true;
        const { event } = read(eventOf(record));
        return filters.some((filter) => filter.matches(event));
      },
    });
  }

  /** A failure that may pass by itself is no try that counts. */
  async #work(batch: Batch): Promise<Run> {
    const { arn, settings } = this;
    const role = this.role;
    const cloud = this.#cloud;
    const call = <Output>(sdkId: string, operation: string, input: object) =>
      cloud.call<Output>(role, sdkId, operation, input);
    try {
      // Loaded with the first batch: most clouds have no pipe.
      const { deliver } = await held(cloud, () => import('./deliver.ts'));
      const refused = (why: AwsError) => this.#report(why);
      const failed = await deliver(
        { cloud, arn, settings, call, refused, log: this.#log() },
        batch,
      );
      return { given: batch, failed, ran: true };
    } catch (error) {
      this.#report(error);
      const ran = error instanceof AwsError && !mayPass(error);
      return { given: batch, failed: batch, ran };
    }
  }

  /** Opened with the first batch. */
  #log(): LogTarget | undefined {
    const report = (problem: string) => this.#report(new AwsError('LogDelivery', problem));
    this.#logging ??= { target: logTargetOf(this.#cloud, this.arn, this.settings, report) };
    return this.#logging.target;
  }

  /** Each failure once: a batch may be tried for days. */
  #report(error: unknown): void {
    const text = String(error);
    if (this.#told.has(text) || this.#told.size >= MOST_TOLD) return;
    this.#told.add(text);
    this.#cloud.background(`Pipe ${this.arn}`, () => Promise.reject(error));
  }

  async #tell(failure: Failure, kind: BatchWords): Promise<void> {
    const queue = this.#plan.reading.DestinationConfig?.OnFailure?.Destination;
    if (queue === undefined) return;
    const { arn, settings, role } = this;
    await sendDeadLetter(this.#cloud, role, { arn, source: settings.Source, queue }, kind, failure);
  }
}
