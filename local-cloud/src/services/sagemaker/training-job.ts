import type {
  CreateTrainingJobRequest,
  SecondaryStatus,
  TrainingJobStatus,
} from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Resource } from './store.ts';

/** A status that a job was in. Cloud times in milliseconds. */
export interface Transition {
  readonly status: SecondaryStatus;
  readonly message: string;
  readonly startedAt: number;
  endedAt: number | undefined;
}

/** What an algorithm tells of the model it has trained. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly at: number;
}

export interface TrainingJob extends Resource {
  readonly request: CreateTrainingJobRequest;
  /** For example `linear-learner`. */
  readonly algorithm: string;
  modifiedAt: number;
  status: TrainingJobStatus;
  readonly transitions: Transition[];
  failureReason: string | undefined;
  /** From when to when it has instances, which is what is billed. */
  startedAt: number | undefined;
  endedAt: number | undefined;
  metrics: readonly Metric[];
}

export const SAVED_JOBS = z.array(
  shape<TrainingJob>({
    name: z.string(),
    arn: z.string(),
    createdAt: z.number(),
    tags: z.map(z.string(), z.string()),
    request: given<CreateTrainingJobRequest>(),
    algorithm: z.string(),
    modifiedAt: z.number(),
    status: z.enum(['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']),
    transitions: z.array(
      shape<Transition>({
        status: z.string(),
        message: z.string(),
        startedAt: z.number(),
        endedAt: z.number().optional(),
      }),
    ),
    failureReason: z.string().optional(),
    startedAt: z.number().optional(),
    endedAt: z.number().optional(),
    metrics: z.array(shape<Metric>({ name: z.string(), value: z.number(), at: z.number() })),
  }),
);

/** The status that a job is in now. */
export function secondaryStatus({ transitions }: TrainingJob): SecondaryStatus {
  return transitions.at(-1)!.status;
}

/** Where its model goes. https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html */
export function modelArtifact({ name, request }: Pick<TrainingJob, 'name' | 'request'>): string {
  const path = request.OutputDataConfig!.S3OutputPath!.replace(/\/$/, '');
  return `${path}/${name}/output/model.tar.gz`;
}
