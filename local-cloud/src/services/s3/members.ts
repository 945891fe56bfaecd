import type { Constraint } from '../../core/contract.ts';
import { CANNED_ACLS } from './acl.ts';

/**
 * What the documentation says of members that several operations have.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const required = { required: true } as const satisfies Constraint;

/** How every operation names its bucket. */
export const ofBucket = { Bucket: required, ExpectedBucketOwner: {} } as const;

/** How an operation names an object. A key has up to 1,024 bytes. */
export const ofObject = {
  ...ofBucket,
  Key: { required: true, bytes: [1, 1024] },
} as const;

/** Objects are encrypted by S3 itself; keys of KMS and of customers are refused. */
export const encryption = { ServerSideEncryption: { enum: ['AES256'] } } as const;

export const checksums = {
  ChecksumCRC32: {},
  ChecksumCRC32C: {},
  ChecksumCRC64NVME: {},
  ChecksumSHA1: {},
  ChecksumSHA256: {},
} as const;

/** What a client says of an object, to be given back with it. */
export const objectHeaders = {
  CacheControl: {},
  ContentDisposition: {},
  ContentEncoding: {},
  ContentLanguage: {},
  ContentType: {},
  Expires: {},
  Metadata: {},
  WebsiteRedirectLocation: {},
} as const;

export const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
] as const;

export const OWNERSHIPS = ['BucketOwnerPreferred', 'ObjectWriter', 'BucketOwnerEnforced'] as const;

/** Who may do what, by headers. */
const grantHeaders = {
  GrantFullControl: {},
  GrantRead: {},
  GrantReadACP: {},
  GrantWriteACP: {},
} as const;

/** What operations take that say who may do what. */
export const aclMembers = {
  ...grantHeaders,
  GrantWrite: {},
  ChecksumAlgorithm: {},
  ContentMD5: {},
  AccessControlPolicy: {
    members: {
      Owner: { members: { ID: {}, DisplayName: {} } },
      Grants: {
        items: {
          members: {
            Grantee: {
              members: { DisplayName: {}, EmailAddress: {}, ID: {}, URI: {}, Type: required },
            },
            Permission: { enum: ['FULL_CONTROL', 'WRITE', 'WRITE_ACP', 'READ', 'READ_ACP'] },
          },
        },
      },
    },
  },
} as const;

/** What an object that is written gets besides its bytes. */
export const newObject = {
  ACL: { enum: CANNED_ACLS },
  ...grantHeaders,
  ...objectHeaders,
  ...encryption,
  StorageClass: { enum: STORAGE_CLASSES },
  Tagging: {},
} as const;

/** The conditions of a write. */
export const writeConditions = { IfMatch: {}, IfNoneMatch: {} } as const;

/** The conditions and the headers of a read. */
export const reading = {
  IfMatch: {},
  IfModifiedSince: {},
  IfNoneMatch: {},
  IfUnmodifiedSince: {},
  Range: {},
  PartNumber: {},
  ResponseCacheControl: {},
  ResponseContentDisposition: {},
  ResponseContentEncoding: {},
  ResponseContentLanguage: {},
  ResponseContentType: {},
  ResponseExpires: {},
  VersionId: {},
  ChecksumMode: { pattern: '(?i:enabled)' },
} as const;

/** How much a list tells at most. */
export const maxKeys = { range: [0, 2_147_483_647] } as const satisfies Constraint;

/** What every list of a bucket's objects takes. */
export const listing = {
  Delimiter: {},
  EncodingType: {},
  MaxKeys: maxKeys,
  Prefix: {},
} as const;
