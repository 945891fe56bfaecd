import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { deployerOf, passRole } from '../deployer.ts';
import type { Deployments } from '../deployments.ts';
import {
  checkNotifications,
  checkRollback,
  clientRequestToken,
  deploymentConfig,
  newStackName,
  roleArn,
} from '../members.ts';
import { sourceMembers, sourceOf } from '../source.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Makes a stack, and answers before it is there. Errors: AlreadyExistsException,
 * InsufficientCapabilitiesException, ValidationError, which also says what the local cloud does not serve.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function createStack(
  stacks: Stacks,
  deployments: Deployments,
): Operation<CreateStackInput, CreateStackOutput> {
  return {
    members: {
      StackName: { ...newStackName, required: true },
      ...sourceMembers,
      RoleARN: roleArn,
      OnFailure: { enum: ['ROLLBACK', 'DELETE'] },
      DisableRollback: {},
      DeploymentConfig: deploymentConfig,
      NotificationARNs: { length: [0, 5] },
      EnableTerminationProtection: {},
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName, RoleARN }) => [
      ...stacks.permission('CreateStack', StackName),
      ...passRole(RoleARN),
    ],
    async handle(input, { principal }) {
      const { StackName, OnFailure = 'ROLLBACK' } = input;
      checkRollback(input);
      checkNotifications(input.NotificationARNs);
      const source = await sourceOf(stacks.cloud, principal, input);
      const deployer = await deployerOf(stacks.cloud, principal, input.RoleARN);
      await deployments.check({ name: StackName! }, source, deployer);
      if (stacks.find(StackName) !== undefined) {
        throw new AwsError('AlreadyExistsException', `Stack [${StackName}] already exists`);
      }
      const record = stacks.begin(StackName!);
      record.isProtected = input.EnableTerminationProtection ?? false;
      record.roleArn = input.RoleARN;
      deployments.create(record, source, deployer, OnFailure as 'ROLLBACK' | 'DELETE');
      return { StackId: record.id };
    },
  };
}
