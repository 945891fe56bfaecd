import { IAMClient } from '@aws-sdk/client-iam';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const iam = new IAMClient();
