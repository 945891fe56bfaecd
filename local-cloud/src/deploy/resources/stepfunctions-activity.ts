import type { CreateActivityCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { defined, resourceType, tags } from '../resource-type.ts';
import { encryption, encryptionOf } from './stepfunctions-encryption.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-activity.html */
export const activity = resourceType({
  type: 'AWS::StepFunctions::Activity',
  properties: z.strictObject({
    Name: z.string(),
    EncryptionConfiguration: encryption.optional(),
    Tags: tags.optional(),
  }),
  async create({ Name, EncryptionConfiguration, Tags }, context) {
    const { activityArn } = await context.call<CreateActivityCommandOutput>(
      'SFN',
      'CreateActivity',
      defined({
        name: Name,
        encryptionConfiguration: encryptionOf(EncryptionConfiguration),
        tags: Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
      }),
    );
    return {
      ref: activityArn!,
      attributes: { Arn: activityArn!, Name },
      remove: () => context.call('SFN', 'DeleteActivity', { activityArn }),
    };
  },
});
