import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const runtime = new SageMakerRuntimeClient();
