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
    await orRemoved(remove, async () => {
      for (const [operation, input] of configurations(given)) {
        await context.call('S3', operation, { Bucket, ...input });
      }
    });
    return { ref: Bucket, attributes: attributes(Bucket, context), remove };
  },
});

function create(Bucket: string, { call, cloud: { region } }: ResourceContext): Promise<unknown> {
  if (region === 'us-east-1') return call('S3', 'CreateBucket', { Bucket });
  const CreateBucketConfiguration = { LocationConstraint: region };
  return call('S3', 'CreateBucket', { Bucket, CreateBucketConfiguration });
}

/** The operations that say what the properties do, for those that are there. */
function configurations(given: Properties): [operation: string, input: object][] {
  const { VersioningConfiguration, PublicAccessBlockConfiguration, OwnershipControls } = given;
  const rules = given.BucketEncryption?.ServerSideEncryptionConfiguration.map((rule) =>
    defined({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: rule.BucketKeyEnabled,
    }),
  );
  const notified = given.NotificationConfiguration;
  return [
    ...when(VersioningConfiguration, 'PutBucketVersioning', () => ({ VersioningConfiguration })),
    ...when(rules, 'PutBucketEncryption', (Rules) => ({
      ServerSideEncryptionConfiguration: { Rules },
    })),
    ...when(PublicAccessBlockConfiguration, 'PutPublicAccessBlock', (block) => ({
      PublicAccessBlockConfiguration: defined(block),
    })),
    ...when(OwnershipControls, 'PutBucketOwnershipControls', () => ({ OwnershipControls })),
    ...when(given.CorsConfiguration, 'PutBucketCors', ({ CorsRules }) => ({
      CORSConfiguration: {
        CORSRules: CorsRules.map(({ Id: ID, MaxAge: MaxAgeSeconds, ExposedHeaders, ...rule }) =>
          defined({ ...rule, ID, MaxAgeSeconds, ExposeHeaders: ExposedHeaders }),
        ),
      },
    })),
    ...when(given.Tags, 'PutBucketTagging', (TagSet) => ({ Tagging: { TagSet } })),
    ...when(given.LifecycleConfiguration, 'PutBucketLifecycleConfiguration', (one) =>
      defined({
        LifecycleConfiguration: { Rules: lifecycleRules(one.Rules) },
        TransitionDefaultMinimumObjectSize: one.TransitionDefaultMinimumObjectSize,
      }),
    ),
    ...when(notified, 'PutBucketNotificationConfiguration', (one) => ({
      NotificationConfiguration: notifications(one),
    })),
  ];
}

function when<Property>(
  property: Property | undefined,
  operation: string,
  input: (property: Property) => object,
): [string, object][] {
  return property === undefined ? [] : [[operation, input(property)]];
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
