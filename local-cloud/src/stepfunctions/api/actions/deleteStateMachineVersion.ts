import type {
  DeleteStateMachineVersionInput,
  DeleteStateMachineVersionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { parseArn, unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { conflict } from '../errors.ts';
import { longArn } from '../members.ts';
import { aliasesOf } from '../versions.ts';

/**
 * Deleting a version that is not there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html
 */
export function deleteStateMachineVersion(
  context: Context,
): Operation<DeleteStateMachineVersionInput, DeleteStateMachineVersionOutput> {
  return {
    members: { stateMachineVersionArn: longArn },
    permissions: ({ stateMachineVersionArn }) => [
      {
        action: 'states:DeleteStateMachineVersion',
        resource: unqualified(stateMachineVersionArn ?? '*'),
      },
    ],
    handle({ stateMachineVersionArn }) {
      const arn = parseArn(stateMachineVersionArn!, 'stateMachine');
      const machine = context.machines.byName(arn.name);
      if (machine === undefined) return {};
      const aliases = aliasesOf(machine, arn.text);
      if (aliases.length > 0) {
        throw conflict(
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.join(', ')}]`,
        );
      }
      machine.versions.delete(arn.text);
      return {};
    },
  };
}
