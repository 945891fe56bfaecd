import type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { memberLimits } from '../../../sdk/member-limits.ts';
import { testState as runTest } from '../../test-state/test-state.ts';
import type { Context } from '../context.ts';
import { cause, definition, error, payload, roleArn, stateName } from '../members.ts';
import { passRole } from './createStateMachine.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export function testState({
  cloud,
  engine,
  integrations,
}: Context): Operation<TestStateInput, TestStateOutput> {
  return {
    members: {
      definition: { ...definition, required: true },
      roleArn,
      input: payload,
      inspectionLevel: { enum: ['INFO', 'DEBUG', 'TRACE'] },
      revealSecrets: {},
      variables: payload,
      stateName,
      mock: {
        members: {
          result: payload,
          errorOutput: { members: { error, cause } },
          fieldValidationMode: { enum: ['STRICT', 'PRESENT', 'NONE'] },
        },
      },
      context: payload,
      stateConfiguration: {
        members: {
          retrierRetryCount: { range: [0] },
          errorCausedByState: stateName,
          mapIterationFailureCount: { range: [0] },
          mapItemReaderData: payload,
        },
      },
    },
    permissions: ({ roleArn, revealSecrets }) => [
      { action: 'states:TestState', resource: '*' },
      ...(roleArn === undefined ? [] : [passRole(roleArn)]),
      ...(revealSecrets ? [{ action: 'states:RevealSecrets', resource: '*' }] : []),
    ],
    async handle(input, context) {
      await engine.know(input.definition!);
      const { region, accountId } = cloud;
      return context.waiting(
        runTest(input, { integrations, region, accountId, limitsOf: memberLimits }),
      );
    },
  };
}
