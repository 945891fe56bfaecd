import type {
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { needsOf } from '../capabilities.ts';
import { stackName } from '../members.ts';
import { templateIn, templateMembers, templateText } from '../source.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * What is in a template, or in that of a stack. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html
 */
export function getTemplateSummary(
  stacks: Stacks,
): Operation<GetTemplateSummaryInput, GetTemplateSummaryOutput> {
  return {
    members: { ...templateMembers, StackName: stackName },
    permissions: ({ StackName }) => stacks.permission('GetTemplateSummary', StackName),
    async handle({ StackName, ...given }, { principal }) {
      const text =
        StackName === undefined
          ? await templateText(stacks.cloud, principal, given)
          : stacks.get(StackName).source?.text;
      if (text === undefined) throw invalid(`Stack with id ${StackName} does not exist`);
      const { description, transforms, template } = await templateIn(text);
      return {
        Parameters: Object.entries(template.Parameters).map(([ParameterKey, parameter]) => ({
          ParameterKey,
          ParameterType: parameter.Type,
          ...(parameter.Default !== undefined && { DefaultValue: String(parameter.Default) }),
          NoEcho: String(parameter.NoEcho) === 'true',
          ...(parameter.Description !== undefined && { Description: parameter.Description }),
        })),
        ...(description !== undefined && { Description: description }),
        ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
        ...needsOf(template, transforms),
      };
    },
  };
}
