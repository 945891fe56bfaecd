import type { JobRunState } from '@aws-sdk/client-glue';
import type { Cloud } from '../../core/service.ts';
import { glueFor } from './role.ts';
import type { Run } from './runs.ts';

/** What AWS's samples say of each end. */
const ENDS: Partial<Record<JobRunState, { severity: string; message?: string }>> = {
  SUCCEEDED: { severity: 'INFO', message: 'Job run succeeded' },
  STOPPED: { severity: 'INFO', message: 'Job run stopped' },
  TIMEOUT: { severity: 'WARN', message: 'Job run timed out' },
  FAILED: { severity: 'ERROR' },
};

/**
 * Tells the account's default event bus that a run has ended: `Glue Job State Change`.
 * https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html
 */
export async function tellEnd(cloud: Cloud, jobArn: string, run: Run): Promise<void> {
  const { severity, message = run.errorMessage } = ENDS[run.state]!;
  const { jobName, state, id: jobRunId } = run;
  const entry = {
    Source: 'aws.glue',
    DetailType: 'Glue Job State Change',
    Resources: [],
    Time: new Date(cloud.clock.now()),
    Detail: JSON.stringify({ jobName, severity, state, jobRunId, message }),
  };
  await cloud.call(glueFor(jobArn), 'EventBridge', 'PutEvents', { Entries: [entry] });
}
