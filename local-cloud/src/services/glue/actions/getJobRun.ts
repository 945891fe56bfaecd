import type { GetJobRunRequest, GetJobRunResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Glue } from '../glue.ts';
import * as members from '../members.ts';
import { describeRun } from '../runs.ts';

/**
 * How a run is going, or how it went; its arguments are those that it was started with. Triggers are
 * not served, so that no run has predecessors. Errors: EntityNotFoundException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html#aws-glue-api-jobs-runs-GetJobRun
 */
export function getJobRun({
  cloud,
  jobs,
  runs,
}: Glue): Operation<GetJobRunRequest, GetJobRunResponse> {
  return {
    members: { JobName: members.name, RunId: members.name, PredecessorsIncluded: {} },
    permissions: ({ JobName }) => [jobs.permission('GetJobRun', JobName)],
    handle: ({ JobName, RunId }) => ({
      JobRun: describeRun(runs.get(JobName, RunId), cloud.clock.now()),
    }),
  };
}
