import { AwsError } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, object>>;
}

/** Condition keys that leave a statement for everybody to some only. */
const FIXING = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:principalorgid',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:userid',
]);

/**
 * Throws AccessDenied for a policy that opens a bucket to everybody, where that is blocked.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function checkNotPublic(policy: string, { settings, arn }: Bucket, by: Principal): void {
  if (!settings.publicAccessBlock?.BlockPublicPolicy || !isPublic(policy)) return;
  throw new AwsError(
    'AccessDenied',
    `User: ${by.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    { status: 403 },
  );
}

/** Whether a policy lets in everybody. */
export function isPublic(policy: string): boolean {
  const { Statement: all } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  return [all].flat().some((statement) => {
    const { Effect, Principal: principal, Condition = {} } = statement;
    const keys = Object.values(Condition).flatMap(Object.keys);
    const isFixed = keys.some((key) => FIXING.has(key.toLowerCase()));
    return Effect === 'Allow' && isEverybody(principal) && !isFixed;
  });
}

function isEverybody(principal: unknown): boolean {
  const { AWS } = (principal ?? {}) as { AWS?: string | readonly string[] };
  return principal === '*' || [AWS].flat().includes('*');
}
