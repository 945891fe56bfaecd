import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-resourcepolicy.html */
export const kinesisResourcePolicy = resourceType({
  type: 'AWS::Kinesis::ResourcePolicy',
  properties: z.strictObject({ ResourceArn: z.string(), ResourcePolicy: jsonObject }),
  async create({ ResourceArn: ResourceARN, ResourcePolicy }, context) {
    const Policy = JSON.stringify(ResourcePolicy);
    await context.call('Kinesis', 'PutResourcePolicy', { ResourceARN, Policy });
    return {
      ref: ResourceARN,
      remove: () => context.call('Kinesis', 'DeleteResourcePolicy', { ResourceARN }),
    };
  },
});
