import { SSMClient } from '@aws-sdk/client-ssm';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const ssm = new SSMClient();
