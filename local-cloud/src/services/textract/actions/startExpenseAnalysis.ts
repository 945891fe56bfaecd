import type {
  StartExpenseAnalysisRequest,
  StartExpenseAnalysisResponse,
} from '@aws-sdk/client-textract';
import type { Cloud, Operation, Permission } from '../../../core/service.ts';
import type { Analyst } from '../analysis.ts';
import { documentTooLarge, invalidParameter } from '../errors.ts';
import type { Jobs } from '../jobs.ts';
import { ASYNCHRONOUS } from '../limits.ts';
import { clientRequestToken, jobTag, notificationChannel, s3Object } from '../members.ts';
import { checkChannel } from '../notification.ts';
import { runJob } from '../run-job.ts';
import { sizeOf } from '../source.ts';

/**
 * Starts a job that finds what an object of S3 says of an expense. It takes as long as the document
 * takes to be read; meanwhile the clock does not skip.
 * Errors: InvalidParameterException, InvalidS3ObjectException, DocumentTooLargeException,
 * IdempotentParameterMismatchException.
 *
 * https://docs.aws.amazon.com/textract/latest/dg/API_StartExpenseAnalysis.html
 */
export function startExpenseAnalysis(
  cloud: Cloud,
  jobs: Jobs,
  analyst: Analyst,
): Operation<StartExpenseAnalysisRequest, StartExpenseAnalysisResponse> {
  return {
    members: {
      DocumentLocation: { required: true, members: { S3Object: s3Object } },
      ClientRequestToken: clientRequestToken,
      JobTag: jobTag,
      NotificationChannel: notificationChannel,
    },
    permissions: (input) => [
      { action: 'textract:StartExpenseAnalysis', resource: '*' },
      ...passesRole(input),
    ],
    async handle(input, { principal }) {
      const before = jobs.started(input);
      if (before !== undefined) return { JobId: before.id };
      analyst.check();
      const { invocation: _, ...caller } = principal;
      const object = input.DocumentLocation?.S3Object;
      if (object === undefined) throw invalidParameter();
      if ((await sizeOf(cloud, caller, object)) > ASYNCHRONOUS.bytes) throw documentTooLarge();
      await checkChannel(cloud, input.NotificationChannel);
      const meanwhile = jobs.started(input);
      if (meanwhile !== undefined) return { JobId: meanwhile.id };
      const job = jobs.create(input);
      cloud.background(`the analysis of ${object.Bucket}/${object.Name}`, () =>
        runJob({ cloud, analyst }, job, caller),
      );
      return { JobId: job.id };
    },
  };
}

function passesRole({ NotificationChannel }: StartExpenseAnalysisRequest): Permission[] {
  const role = NotificationChannel?.RoleArn;
  if (role === undefined) return [];
  const conditions = { 'iam:PassedToService': 'textract.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: role, conditions }];
}
