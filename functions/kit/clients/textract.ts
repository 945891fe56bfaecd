import { TextractClient } from '@aws-sdk/client-textract';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const textract = new TextractClient();
