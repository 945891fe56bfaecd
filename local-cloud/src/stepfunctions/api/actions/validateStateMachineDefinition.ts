import type {
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import { validateDefinition } from '../../language/parse.ts';
import { checkDefinitionSize } from '../json-data.ts';
import { serve } from '../served.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export function validateStateMachineDefinition() {
  return serve<ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput>({
    members: {
      definition: { required: true },
      type: { values: ['STANDARD', 'EXPRESS'] },
      severity: { values: ['ERROR', 'WARNING'] },
      maxResults: { min: 0, max: 100 },
    },
    permissions: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
    handle({ definition, ...options }) {
      checkDefinitionSize(definition);
      const { result, diagnostics, truncated } = validateDefinition(definition!, options);
      return { result, diagnostics: [...diagnostics], truncated };
    },
  });
}
