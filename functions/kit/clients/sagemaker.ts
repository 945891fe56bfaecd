import { SageMakerClient } from '@aws-sdk/client-sagemaker';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const sagemaker = new SageMakerClient();
