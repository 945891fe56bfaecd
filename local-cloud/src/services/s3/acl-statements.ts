import type { Grant, Permission } from '@aws-sdk/client-s3';
import { AUTHENTICATED, EVERYBODY } from './acl.ts';
import type { Bucket } from './bucket.ts';

type Actions = Readonly<Partial<Record<Permission, readonly string[]>>>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping */
const OF_BUCKETS: Actions = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};
const WRITING = ['s3:PutObject', 's3:DeleteObject'];
const OF_OBJECTS: Actions = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

/**
 * What access control lists let others do with a bucket, or with the object of a key, as statements of a
 * policy: none, where they do not count.
 */
export function aclStatements(bucket: Bucket, key: string | undefined): object[] {
  const { acl, objectOwnership, publicAccessBlock } = bucket.settings;
  if (objectOwnership === 'BucketOwnerEnforced' || publicAccessBlock?.IgnorePublicAcls) return [];
  if (key === undefined) return statements(acl, OF_BUCKETS, bucket.arn);
  const resource = `${bucket.arn}/${key}`;
  return [
    ...statements(acl, { WRITE: WRITING, FULL_CONTROL: WRITING }, resource),
    ...statements(bucket.current(key)?.acl, OF_OBJECTS, resource),
  ];
}

function statements(acl: readonly Grant[] = [], byPermission: Actions, Resource: string): object[] {
  return acl.flatMap(({ Grantee, Permission }) => {
    const URI = Grantee?.URI;
    if (URI !== EVERYBODY && URI !== AUTHENTICATED) return [];
    const all = Object.values(byPermission).flat();
    const Action = Permission === 'FULL_CONTROL' ? all : (byPermission[Permission!] ?? []);
    if (Action.length === 0) return [];
    const signed = { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } };
    return [
      {
        ...{ Effect: 'Allow', Principal: '*', Action, Resource },
        ...(URI === AUTHENTICATED && { Condition: signed }),
      },
    ];
  });
}
