import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { CannotExecute } from './errors.ts';

const GLUE = 'glue.amazonaws.com';
/** What CloudTrail shows of the calls of jobs. */
export const SESSION = 'GlueJobRunnerSession';

/** Glue itself, which acts for a job (the `aws:SourceArn` of its role's trust policy). */
export function glueFor(jobArn: string): Principal {
  return { kind: 'service', arn: GLUE, service: GLUE, sourceArn: jobArn };
}

/** A session of a job's role. @throws CannotExecute for one that does not let Glue in */
export async function assume(cloud: Cloud, roleArn: string, jobArn: string): Promise<Principal> {
  try {
    const input = { RoleArn: roleArn, RoleSessionName: SESSION };
    await cloud.call(glueFor(jobArn), 'STS', 'AssumeRole', input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new CannotExecute(
      `Role ${roleArn} should be given assume role permissions for Glue Service.`,
      { cause: error },
    );
  }
  return { kind: 'role', arn: assumedRoleArn(roleArn, SESSION), roleArn };
}

/** Glue reads the script of a job as the job's role. @throws CannotExecute where that fails */
export async function checkScript(cloud: Cloud, role: Principal, location: string): Promise<void> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  try {
    await cloud.call(role, 'S3', 'HeadObject', { Bucket, Key });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new CannotExecute(`Unable to read the script ${location}: ${error.message}`, {
      cause: error,
    });
  }
}
