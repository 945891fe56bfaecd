import type { PublishStateMachineVersionCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { type Deployed, defined, type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  StateMachineArn: z.string(),
  StateMachineRevisionId: z.string().optional(),
  Description: z.string().optional(),
});

/**
 * A version that names a revision is replaced with each change of its state machine; those of before
 * stay, as long as the state machine does.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachineversion.html
 */
export const stateMachineVersion = resourceType({
  type: 'AWS::StepFunctions::StateMachineVersion',
  properties,
  create: publish,
  fixed: ['StateMachineArn', 'Description'],
  update: (_deployed, given, context) => publish(given, context),
});

async function publish(
  { StateMachineArn, StateMachineRevisionId, Description }: z.output<typeof properties>,
  context: ResourceContext,
): Promise<Deployed> {
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
}
