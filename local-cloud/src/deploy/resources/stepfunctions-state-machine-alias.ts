import type { CreateStateMachineAliasCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { defined, number, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  RoutingConfiguration: z
    .array(z.strictObject({ StateMachineVersionArn: z.string(), Weight: number }))
    .optional(),
  DeploymentPreference: z
    .strictObject({
      StateMachineVersionArn: z.string(),
      Type: z.enum(['ALL_AT_ONCE', 'LINEAR', 'CANARY']),
      Percentage: number.optional(),
      Interval: number.optional(),
      Alarms: z.array(z.string()).optional(),
    })
    .optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachinealias.html */
export const stateMachineAlias = resourceType({
  type: 'AWS::StepFunctions::StateMachineAlias',
  properties,
  async create(given, context) {
    const created = await context.call<CreateStateMachineAliasCommandOutput>(
      'SFN',
      'CreateStateMachineAlias',
      defined({
        name: given.Name ?? context.generatedName(80),
        description: given.Description,
        routingConfiguration: routingOf(given, context.logicalId),
      }),
    );
    const stateMachineAliasArn = created.stateMachineAliasArn!;
    return {
      ref: stateMachineAliasArn,
      attributes: { Arn: stateMachineAliasArn },
      remove: () => context.call('SFN', 'DeleteStateMachineAlias', { stateMachineAliasArn }),
    };
  },
  fixed: ['Name'],
  async update({ ref: stateMachineAliasArn }, given, context) {
    await context.call('SFN', 'UpdateStateMachineAlias', {
      stateMachineAliasArn,
      description: given.Description ?? '',
      routingConfiguration: routingOf(given, context.logicalId),
    });
  },
});

/**
 * A deployment preference shifts traffic when a stack is updated: a new alias has one version. An
 * edit is seen at once, so it has the new one alone from then on, too.
 */
function routingOf(given: z.output<typeof properties>, logicalId: string): object[] {
  const { RoutingConfiguration, DeploymentPreference } = given;
  if ((RoutingConfiguration === undefined) === (DeploymentPreference === undefined)) {
    throw new UserError(
      `${logicalId}: an alias has exactly one of RoutingConfiguration and DeploymentPreference`,
    );
  }
  if (DeploymentPreference !== undefined) {
    const { StateMachineVersionArn: stateMachineVersionArn } = DeploymentPreference;
    return [{ stateMachineVersionArn, weight: 100 }];
  }
  return RoutingConfiguration!.map(({ StateMachineVersionArn, Weight }) => ({
    stateMachineVersionArn: StateMachineVersionArn,
    weight: Weight,
  }));
}
