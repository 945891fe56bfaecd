import type {
  GetExecutionHistoryCommandOutput,
  ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { reportedEvent } from '../../src/client/executions.ts';
import { definition, ROLE, TestApi } from '../../src/stepfunctions/api/testing.ts';
import { attemptsOf } from './attempts.ts';
import { definitionFor, mapRunOf, startedBy } from './children.ts';
import type { Written } from './definition.ts';
import { listedOf, machineArnOf } from './executions.ts';
import { replay } from './replay.ts';

const ROWS = {
  Type: 'Map',
  Items: [1, 2],
  Label: 'Rows',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Row',
    States: { Row: { Type: 'Pass', End: true } },
  },
  Next: 'Other',
};

async function started(api: TestApi, name: string, text: string) {
  const request = { name, definition: text, roleArn: ROLE };
  const { stateMachineArn } = await api.send<{ stateMachineArn: string }>(
    'CreateStateMachine',
    request,
  );
  const { executionArn } = await api.send<{ executionArn: string }>('StartExecution', {
    stateMachineArn,
  });
  while (await api.clock.next());
  const history = await api.send<GetExecutionHistoryCommandOutput>('GetExecutionHistory', {
    executionArn,
  });
  return { stateMachineArn, run: replay(history.events!.map(reportedEvent)) };
}

test('a Distributed Map leads to its children, and each to its part of the definition', async () => {
  const api = new TestApi();
  const inner = await started(api, 'inner', definition({ Row: { Type: 'Pass', End: true } }));
  const text = definition(
    {
      Rows: ROWS,
      Other: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution',
        Arguments: { StateMachineArn: inner.stateMachineArn, Input: {} },
        End: true,
      },
    },
    { QueryLanguage: 'JSONata' },
  );
  const { stateMachineArn, run } = await started(api, 'outer', text);
  const [rows, other] = run.stays;
  const mapRunArn = mapRunOf(rows!)!;
  const listed = await api.send<ListExecutionsCommandOutput>('ListExecutions', { mapRunArn });
  const children = listed.executions!.map((one) => listedOf(one, ''));
  expect(children.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  const written = JSON.parse(text) as Written;
  expect(definitionFor(children[0]!.arn, written).StartAt).toBe('Row');
  expect(machineArnOf(children[0]!.arn)).toBe(stateMachineArn);
  expect(mapRunOf(other!)).toBeUndefined();
  const last = attemptsOf({ run, until: run.events.length }, other!).at(-1);
  expect(startedBy(last)).toContain(':execution:inner:');
});

test('an execution that is no child goes by the whole definition', () => {
  const written: Written = { StartAt: 'Rows', States: { Rows: ROWS } };
  expect(definitionFor('arn:aws:states:us-east-1:1:execution:outer:one', written)).toBe(written);
});
