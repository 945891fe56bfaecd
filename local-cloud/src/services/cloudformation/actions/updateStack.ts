import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { differs } from '../change-set.ts';
import { deployerOf, passRole } from '../deployer.ts';
import type { Deployments } from '../deployments.ts';
import {
  checkNotifications,
  checkRollback,
  clientRequestToken,
  deploymentConfig,
  roleArn,
  stackName,
} from '../members.ts';
import { sourceMembers, sourceOf } from '../source.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * Changes a stack, and answers before it has changed. What can only be had by another resource in its
 * place fails, and all is as it was. Errors: InsufficientCapabilitiesException, ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export function updateStack(
  stacks: Stacks,
  deployments: Deployments,
): Operation<UpdateStackInput, UpdateStackOutput> {
  return {
    members: {
      StackName: { ...stackName, required: true },
      UsePreviousTemplate: {},
      ...sourceMembers,
      RoleARN: roleArn,
      DisableRollback: {},
      DeploymentConfig: deploymentConfig,
      NotificationARNs: { length: [0, 5] },
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName, RoleARN }) => [
      ...stacks.permission('UpdateStack', StackName),
      ...passRole(RoleARN),
    ],
    async handle(input, { principal }) {
      checkRollback(input);
      checkNotifications(input.NotificationARNs);
      const record = stacks.updatable(input.StackName);
      const source = await sourceOf(stacks.cloud, principal, input, { before: record.source });
      const RoleARN = input.RoleARN ?? record.roleArn;
      const deployer = await deployerOf(stacks.cloud, principal, RoleARN);
      await deployments.check(record, source, deployer);
      // While the template was read others may have come.
      stacks.updatable(record.id);
      if (!differs(record.source!, source)) throw invalid('No updates are to be performed.');
      record.roleArn = RoleARN;
      deployments.update(record, source, deployer);
      return { StackId: record.id };
    },
  };
}
