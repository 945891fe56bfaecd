import type { Job, JobCall, OptimisedIntegration, StartedJob } from './optimised.ts';
import { outcomeByStatus } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
const request: OptimisedIntegration = {
  patterns: ['request'],
  names: {
    prefix: 'SageMaker',
    service: 'AmazonSageMaker',
    baseException: 'AmazonSageMakerException',
  },
  headers: { contentType: 'application/x-amz-json-1.1', connection: 'connection' },
};

/** Of what kinds of jobs the role must be allowed to read the tags: https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html */
const READS_TAGS = ['TrainingJob', 'TransformJob'];

export const sagemaker: Readonly<Record<string, OptimisedIntegration>> = {
  createEndpoint: request,
  createEndpointConfig: request,
  createHyperParameterTuningJob: withJob('HyperParameterTuningJob'),
  createLabelingJob: withJob('LabelingJob'),
  createModel: request,
  createProcessingJob: withJob('ProcessingJob'),
  createTrainingJob: withJob('TrainingJob'),
  createTransformJob: withJob('TransformJob'),
  updateEndpoint: request,
};

function withJob(kind: string): OptimisedIntegration {
  return { ...request, patterns: ['request', 'sync'], job: jobOf(kind) };
}

function tagsOf(kind: string) {
  return ({ submitted }: StartedJob): JobCall => ({
    action: 'listTags',
    parameters: { ResourceArn: submitted[`${kind}Arn`]! },
  });
}

/** `TrainingJob` is named by `TrainingJobName` and tells `TrainingJobStatus`. */
function jobOf(kind: string): Job {
  const name = `${kind}Name`;
  return {
    describe: ({ parameters }) => ({
      action: `describe${kind}`,
      parameters: { [name]: parameters[name]! },
    }),
    ...(READS_TAGS.includes(kind) && { alsoNeeds: tagsOf(kind) }),
    outcome: (description) =>
      outcomeByStatus(description, description[`${kind}Status`], {
        succeeded: ['Completed'],
        failed: ['Failed', 'Stopped'],
      }),
    stop: ({ parameters }) => ({
      action: `stop${kind}`,
      parameters: { [name]: parameters[name]! },
    }),
  };
}
