import type {
  BatchStopJobRunError,
  BatchStopJobRunRequest,
  BatchStopJobRunResponse,
} from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import type { Glue } from '../glue.ts';
import * as members from '../members.ts';
import { isOver } from '../runs.ts';

/**
 * Stops runs of a job, each for itself: the answer says which could not be stopped, and why.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html#aws-glue-api-jobs-runs-BatchStopJobRun
 */
export function batchStopJobRun(
  glue: Glue,
): Operation<BatchStopJobRunRequest, BatchStopJobRunResponse> {
  return {
    members: {
      JobName: members.name,
      JobRunIds: { required: true, length: [1, 25], items: {} },
    },
    permissions: ({ JobName }) => [glue.jobs.permission('BatchStopJobRun', JobName)],
    handle({ JobName, JobRunIds = [] }) {
      const stopped = JobRunIds.map((JobRunId) => ({
        named: { JobName, JobRunId },
        ErrorDetail: stop(glue, JobName, JobRunId),
      }));
      return {
        SuccessfulSubmissions: stopped.flatMap(({ named, ErrorDetail }) =>
          ErrorDetail === undefined ? [named] : [],
        ),
        Errors: stopped.flatMap(({ named, ErrorDetail }) =>
          ErrorDetail === undefined ? [] : [{ ...named, ErrorDetail }],
        ),
      };
    },
  };
}

/** What keeps it from being stopped. */
function stop(
  { runs, executor }: Glue,
  jobName: string | undefined,
  id: string,
): BatchStopJobRunError['ErrorDetail'] {
  const run = runs.find(jobName, id);
  if (run === undefined) {
    return { ErrorCode: 'EntityNotFoundException', ErrorMessage: `Job run not found: ${id}` };
  }
  if (isOver(run)) {
    const ErrorMessage = `Job run ${id} is in state ${run.state} and cannot be stopped`;
    return { ErrorCode: 'InvalidInputException', ErrorMessage };
  }
  executor.stop(run);
  return undefined;
}
