import type { NotificationChannel } from '@aws-sdk/client-textract';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { invalidParameter } from './errors.ts';
import type { Job } from './jobs.ts';

const SERVICE = 'textract.amazonaws.com';
const SESSION = 'textract';

/** Throws InvalidParameterException unless Textract may assume the channel's role. */
export async function checkChannel(
  cloud: Cloud,
  channel: NotificationChannel | undefined,
): Promise<void> {
  if (channel === undefined) return;
  try {
    await assume(cloud, channel.RoleArn!);
  } catch (error) {
    throw error instanceof AwsError ? invalidParameter() : error;
  }
}

/**
 * Publishes that a job has ended, in the name of the channel's role.
 *
 * https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html
 */
export async function notify(cloud: Cloud, { id, status, request }: Job): Promise<void> {
  const { NotificationChannel: channel, JobTag, DocumentLocation } = request;
  if (channel === undefined) return;
  const { Bucket, Name } = DocumentLocation?.S3Object ?? {};
  const Message = JSON.stringify({
    JobId: id,
    Status: status,
    API: 'StartExpenseAnalysis',
    ...(JobTag !== undefined && { JobTag }),
    Timestamp: cloud.clock.now(),
    DocumentLocation: { S3ObjectName: Name, S3Bucket: Bucket },
  });
  const role = await assume(cloud, channel.RoleArn!);
  await cloud.call(role, 'SNS', 'Publish', { TopicArn: channel.SNSTopicArn, Message });
}

async function assume(cloud: Cloud, roleArn: string): Promise<Principal> {
  await cloud.call(textract(cloud), 'STS', 'AssumeRole', {
    RoleArn: roleArn,
    RoleSessionName: SESSION,
  });
  return { kind: 'role', arn: assumedRoleArn(roleArn, SESSION), roleArn };
}

/**
 * Textract itself, which acts for an account; which resource of it, AWS does not document.
 *
 * https://docs.aws.amazon.com/textract/latest/dg/cross-service-confused-deputy-prevention.html
 */
function textract({ region, accountId }: Cloud): Principal {
  const sourceArn = `arn:aws:textract:${region}:${accountId}:expense-analysis`;
  return { kind: 'service', arn: SERVICE, service: SERVICE, sourceArn };
}
