import type { Job, OptimisedIntegration } from './optimised.ts';
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

/** `TrainingJob` is named by `TrainingJobName` and tells `TrainingJobStatus`. */
function jobOf(kind: string): Job {
  const name = `${kind}Name`;
  return {
    describe: ({ parameters }) => ({
      action: `describe${kind}`,
      parameters: { [name]: parameters[name]! },
    }),
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
