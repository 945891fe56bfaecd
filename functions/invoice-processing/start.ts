import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import type { Document } from './document.ts';

const stateMachineArn = environment('STATE_MACHINE_ARN');

/** The input of the workflow. */
export interface Analysis {
  readonly jobId: string;
  /** As Textract calls it, or REFUSED where its job could not begin. */
  readonly status: string;
  /** Why the file could not be read; empty where it could. */
  readonly reason: string;
  readonly document: Document;
}

/** Starts the workflow for a job, once: a second time it is found started, for 90 days. */
export async function startOnce(analysis: Analysis): Promise<void> {
  const start = new StartExecutionCommand({
    stateMachineArn,
    name: analysis.jobId,
    input: JSON.stringify(analysis),
  });
  try {
    await stepFunctions.send(start);
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
