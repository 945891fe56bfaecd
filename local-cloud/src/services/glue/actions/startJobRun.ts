import type { StartJobRunRequest, StartJobRunResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../../core/service.ts';
import { concurrentRunsExceeded } from '../errors.ts';
import type { Glue } from '../glue.ts';
import * as members from '../members.ts';
import { checkCapacity, type Settings } from '../settings.ts';

/**
 * Starts a run of a job, which is done by the runner of the project (`runners.glue`) as the job's role.
 * Where queuing is enabled, and no retries are, a run waits for its turn; it is refused otherwise.
 * Retries of a run by its id are refused by name.
 * Errors: EntityNotFoundException, ConcurrentRunsExceededException, InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html#aws-glue-api-jobs-runs-StartJobRun
 */
export function startJobRun({
  jobs,
  runs,
  executor,
}: Glue): Operation<StartJobRunRequest, StartJobRunResponse> {
  return {
    members: {
      JobName: members.name,
      JobRunQueuingEnabled: {},
      Arguments: { values: {} },
      ...members.resources,
    },
    permissions: ({ JobName }) => [jobs.permission('StartJobRun', JobName)],
    handle({ JobName: jobName = '', Arguments = {}, ...others }) {
      const job = jobs.get(jobName, 'Failed to start job run due to missing metadata.');
      const settings: Settings = { ...job.settings, ...others } as Settings;
      checkCapacity(settings, settings.MaxCapacity);
      const queues = settings.JobRunQueuingEnabled === true && settings.MaxRetries === 0;
      if (!queues && runs.isFull(jobName, settings)) throw concurrentRunsExceeded(jobName);
      return { JobRunId: executor.start({ jobName, settings, arguments: Arguments }).id };
    },
  };
}
