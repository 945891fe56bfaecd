import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import { checkNotifications, checkRollback, clientRequestToken, newStackName } from '../members.ts';
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
      OnFailure: { enum: ['ROLLBACK', 'DELETE'] },
      DisableRollback: {},
      NotificationARNs: { length: [0, 5] },
      EnableTerminationProtection: {},
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName }) => stacks.permission('CreateStack', StackName),
    async handle(input, { principal }) {
      const { StackName, OnFailure = 'ROLLBACK' } = input;
      checkRollback(input.DisableRollback);
      checkNotifications(input.NotificationARNs);
      const source = await sourceOf(stacks.cloud, principal, input);
      await deployments.check({ name: StackName! }, source, principal);
      if (stacks.find(StackName) !== undefined) {
        throw new AwsError('AlreadyExistsException', `Stack [${StackName}] already exists`);
      }
      const record = stacks.begin(StackName!);
      record.isProtected = input.EnableTerminationProtection ?? false;
      deployments.create(record, source, principal, OnFailure as 'ROLLBACK' | 'DELETE');
      return { StackId: record.id };
    },
  };
}
