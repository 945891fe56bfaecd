import type { DeleteJobRequest, DeleteJobResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Jobs } from '../jobs.ts';
import * as members from '../members.ts';

/**
 * Deletes the definition of a job, whether there is one or not. Runs that were started go on.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-DeleteJob
 */
export function deleteJob(jobs: Jobs): Operation<DeleteJobRequest, DeleteJobResponse> {
  return {
    members: { JobName: members.name },
    permissions: ({ JobName }) => [jobs.permission('DeleteJob', JobName)],
    handle({ JobName }) {
      jobs.delete(JobName);
      return { JobName };
    },
  };
}
