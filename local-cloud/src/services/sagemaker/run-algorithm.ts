import * as z from 'zod';
import { type JobEnd, type JobHandle, noRunner } from '../../core/jobs.ts';
import type { Json } from '../../core/json.ts';
import { LogStream } from '../../core/log-stream.ts';
import { assumedRoleArn } from '../sts/index.ts';
import type { SageMaker } from './sagemaker.ts';
import { modelArtifact, type TrainingJob } from './training-job.ts';

const GROUP = '/aws/sagemaker/TrainingJobs';

/**
 * Starts the algorithm of a training job, in the name of the job's role.
 *
 * @returns or the reason why it cannot be started
 */
export function startAlgorithm(sagemaker: SageMaker, job: TrainingJob): JobHandle | string {
  const { jobs: store, host } = sagemaker;
  const module = host.runnerOf(['sagemaker', job.algorithm]);
  if (module === undefined) return `AlgorithmError: ${noRunner(['sagemaker', job.algorithm])}`;
  const log = logOf(sagemaker, store.get(job.name));
  return host.runJob({
    module,
    input: inputOf(job),
    roleArn: job.request.RoleArn!,
    sessionName: 'SageMaker',
    onLine: (line) => log(line),
  });
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

/** The role writes the log, and where it may not there is none. */
function logOf({ cloud, report }: SageMaker, { name, request, startedAt }: TrainingJob) {
  const roleArn = request.RoleArn!;
  const stream = new LogStream({
    cloud,
    principal: { kind: 'role', arn: assumedRoleArn(roleArn, 'SageMaker'), roleArn },
    of: 'a training job',
    group: GROUP,
    name: `${name}/algo-1-${Math.floor(startedAt! / 1000)}`,
    report,
  });
  return (line: string) => {
    stream.add(cloud.clock.now(), line);
    stream.flush();
  };
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
