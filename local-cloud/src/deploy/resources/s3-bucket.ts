import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import {
  boolean,
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
  tags,
} from '../resource-type.ts';
import { lifecycleConfiguration, lifecycleRules } from './s3-bucket-lifecycle.ts';
import { notificationConfiguration, notifications } from './s3-bucket-notifications.ts';

const properties = z.strictObject({
  BucketName: z.string().optional(),
  AccessControl: z.enum(['Private']).optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.strictObject({
          // Keys are names here: objects have S3's own, whatever key is named.
          ServerSideEncryptionByDefault: z.strictObject({
            SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
            KMSMasterKeyID: z.string().optional(),
          }),
          BucketKeyEnabled: boolean.optional(),
        }),
      ),
    })
    .optional(),
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: boolean.optional(),
      BlockPublicPolicy: boolean.optional(),
      IgnorePublicAcls: boolean.optional(),
      RestrictPublicBuckets: boolean.optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({ Rules: z.array(z.strictObject({ ObjectOwnership: z.string() })) })
    .optional(),
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          Id: z.string().optional(),
          AllowedHeaders: z.array(z.string()).optional(),
          AllowedMethods: z.array(z.string()),
          AllowedOrigins: z.array(z.string()),
          ExposedHeaders: z.array(z.string()).optional(),
          MaxAge: number.optional(),
        }),
      ),
    })
    .optional(),
  Tags: tags.optional(),
  LifecycleConfiguration: lifecycleConfiguration.optional(),
  NotificationConfiguration: notificationConfiguration.optional(),
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const s3Bucket = resourceType({
  type: 'AWS::S3::Bucket',
  properties,
  async create(given, context) {
    const Bucket = given.BucketName ?? context.generatedName(63).toLowerCase();
    await create(Bucket, context);
    const remove = () => context.call('S3', 'DeleteBucket', { Bucket });
    await orRemoved(remove, () => configure(Bucket, {}, given, context));
    return { ref: Bucket, attributes: attributes(Bucket, context), remove };
  },
  fixed: ['BucketName'],
  async update({ ref: Bucket }, properties, context, before) {
    await configure(Bucket, before, properties, context);
    return undefined;
  },
});

function create(Bucket: string, { call, cloud: { region } }: ResourceContext): Promise<unknown> {
  if (region === 'us-east-1') return call('S3', 'CreateBucket', { Bucket });
  const CreateBucketConfiguration = { LocationConstraint: region };
  return call('S3', 'CreateBucket', { Bucket, CreateBucketConfiguration });
}

/** Calls what says so of each property that is another than before. */
async function configure(
  Bucket: string,
  before: Properties,
  next: Properties,
  context: ResourceContext,
): Promise<void> {
  for (const { property, put, gone } of CONFIGURATIONS) {
    if (isDeepStrictEqual(before[property], next[property])) continue;
    const [operation, input] = next[property] === undefined ? gone : put(next);
    await context.call('S3', operation, { Bucket, ...input });
  }
}

type Call = readonly [operation: string, input?: object];

/** The calls that say what a property does, and what there is without it. */
interface Configuration {
  readonly property: keyof Properties;
  /** Where the property is there. */
  readonly put: (given: Properties) => Call;
  readonly gone: Call;
}

/** What every bucket is made with. https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const OWNER_ENFORCED = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };

const CONFIGURATIONS: readonly Configuration[] = [
  {
    property: 'VersioningConfiguration',
    put: ({ VersioningConfiguration }) => ['PutBucketVersioning', { VersioningConfiguration }],
    gone: ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }],
  },
  {
    property: 'BucketEncryption',
    put: ({ BucketEncryption }) => [
      'PutBucketEncryption',
      { ServerSideEncryptionConfiguration: { Rules: encryptionRules(BucketEncryption!) } },
    ],
    gone: ['DeleteBucketEncryption'],
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: ({ PublicAccessBlockConfiguration: block }) => [
      'PutPublicAccessBlock',
      { PublicAccessBlockConfiguration: defined(block!) },
    ],
    gone: ['PutPublicAccessBlock', { PublicAccessBlockConfiguration: ALL_BLOCKED }],
  },
  {
    property: 'OwnershipControls',
    put: ({ OwnershipControls }) => ['PutBucketOwnershipControls', { OwnershipControls }],
    gone: ['PutBucketOwnershipControls', { OwnershipControls: OWNER_ENFORCED }],
  },
  {
    property: 'CorsConfiguration',
    put: ({ CorsConfiguration }) => [
      'PutBucketCors',
      { CORSConfiguration: { CORSRules: corsRules(CorsConfiguration!) } },
    ],
    gone: ['DeleteBucketCors'],
  },
  {
    property: 'Tags',
    put: ({ Tags: TagSet }) => ['PutBucketTagging', { Tagging: { TagSet } }],
    gone: ['DeleteBucketTagging'],
  },
  {
    property: 'LifecycleConfiguration',
    put: ({ LifecycleConfiguration: one }) => [
      'PutBucketLifecycleConfiguration',
      defined({
        LifecycleConfiguration: { Rules: lifecycleRules(one!.Rules) },
        TransitionDefaultMinimumObjectSize: one!.TransitionDefaultMinimumObjectSize,
      }),
    ],
    gone: ['DeleteBucketLifecycle'],
  },
  {
    property: 'NotificationConfiguration',
    put: ({ NotificationConfiguration: one }) => [
      'PutBucketNotificationConfiguration',
      { NotificationConfiguration: notifications(one!) },
    ],
    gone: ['PutBucketNotificationConfiguration', { NotificationConfiguration: {} }],
  },
];

function encryptionRules(encryption: NonNullable<Properties['BucketEncryption']>): object[] {
  return encryption.ServerSideEncryptionConfiguration.map(({ BucketKeyEnabled }) =>
    defined({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled }),
  );
}

function corsRules({ CorsRules }: NonNullable<Properties['CorsConfiguration']>): object[] {
  return CorsRules.map(({ Id: ID, MaxAge: MaxAgeSeconds, ExposedHeaders, ...rule }) =>
    defined({ ...rule, ID, MaxAgeSeconds, ExposeHeaders: ExposedHeaders }),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
function attributes(bucket: string, { cloud }: ResourceContext): Record<string, string> {
  const RegionalDomainName = `${bucket}.s3.${cloud.region}.amazonaws.com`;
  return {
    Arn: `arn:aws:s3:::${bucket}`,
    DomainName: `${bucket}.s3.amazonaws.com`,
    RegionalDomainName,
    DualStackDomainName: `${bucket}.s3.dualstack.${cloud.region}.amazonaws.com`,
  };
}
