import type { PublishStateMachineVersionCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { defined, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachineversion.html */
export const stateMachineVersion = resourceType({
  type: 'AWS::StepFunctions::StateMachineVersion',
  properties: z.strictObject({
    StateMachineArn: z.string(),
    StateMachineRevisionId: z.string().optional(),
    Description: z.string().optional(),
  }),
  async create({ StateMachineArn, StateMachineRevisionId, Description }, context) {
    const published = await context.call<PublishStateMachineVersionCommandOutput>(
      'SFN',
      'PublishStateMachineVersion',
      defined({
        stateMachineArn: StateMachineArn,
        revisionId: StateMachineRevisionId,
        description: Description,
      }),
    );
    const stateMachineVersionArn = published.stateMachineVersionArn!;
    return {
      ref: stateMachineVersionArn,
      attributes: { Arn: stateMachineVersionArn },
      remove: () => context.call('SFN', 'DeleteStateMachineVersion', { stateMachineVersionArn }),
    };
  },
});
