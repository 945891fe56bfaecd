import type { SecondaryStatus, TrainingJobStatus } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import type { JobEnd, JobHandle } from '../../core/jobs.ts';
import { Later } from '../../core/later.ts';
import { shape } from '../../core/state.ts';
import { invalid } from './errors.ts';
import { tellOfJob } from './events.ts';
import { startAlgorithm, trained } from './run-algorithm.ts';
import type { SageMaker } from './sagemaker.ts';
import { STATUS_MESSAGES } from './status-messages.ts';
import { DEFAULT_RUNTIME_SECONDS, DOWNLOADING, STARTING, STOPPING, UPLOADING } from './timing.ts';
import { secondaryStatus, type TrainingJob } from './training-job.ts';

/** The next status of a job is due, unless it has left the one it was in. */
interface Due {
  readonly arn: string;
  /** How many statuses it had been in. */
  readonly transitions: number;
}

const SAVED_DUE = shape<Due>({ arn: z.string(), transitions: z.number() });

/** Takes training jobs from status to status. While an algorithm is at work the clock is held. */
export class Training {
  readonly #sagemaker: SageMaker;
  readonly #running = new Map<string, JobHandle>();
  readonly due: Later<Due>;

  constructor(sagemaker: SageMaker) {
    this.#sagemaker = sagemaker;
    this.due = new Later(sagemaker.cloud.clock, 'Next step of a training job', SAVED_DUE, (due) =>
      this.#next(due),
    );
  }

  start(job: TrainingJob): void {
    this.#enter(job, 'Starting', { after: STARTING });
  }

  /**
   * Stops a job; the algorithm saves nothing.
   *
   * @throws ValidationException for one that is not in progress
   */
  stop(job: TrainingJob): void {
    if (job.status !== 'InProgress') {
      throw invalid(
        `The request was rejected because the training job is in status ${job.status}.`,
      );
    }
    this.#end(job);
    this.#enter(job, 'Stopping', { status: 'Stopping', after: STOPPING });
  }

  #next({ arn, transitions }: Due): void {
    const job = this.#sagemaker.jobs.byArn(arn);
    if (job === undefined || job.transitions.length !== transitions) return;
    const status = secondaryStatus(job);
    if (status === 'Starting') this.#download(job);
    else if (status === 'Downloading') this.#train(job);
    else if (status === 'Uploading') this.#close(job, 'Completed');
    else this.#close(job, 'Stopped');
  }

  #download(job: TrainingJob): void {
    job.startedAt = this.#now();
    this.#enter(job, 'Downloading', { after: DOWNLOADING });
  }

  #train(job: TrainingJob): void {
    this.#enter(job, 'Training');
    const started = startAlgorithm(this.#sagemaker, job);
    if (typeof started === 'string') this.#fail(job, started);
    else this.#watch(job, started);
  }

  #watch(job: TrainingJob, running: JobHandle): void {
    this.#running.set(job.arn, running);
    const late = this.#limit(job);
    this.#sagemaker.cloud.background(`The training job ${job.name}`, async () => {
      const end = await running.ended;
      late.cancel();
      // Whoever stopped it has taken it out, and said so.
      if (this.#running.delete(job.arn)) this.#trained(job, end);
    });
  }

  #trained(job: TrainingJob, end: JobEnd): void {
    const { failure, metrics } = trained(end);
    if (failure !== undefined) {
      this.#fail(job, failure);
      return;
    }
    job.metrics = metrics.map((metric) => ({ ...metric, at: this.#now() }));
    this.#enter(job, 'Uploading', { after: UPLOADING });
  }

  /** Of the time since it has had its instances. */
  #limit(job: TrainingJob) {
    const { clock } = this.#sagemaker.cloud;
    const { MaxRuntimeInSeconds = DEFAULT_RUNTIME_SECONDS } = job.request.StoppingCondition ?? {};
    const left = MaxRuntimeInSeconds * 1000 - (this.#now() - job.startedAt!);
    const stop = () => {
      this.#end(job);
      this.#close(job, 'MaxRuntimeExceeded', 'Stopped');
    };
    return clock.after(left, stop, {
      background: true,
      what: () => `MaxRuntimeInSeconds of the training job ${job.request.TrainingJobName}`,
    });
  }

  #end(job: TrainingJob): void {
    const running = this.#running.get(job.arn);
    this.#running.delete(job.arn);
    running?.stop();
  }

  #fail(job: TrainingJob, reason: string): void {
    job.failureReason = reason;
    this.#close(job, 'Failed');
  }

  #close(
    job: TrainingJob,
    secondary: SecondaryStatus,
    status = secondary as TrainingJobStatus,
  ): void {
    job.endedAt = this.#now();
    this.#enter(job, secondary, { status });
  }

  #enter(
    job: TrainingJob,
    secondary: SecondaryStatus,
    { status = 'InProgress', after }: { status?: TrainingJobStatus; after?: number } = {},
  ): void {
    const startedAt = this.#now();
    const last = job.transitions.at(-1);
    if (last !== undefined) last.endedAt = startedAt;
    job.status = status;
    job.modifiedAt = startedAt;
    const message = STATUS_MESSAGES[secondary] ?? '';
    job.transitions.push({ status: secondary, message, startedAt, endedAt: job.endedAt });
    if (after !== undefined) {
      this.due.add({ arn: job.arn, transitions: job.transitions.length }, after);
    }
    tellOfJob(this.#sagemaker.cloud, job);
  }

  #now(): number {
    return this.#sagemaker.cloud.clock.now();
  }
}
