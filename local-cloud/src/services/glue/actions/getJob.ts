import type { GetJobRequest, GetJobResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import { describeJob, type Jobs } from '../jobs.ts';
import * as members from '../members.ts';

/**
 * The definition of a job. Errors: EntityNotFoundException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-GetJob
 */
export function getJob(jobs: Jobs): Operation<GetJobRequest, GetJobResponse> {
  return {
    members: { JobName: members.name },
    permissions: ({ JobName }) => [jobs.permission('GetJob', JobName)],
    handle: ({ JobName }) => ({ Job: describeJob(jobs.get(JobName)) }),
  };
}
