import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { changeSetName, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * The template of a stack, or of a change set, as it was given. Errors: ChangeSetNotFound, ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export function getTemplate(stacks: Stacks): Operation<GetTemplateInput, GetTemplateOutput> {
  return {
    members: {
      StackName: stackName,
      ChangeSetName: changeSetName,
      TemplateStage: { enum: ['Original'] },
    },
    permissions: ({ StackName }) => stacks.permission('GetTemplate', StackName),
    handle({ StackName, ChangeSetName }) {
      const { record, changeSet } =
        ChangeSetName === undefined
          ? { record: stacks.get(StackName), changeSet: undefined }
          : stacks.changeSet({ StackName, ChangeSetName });
      // A stack under review is made of nothing yet.
      const TemplateBody = (changeSet ?? record).source?.text ?? '{}';
      return { TemplateBody, StagesAvailable: ['Original'] };
    },
  };
}
