import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { batchStopJobRun } from './actions/batchStopJobRun.ts';
import { createJob } from './actions/createJob.ts';
import { deleteJob } from './actions/deleteJob.ts';
import { getJob } from './actions/getJob.ts';
import { getJobRun } from './actions/getJobRun.ts';
import { getJobRuns } from './actions/getJobRuns.ts';
import { getJobs } from './actions/getJobs.ts';
import { listJobs } from './actions/listJobs.ts';
import { startJobRun } from './actions/startJobRun.ts';
import { updateJob } from './actions/updateJob.ts';
import { type GlueOptions, glueOf } from './glue.ts';

/** Glue's jobs and their runs, which the runner of a project does. The Data Catalog is not served. */
export function createGlue(cloud: Cloud, options: GlueOptions) {
  const glue = glueOf(cloud, options);
  const { jobs, runs } = glue;
  return {
    sdkId: 'Glue',
    operations: {
      BatchStopJobRun: batchStopJobRun(glue),
      CreateJob: createJob(jobs),
      DeleteJob: deleteJob(jobs),
      GetJob: getJob(jobs),
      GetJobRun: getJobRun(glue),
      GetJobRuns: getJobRuns(glue),
      GetJobs: getJobs(jobs),
      ListJobs: listJobs(jobs),
      StartJobRun: startJobRun(glue),
      UpdateJob: updateJob(jobs),
    },
    refusal: validationErrors('ValidationException'),
    state: stateOf({ jobs, runs }),
  } satisfies Service;
}
