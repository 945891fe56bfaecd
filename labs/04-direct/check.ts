import { isDeepStrictEqual } from 'node:util';
import type { ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { Cloud } from 'local-cloud';
import { demand, shown } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandOutput, demandSuccess } from '../kit/runs.ts';
import { itemIn } from '../kit/tables.ts';

const TWO = { orderId: 'sample-two', total: 13, teas: ['Green', 'Black'] };
const ONE = { orderId: 'sample-one', total: 4.5, teas: ['Green'] };

const ITEM = `"Item" of "Keep Order" in ${DEFINITION}`;

/** The order is in the table as the function always wrote it. */
async function isKept(cloud: Cloud, order: typeof ONE): Promise<void> {
  const execution = await cloud.run('Workflow', order);
  const what = `The run for ${shown(order)}`;
  demandSuccess(
    execution,
    what,
    `"Keep Order" in ${DEFINITION}, and WorkflowRole in template.yaml`,
  );
  const expected = {
    orderId: { S: order.orderId },
    total: { N: String(order.total) },
    teas: { L: order.teas.map((S) => ({ S })) },
  };
  const item = await itemIn(cloud, 'Orders', { orderId: order.orderId });
  demand(isDeepStrictEqual(item, expected), {
    happened: `${what} left in the table: ${shown(item)}`,
    expected: `What the function wrote: ${shown(expected)}`,
    look: ITEM,
    execution,
  });
}

export const proofs: Proofs = {
  'An order of two teas is kept': (cloud) => isKept(cloud, TWO),
  'An order of one tea is kept': (cloud) => isKept(cloud, ONE),
  'The order goes on as it came': async (cloud) => {
    const execution = await cloud.run('Workflow', TWO);
    demandOutput(execution, TWO, 'The run', `"Output" of "Keep Order" in ${DEFINITION}`);
  },
  'DynamoDB is called, and no function': async (cloud) => {
    const execution = await cloud.run('Workflow', TWO);
    const called = execution.events
      .filter(({ type }) => type === 'TaskScheduled' || type === 'LambdaFunctionScheduled')
      .map(({ details }) => details.resourceType ?? 'lambda');
    demand(called.length === 1 && /^(aws-sdk:)?dynamodb$/.test(String(called[0])), {
      happened: `The run called ${called.join(', ') || 'nothing'}`,
      expected: 'It calls dynamodb, once',
      look: `"Resource" of "Keep Order" in ${DEFINITION}`,
      execution,
    });
  },
  'The function is gone': async (cloud) => {
    const { Functions } = await cloud.call<ListFunctionsResponse>('Lambda', 'ListFunctions', {});
    const names = (Functions ?? []).map(({ FunctionName }) => FunctionName);
    demand(names.length === 0, {
      happened: `Deployed is still ${names.join(', ')}, which nobody calls any more`,
      expected: 'A template without a function: what is deployed has to be maintained',
      look: 'the function and its role in template.yaml',
    });
  },
};

export const starts = {
  'DynamoDB is called, and no function': 'The run called lambda',
  'The function is gone': 'Deployed is still lab-KeepOrder',
};
