import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const cloudwatch = new CloudWatchClient();
