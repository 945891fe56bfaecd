import type { GetJobsRequest, GetJobsResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import { describeJob, type Jobs } from '../jobs.ts';
import { pageOf } from '../pages.ts';

/**
 * The definitions of all jobs, page by page. Errors: InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-GetJobs
 */
export function getJobs(jobs: Jobs): Operation<GetJobsRequest, GetJobsResponse> {
  return {
    members: { NextToken: {}, MaxResults: { range: [1, 1000] } },
    permissions: () => [{ action: 'glue:GetJobs', resource: '*' }],
    handle({ NextToken, MaxResults = 1000 }) {
      const { items, ...rest } = pageOf(jobs.all(), ({ name }) => name, NextToken, MaxResults);
      return { Jobs: items.map(describeJob), ...rest };
    },
  };
}
