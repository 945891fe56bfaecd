import type {
  PublishStateMachineVersionInput,
  PublishStateMachineVersionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { conflict, stateMachineDeleting } from '../errors.ts';
import { arn, description } from '../members.ts';
import { publish } from '../versions.ts';

/** What the revision is called that CreateStateMachine made. */
const INITIAL = 'INITIAL';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
export function publishStateMachineVersion(
  context: Context,
): Operation<PublishStateMachineVersionInput, PublishStateMachineVersionOutput> {
  return {
    members: { stateMachineArn: arn, revisionId: {}, description },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:PublishStateMachineVersion', resource: stateMachineArn ?? '*' },
    ],
    handle({ stateMachineArn, revisionId, description }) {
      const machine = context.machines.get(stateMachineArn!);
      if (machine.deleting) throw stateMachineDeleting(machine.arn);
      const current = machine.current.id ?? INITIAL;
      if (revisionId !== undefined && revisionId !== current) {
        throw conflict(
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
        );
      }
      const version = publish(context, machine, description);
      return {
        creationDate: new Date(version.creationDate),
        stateMachineVersionArn: version.arn,
      };
    },
  };
}
