import type {
  UpdateStateMachineAliasInput,
  UpdateStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { findAlias } from '../aliases.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { invalid, stateMachineDeleting } from '../errors.ts';
import { arn, description, routingConfiguration } from '../members.ts';
import { checkRouting } from '../routing.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */
export function updateStateMachineAlias(
  context: Context,
): Operation<UpdateStateMachineAliasInput, UpdateStateMachineAliasOutput> {
  return {
    members: {
      stateMachineAliasArn: arn,
      description,
      routingConfiguration,
    },
    permissions: ({ stateMachineAliasArn }) => [
      {
        action: 'states:UpdateStateMachineAlias',
        resource: unqualified(stateMachineAliasArn ?? '*'),
      },
    ],
    handle({ stateMachineAliasArn, description, routingConfiguration }) {
      const { machine, alias } = findAlias(context, stateMachineAliasArn!);
      if (machine.deleting) throw stateMachineDeleting(machine.arn);
      if (description === undefined && routingConfiguration === undefined) {
        throw invalid('Either the description or the routing configuration must be specified');
      }
      if (routingConfiguration !== undefined) {
        const routed = checkRouting(context, routingConfiguration);
        if (routed.machine !== machine) {
          throw invalid('Routing configuration must contain versions of the same state machine.');
        }
        alias.routing = routed.routing;
      }
      if (description !== undefined) alias.description = description;
      alias.updateDate = context.cloud.clock.now();
      return { updateDate: new Date(alias.updateDate) };
    },
  };
}
