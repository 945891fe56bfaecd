import { SNSClient } from '@aws-sdk/client-sns';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const sns = new SNSClient();
