import type { AccessControlPolicy, Grant, Grantee, Permission } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './bucket.ts';
import { invalidArgument, invalidRequest } from './errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
export const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
] as const;

const GROUPS = 'http://acs.amazonaws.com/groups/';
export const EVERYBODY = `${GROUPS}global/AllUsers`;
export const AUTHENTICATED = `${GROUPS}global/AuthenticatedUsers`;
const KNOWN_GROUPS = [EVERYBODY, AUTHENTICATED, `${GROUPS}s3/LogDelivery`];

/** What a request says of who may do what: in one of three ways. */
export interface AclInput {
  readonly ACL?: string | undefined;
  readonly AccessControlPolicy?: AccessControlPolicy | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

const HEADERS: readonly (readonly [keyof AclInput, Permission])[] = [
  ['GrantFullControl', 'FULL_CONTROL'],
  ['GrantRead', 'READ'],
  ['GrantReadACP', 'READ_ACP'],
  ['GrantWrite', 'WRITE'],
  ['GrantWriteACP', 'WRITE_ACP'],
];

/** By a canned list: what it grants besides all to the owner. */
const CANNED: Readonly<Record<string, readonly (readonly [uri: string, Permission])[]>> = {
  'public-read': [[EVERYBODY, 'READ']],
  'public-read-write': [
    [EVERYBODY, 'READ'],
    [EVERYBODY, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED, 'READ']],
};

/**
 * The grants that a request asks for; undefined where it says nothing of them.
 *
 * @param owner the canonical id of the one account
 * @throws InvalidRequest, InvalidArgument, MalformedACLError, AccessDenied, UnexpectedContent
 */
export function grantsOf(input: AclInput, owner: string): readonly Grant[] | undefined {
  const { ACL: canned, AccessControlPolicy: policy } = input;
  const headers = HEADERS.filter(([name]) => input[name] !== undefined);
  if (canned !== undefined && headers.length > 0) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (policy !== undefined && (canned !== undefined || headers.length > 0)) {
    throw new AwsError('UnexpectedContent', 'This request does not support content');
  }
  if (canned !== undefined) return cannedGrants(canned, owner);
  if (policy !== undefined) return policyGrants(policy, owner);
  if (headers.length === 0) return undefined;
  return headers.flatMap(([name, permission]) =>
    headerGrants(input[name] as string, permission, owner),
  );
}

function cannedGrants(canned: string, owner: string): readonly Grant[] {
  if (canned === 'aws-exec-read') {
    throw new AwsError(
      'NotSupportedByLocalCloud',
      'The local cloud does not serve the access control list aws-exec-read of S3: there is no EC2 here. Leave it out.',
      { status: 501 },
    );
  }
  const others = (CANNED[canned] ?? []).map(
    ([URI, Permission]): Grant => ({ Grantee: { Type: 'Group', URI }, Permission }),
  );
  return [...ownersGrants(owner), ...others];
}

/** What there is where nothing else was said: all to the owner. */
export function ownersGrants(owner: string): readonly Grant[] {
  return [{ Grantee: { ID: owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }];
}

function policyGrants({ Owner, Grants = [] }: AccessControlPolicy, owner: string): Grant[] {
  if (Owner?.ID === undefined) throw malformed();
  if (Owner.ID !== owner) throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  return Grants.map(({ Grantee: given, Permission }) => {
    if (given === undefined || Permission === undefined) throw malformed();
    return { Grantee: granteeOf(given, owner), Permission };
  });
}

function granteeOf({ Type, ID, URI }: Grantee, owner: string): Grantee {
  if (Type === 'Group') return group(URI);
  if (Type === 'CanonicalUser') return user(ID, owner);
  throw byMail();
}

/** `id="..."`, `uri="..."`, `emailAddress="..."`, with commas between. */
function headerGrants(header: string, Permission: Permission, owner: string): Grant[] {
  return header.split(',').map((one) => {
    const [, kind, value] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/.exec(one) ?? [];
    if (kind === undefined) {
      throw invalidArgument('Argument format not recognized', headerName(Permission), header);
    }
    if (kind === 'emailAddress') throw byMail();
    return { Grantee: kind === 'uri' ? group(value) : user(value, owner), Permission };
  });
}

function headerName(permission: Permission): string {
  return `x-amz-grant-${permission.toLowerCase().replace('_', '-')}`;
}

function group(URI: string | undefined): Grantee {
  if (URI !== undefined && KNOWN_GROUPS.includes(URI)) return { Type: 'Group', URI };
  throw invalidArgument('Invalid group uri', 'uri', URI);
}

/** There is one account here. */
function user(ID: string | undefined, owner: string): Grantee {
  if (ID === owner) return { Type: 'CanonicalUser', ID };
  throw invalidArgument('Invalid id', 'CanonicalUser/ID', ID);
}

/** AWS takes no grants by address any more. */
function byMail(): AwsError {
  return new AwsError(
    'UnresolvableGrantByEmailAddress',
    'The email address you provided does not match any account on record.',
  );
}

function malformed(): AwsError {
  return new AwsError(
    'MalformedACLError',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** Whether it lets in others than the one account and S3's own logging. */
export function isPublicAcl(grants: readonly Grant[]): boolean {
  return grants.some(({ Grantee: to }) => to?.URI === EVERYBODY || to?.URI === AUTHENTICATED);
}

/**
 * The grants of something that is written with an access control list.
 *
 * @param action for which it is, as a denial names it
 * @throws AccessControlListNotSupported where the bucket's owner owns all objects, AccessDenied where lists
 *   that let in everybody are blocked
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function checkedAcl(
  bucket: Bucket,
  input: AclInput,
  owner: string,
): readonly Grant[] | undefined {
  const grants = grantsOf(input, owner);
  if (grants === undefined || input.ACL === 'bucket-owner-full-control') return undefined;
  checkTakesAcls(bucket);
  checkNotBlocked(bucket, grants);
  return input.ACL === 'private' ? undefined : grants;
}

export function checkTakesAcls({ settings }: Pick<Bucket, 'settings'>): void {
  if (settings.objectOwnership !== 'BucketOwnerEnforced') return;
  throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export function checkNotBlocked(
  { settings }: Pick<Bucket, 'settings'>,
  grants: readonly Grant[],
): void {
  if (!settings.publicAccessBlock?.BlockPublicAcls || !isPublicAcl(grants)) return;
  throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
}

/** Where the owner of a bucket owns all, no list can say otherwise. */
export function enforcedAcl(): AwsError {
  return new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

/** Nothing of a request says who may do what. */
export function missingHeader(): AwsError {
  return new AwsError('MissingSecurityHeader', 'Your request was missing a required header', {
    members: { MissingHeaderName: 'x-amz-acl' },
  });
}
