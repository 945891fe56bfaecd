import { isDeepStrictEqual } from 'node:util';
import type {
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { conflict, quotaExceeded, stateMachineDeleting } from '../errors.ts';
import { description, routingConfiguration } from '../members.ts';
import { checkRouting } from '../routing.ts';
import type { Alias } from '../state-machine.ts';

/** Letters, digits, `_`, `-` and `.`; not digits alone, which would be a version's number. */
const ALIAS_NAME = '(?=.*[a-zA-Z_\\-.])[a-zA-Z0-9_\\-.]+';
/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_ALIASES = 100;

/**
 * Creating again the alias that is there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
 */
export function createStateMachineAlias(
  context: Context,
): Operation<CreateStateMachineAliasInput, CreateStateMachineAliasOutput> {
  return {
    members: {
      name: { required: true, length: [1, 80], pattern: ALIAS_NAME },
      description,
      routingConfiguration: { ...routingConfiguration, required: true },
    },
    permissions: ({ routingConfiguration }) => [
      {
        action: 'states:CreateStateMachineAlias',
        resource: unqualified(routingConfiguration?.[0]?.stateMachineVersionArn ?? '*'),
      },
    ],
    handle({ name, description, routingConfiguration }) {
      const { machine, routing } = checkRouting(context, routingConfiguration!);
      if (machine.deleting) throw stateMachineDeleting(machine.arn);
      const arn = context.arns.stateMachine(machine.name, name);
      const known = machine.aliases.get(arn);
      if (known !== undefined) return answer(same(known, description, routing));
      if (machine.aliases.size >= MAX_ALIASES) throw quotaExceeded('aliases', MAX_ALIASES);
      const now = context.cloud.clock.now();
      const alias: Alias = {
        arn,
        name: name!,
        creationDate: now,
        updateDate: now,
        routing,
        ...(description !== undefined && { description }),
      };
      machine.aliases.set(arn, alias);
      return answer(alias);
    },
  };
}

function same(known: Alias, description: string | undefined, routing: Alias['routing']): Alias {
  if (known.description === description && isDeepStrictEqual(known.routing, routing)) return known;
  throw conflict(
    'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
  );
}

function answer(alias: Alias): CreateStateMachineAliasOutput {
  return { stateMachineAliasArn: alias.arn, creationDate: new Date(alias.creationDate) };
}
