import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { deployerOf, passRole } from '../deployer.ts';
import type { Deployments } from '../deployments.ts';
import { clientRequestToken, deploymentConfig, roleArn, stackName } from '../members.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * Takes a stack down, and answers before it is gone. One that is not there is deleted already. Errors:
 * ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export function deleteStack(
  stacks: Stacks,
  deployments: Deployments,
): Operation<DeleteStackInput, object> {
  return {
    members: {
      StackName: { ...stackName, required: true },
      DeletionMode: { enum: ['STANDARD'] },
      RoleARN: roleArn,
      DeploymentConfig: deploymentConfig,
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName, RoleARN }) => [
      ...stacks.permission('DeleteStack', StackName),
      ...passRole(RoleARN),
    ],
    async handle({ StackName, RoleARN }, { principal }) {
      const role = RoleARN ?? stacks.find(StackName)?.roleArn;
      const deployer = await deployerOf(stacks.cloud, principal, role);
      const record = stacks.find(StackName);
      if (record === undefined || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(record.status)) return {};
      if (record.isProtected) {
        const what = `Stack [${record.name}] cannot be deleted while TerminationProtection is enabled`;
        throw invalid(what);
      }
      if (record.isBusy && record.status !== 'REVIEW_IN_PROGRESS')
        throw stacks.busy(record, 'deleted');
      deployments.remove(record, deployer);
      return {};
    },
  };
}
