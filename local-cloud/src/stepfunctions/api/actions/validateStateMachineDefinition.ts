import type {
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { inTurns } from '../../../core/turns.ts';
import { validating } from '../../language/parse.ts';
import type { Context } from '../context.ts';
import { definition, machineType } from '../members.ts';
import { knowOperations } from '../revision.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export function validateStateMachineDefinition(
  context: Context,
): Operation<ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput> {
  return {
    members: {
      definition: { ...definition, required: true },
      type: machineType,
      severity: { enum: ['ERROR', 'WARNING'] },
      maxResults: { range: [0, 100] },
    },
    permissions: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
    async handle({ definition, ...given }) {
      const operations = await knowOperations(context, definition!);
      const options = { ...given, operations };
      const { result, diagnostics, truncated } = await inTurns(validating(definition!, options));
      return { result, diagnostics: [...diagnostics], truncated };
    },
  };
}
