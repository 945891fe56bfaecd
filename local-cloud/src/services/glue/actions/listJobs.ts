import type { ListJobsRequest, ListJobsResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Jobs } from '../jobs.ts';
import { pageOf } from '../pages.ts';

/**
 * The names of all jobs, page by page. Errors: InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-ListJobs
 */
export function listJobs(jobs: Jobs): Operation<ListJobsRequest, ListJobsResponse> {
  return {
    members: { NextToken: {}, MaxResults: { range: [1, 1000] } },
    permissions: () => [{ action: 'glue:ListJobs', resource: '*' }],
    handle({ NextToken, MaxResults = 1000 }) {
      const { items, ...rest } = pageOf(jobs.all(), ({ name }) => name, NextToken, MaxResults);
      return { JobNames: items.map(({ name }) => name), ...rest };
    },
  };
}
