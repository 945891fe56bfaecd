import type { GetJobRunsRequest, GetJobRunsResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Glue } from '../glue.ts';
import * as members from '../members.ts';
import { pageOf } from '../pages.ts';
import { describeRun } from '../runs.ts';

/**
 * The runs of a job, the newest first, page by page.
 * Errors: EntityNotFoundException, InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html#aws-glue-api-jobs-runs-GetJobRuns
 */
export function getJobRuns({
  cloud,
  jobs,
  runs,
}: Glue): Operation<GetJobRunsRequest, GetJobRunsResponse> {
  return {
    members: { JobName: members.name, NextToken: {}, MaxResults: { range: [1, 200] } },
    permissions: ({ JobName }) => [jobs.permission('GetJobRuns', JobName)],
    handle({ JobName, NextToken, MaxResults = 200 }) {
      const { name } = jobs.get(JobName);
      const { items, ...rest } = pageOf(runs.of(name), ({ id }) => id, NextToken, MaxResults);
      return { JobRuns: items.map((run) => describeRun(run, cloud.clock.now())), ...rest };
    },
  };
}
