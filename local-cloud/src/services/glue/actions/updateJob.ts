import type { UpdateJobRequest, UpdateJobResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Jobs } from '../jobs.ts';
import * as members from '../members.ts';
import { settingsOf } from '../settings.ts';

/**
 * Replaces the whole definition of a job; without a version of Glue, the job keeps its own. Runs that
 * were started go on as they were.
 * Errors: EntityNotFoundException, InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-UpdateJob
 */
export function updateJob(jobs: Jobs): Operation<UpdateJobRequest, UpdateJobResponse> {
  return {
    members: {
      JobName: members.name,
      JobUpdate: { required: true, members: members.job },
    },
    permissions: ({ JobName, JobUpdate }) => [
      jobs.permission('UpdateJob', JobName),
      jobs.passRole(JobUpdate?.Role),
    ],
    handle({ JobName = '', JobUpdate = {} }) {
      const { settings } = jobs.get(JobName);
      const { GlueVersion } = settings;
      jobs.put(JobName, settingsOf({ ...(GlueVersion && { GlueVersion }), ...JobUpdate }));
      return { JobName };
    },
  };
}
