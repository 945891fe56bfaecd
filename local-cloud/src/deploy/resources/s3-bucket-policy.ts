import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const s3BucketPolicy = resourceType({
  type: 'AWS::S3::BucketPolicy',
  properties: z.strictObject({ Bucket: z.string(), PolicyDocument: jsonObject }),
  async create({ Bucket, PolicyDocument }, context) {
    const Policy = JSON.stringify(PolicyDocument);
    await context.call('S3', 'PutBucketPolicy', { Bucket, Policy });
    return {
      ref: Bucket,
      remove: () => context.call('S3', 'DeleteBucketPolicy', { Bucket }),
    };
  },
  fixed: ['Bucket'],
  async update({ ref: Bucket }, { PolicyDocument }, context) {
    const Policy = JSON.stringify(PolicyDocument);
    await context.call('S3', 'PutBucketPolicy', { Bucket, Policy });
    return undefined;
  },
});
