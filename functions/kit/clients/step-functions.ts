import { SFNClient } from '@aws-sdk/client-sfn';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const stepFunctions = new SFNClient();
