import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { needsOf } from '../capabilities.ts';
import { templateIn, templateMembers, templateText } from '../source.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Reads a template, and tells its parameters and what is to be acknowledged. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html
 */
export function validateTemplate(
  stacks: Stacks,
): Operation<ValidateTemplateInput, ValidateTemplateOutput> {
  return {
    members: templateMembers,
    permissions: () => [{ action: 'cloudformation:ValidateTemplate', resource: '*' }],
    async handle(input, { principal }) {
      const read = await templateIn(await templateText(stacks.cloud, principal, input));
      const { description, transforms, template } = read;
      return {
        Parameters: Object.entries(template.Parameters).map(([ParameterKey, parameter]) => ({
          ParameterKey,
          ...(parameter.Default !== undefined && { DefaultValue: String(parameter.Default) }),
          NoEcho: String(parameter.NoEcho) === 'true',
          ...(parameter.Description !== undefined && { Description: parameter.Description }),
        })),
        ...(description !== undefined && { Description: description }),
        ...needsOf(template, transforms),
      };
    },
  };
}
