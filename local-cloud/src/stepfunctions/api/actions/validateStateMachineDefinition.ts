import type {
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { validateDefinition } from '../../language/parse.ts';
import { definition, machineType } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export function validateStateMachineDefinition(): Operation<
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput
> {
  return {
    members: {
      definition: { ...definition, required: true },
      type: machineType,
      severity: { enum: ['ERROR', 'WARNING'] },
      maxResults: { range: [0, 100] },
    },
    permissions: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
    handle({ definition, ...options }) {
      const { result, diagnostics, truncated } = validateDefinition(definition!, options);
      return { result, diagnostics: [...diagnostics], truncated };
    },
  };
}
