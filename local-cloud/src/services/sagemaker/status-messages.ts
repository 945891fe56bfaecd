import type { SecondaryStatus } from '@aws-sdk/client-sagemaker';

/**
 * What SageMaker says of each status.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SecondaryStatusTransition.html
 */
export const STATUS_MESSAGES: Readonly<Partial<Record<SecondaryStatus, string>>> = {
  Starting: 'Preparing the instances for training',
  Downloading: 'Downloading input data',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
  MaxRuntimeExceeded: 'Training job runtime exceeded MaxRuntimeInSeconds provided',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
};
