import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { changeSetName, stackName } from '../members.ts';
import { invalid, type Source, type Stacks } from '../stacks.ts';

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
      const source: Source | undefined =
        ChangeSetName === undefined
          ? stacks.find(StackName)?.source
          : stacks.changeSet({ StackName, ChangeSetName }).changeSet.source;
      if (source === undefined) throw invalid(`Stack with id ${StackName} does not exist`);
      return { TemplateBody: source.text, StagesAvailable: ['Original'] };
    },
  };
}
