import { isDeepStrictEqual } from 'node:util';
import type { CreateJobRequest, CreateJobResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Jobs } from '../jobs.ts';
import * as members from '../members.ts';
import { settingsOf } from '../settings.ts';

/**
 * Defines a job of Spark (`glueetl`) or of the Python shell; the same definition again changes nothing.
 * Connections, tags, security configurations, source control and arguments that cannot be overridden
 * are refused by name.
 * Errors: IdempotentParameterMismatchException, InvalidInputException.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-CreateJob
 */
export function createJob(jobs: Jobs): Operation<CreateJobRequest, CreateJobResponse> {
  return {
    members: { Name: members.name, ...members.job },
    permissions: ({ Name, Role }) => [jobs.permission('CreateJob', Name), jobs.passRole(Role)],
    handle({ Name = '', ...given }) {
      const settings = settingsOf(given as CreateJobRequest);
      const known = jobs.find(Name);
      if (known !== undefined && !isDeepStrictEqual(known.settings, settings)) {
        throw new AwsError(
          'IdempotentParameterMismatchException',
          'Job already submitted with different configuration',
        );
      }
      if (known === undefined) jobs.put(Name, settings);
      return { Name };
    },
  };
}
