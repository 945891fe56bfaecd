import { type OptimisedIntegration, objectMember, outcomeByStatus } from './optimised.ts';

/**
 * `glue:startJobRun`; with `.sync` the result is the job run.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export const glueStartJobRun: OptimisedIntegration = {
  patterns: ['request', 'sync'],
  names: { prefix: 'Glue', service: 'AWSGlue', baseException: 'AWSGlueException' },
  headers: { contentType: 'application/x-amz-json-1.1', connection: 'connection' },
  job: {
    describe: ({ parameters, submitted }) => ({
      action: 'getJobRun',
      parameters: { JobName: parameters.JobName!, RunId: submitted.JobRunId! },
    }),
    alsoNeeds: ({ parameters }) => ({
      action: 'getJobRuns',
      parameters: { JobName: parameters.JobName!, MaxResults: 1 },
    }),
    outcome: (description) => {
      const run = objectMember(description, 'JobRun');
      return outcomeByStatus(run, run.JobRunState, {
        succeeded: ['SUCCEEDED'],
        failed: ['FAILED', 'STOPPED', 'TIMEOUT', 'ERROR', 'EXPIRED'],
      });
    },
    stop: ({ parameters, submitted }) => ({
      action: 'batchStopJobRun',
      parameters: { JobName: parameters.JobName!, JobRunIds: [submitted.JobRunId!] },
    }),
  },
};
