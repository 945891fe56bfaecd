import type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { memberLimits } from '../../../sdk/member-limits.ts';
import { testState as runTest } from '../../test-state/test-state.ts';
import type { Context } from '../context.ts';
import { checkDefinitionSize } from '../json-data.ts';
import { serve } from '../served.ts';
import { passRole } from './createStateMachine.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export function testState({ cloud, integrations }: Context) {
  return serve<TestStateInput, TestStateOutput>({
    members: {
      definition: { required: true },
      roleArn: { min: 1, max: 256 },
      input: {},
      inspectionLevel: { values: ['INFO', 'DEBUG', 'TRACE'] },
      revealSecrets: {},
      variables: {},
      stateName: { min: 1, max: 80 },
      mock: {},
      context: {},
      stateConfiguration: {},
    },
    permissions: ({ roleArn, revealSecrets }) => [
      { action: 'states:TestState', resource: '*' },
      ...(roleArn === undefined ? [] : [passRole(roleArn)]),
      ...(revealSecrets ? [{ action: 'states:RevealSecrets', resource: '*' }] : []),
    ],
    handle(input, context) {
      checkDefinitionSize(input.definition);
      const { region, accountId } = cloud;
      return context.waiting(
        runTest(input, { integrations, region, accountId, limitsOf: memberLimits }),
      );
    },
  });
}
