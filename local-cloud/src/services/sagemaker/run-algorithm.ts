import * as z from 'zod';
import { type JobEnd, type JobHandle, noRunner } from '../../core/jobs.ts';
import type { Json } from '../../core/json.ts';
import { logOf } from './log.ts';
import { SESSION } from './role.ts';
import type { SageMaker } from './sagemaker.ts';
import { modelArtifact, type TrainingJob } from './training-job.ts';

const GROUP = '/aws/sagemaker/TrainingJobs';

/**
 * Starts the algorithm of a training job, in the name of the job's role.
 *
 * @returns or the reason why it cannot be started
 */
export function startAlgorithm(sagemaker: SageMaker, job: TrainingJob): JobHandle | string {
  const { host } = sagemaker;
  const module = host.runnerOf(['sagemaker', job.algorithm]);
  if (module === undefined) return `AlgorithmError: ${noRunner(['sagemaker', job.algorithm])}`;
  const roleArn = job.request.RoleArn!;
  return host.runJob({
    module,
    input: inputOf(job),
    roleArn,
    sessionName: SESSION,
    onLine: logOf(sagemaker, { roleArn, of: 'a training job', group: GROUP, name: streamOf(job) }),
  });
}

function streamOf({ name, startedAt }: TrainingJob): string {
  return `${name}/algo-1-${Math.floor(startedAt! / 1000)}`;
}

/** What an algorithm is told, in the words of the API. */
function inputOf(job: TrainingJob): Json {
  const { HyperParameters = {}, InputDataConfig = [] } = job.request;
  const input = {
    command: 'train',
    TrainingJobName: job.name,
    HyperParameters,
    InputDataConfig,
    ModelArtifact: modelArtifact(job),
  };
  return JSON.parse(JSON.stringify(input));
}

/** What an algorithm gives: the metrics of the model. */
const RESULT = z.object({ metrics: z.record(z.string(), z.number()).optional() });

const NOT_READ = 'The result of the runner is not { "metrics": { "<name>": <number>, ... } }.';

/** FailureReason has so many characters at most. */
const LONGEST_REASON = 1024;

/**
 * What came of an algorithm. What it throws as a ClientError is the caller's fault: of the parameters or
 * of the data.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html
 */
export function trained({ error, result }: JobEnd) {
  if (error !== undefined)
    return { failure: reasonOf(error).slice(0, LONGEST_REASON), metrics: [] };
  const read = RESULT.safeParse(result ?? {});
  if (!read.success) return { failure: `AlgorithmError: ${NOT_READ}`, metrics: [] };
  const { metrics = {} } = read.data;
  return { metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })) };
}

function reasonOf({ name, message }: NonNullable<JobEnd['error']>): string {
  if (name === 'ClientError') return `ClientError: ${message}`;
  if (name !== 'OutOfMemory') return `AlgorithmError: ${message}`;
  return (
    'ClientError: Please use an instance type with more memory, or reduce the size of training data ' +
    'processed on an instance.'
  );
}
