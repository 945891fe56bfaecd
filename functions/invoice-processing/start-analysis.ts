import { StartExpenseAnalysisCommand } from '@aws-sdk/client-textract';
import { textract } from '../kit/clients/textract.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { objectCreated, objectOf, tokenOf } from '../kit/object-created.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';

const NotificationChannel = {
  SNSTopicArn: environment('ANALYSES_TOPIC_ARN'),
  RoleArn: environment('TEXTRACT_ROLE_ARN'),
};

/**
 * Has Textract read a file that was dropped into the inbox: `{ jobId }`. An event that comes twice
 * finds the first one's job, by its token. Where the job cannot be started, Lambda tries twice more,
 * and then tells start-workflow. The version of the file comes back with Textract's notification as
 * the job's tag: otherwise the notification has the key alone.
 */
export const handler = taskHandler(objectCreated, UnexpectedPayload, async (event) => {
  const { bucket, key, version } = objectOf(event);
  const { JobId } = await textract.send(
    new StartExpenseAnalysisCommand({
      DocumentLocation: { S3Object: { Bucket: bucket, Name: key, Version: version } },
      ClientRequestToken: tokenOf(event),
      JobTag: version,
      NotificationChannel,
    }),
  );
  logger.info('Started', { jobId: JobId });
  return { jobId: JobId };
});
