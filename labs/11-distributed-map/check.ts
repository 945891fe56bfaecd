import type { DescribeMapRunOutput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import type { Cloud, Execution } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandFailure, demandSuccess, outcome } from '../kit/runs.ts';
import { itemsIn } from '../kit/tables.ts';

const MAP = `"Keep Orders" in ${DEFINITION}`;
const DAY = 100;

/** The orders of a day, of which the first are bad. */
function ordersOf(day: string, bad = 0) {
  return Array.from({ length: DAY }, (_, at) => ({
    orderId: `sample-${day}-${at + 1}`,
    ...(at >= bad && { quantity: 1 }),
  }));
}

/** How often each order of a day was kept. */
async function keptOf(cloud: Cloud, day: string): Promise<Map<string, number>> {
  const items = await itemsIn(cloud, 'Orders');
  const ofDay = items.filter(({ orderId }) => orderId?.S?.startsWith(`sample-${day}-`));
  return new Map(ofDay.map(({ orderId, kept }) => [orderId!.S!, Number(kept?.N)]));
}

async function demandKept(cloud: Cloud, day: string, count: number, execution: Execution) {
  const kept = await keptOf(cloud, day);
  const what = `After a run that ended ${outcome(execution)}`;
  demand(kept.size === count, {
    happened: `${what}, ${kept.size} of ${DAY} orders are in the table`,
    expected: `${count} of them`,
    look: MAP,
    execution,
  });
  const [again] = [...kept].find(([, times]) => times > 1) ?? [];
  demand(again === undefined, {
    happened: `${what}, ${again} had been kept ${kept.get(again!)} times`,
    expected: 'What was done is not done again: a redrive runs what failed, and nothing else',
    look: MAP,
    execution,
  });
}

/** The Map Run of an execution, in words. */
async function mapRunOf(cloud: Cloud, { arn }: Execution): Promise<string> {
  const input = { executionArn: arn };
  const { mapRuns } = await cloud.call<ListMapRunsOutput>('SFN', 'ListMapRuns', input);
  const [run] = mapRuns ?? [];
  if (run === undefined) return 'there was no Map Run';
  const { mapRunArn } = run;
  const described = await cloud.call<DescribeMapRunOutput>('SFN', 'DescribeMapRun', { mapRunArn });
  return `its Map Run ${described.status} with ${described.itemCounts!.failed} failures`;
}

/** The last twenty orders of a day cannot be kept, for as long as the outage lasts. */
async function outage(cloud: Cloud, day: string): Promise<void> {
  const struck = ordersOf(day).slice(-20);
  const faults = struck.map(({ orderId }) => ({
    state: 'Keep Order',
    input: { Key: { orderId: { S: orderId } } },
    error: 'DynamoDB.InternalServerErrorException',
    cause: 'Sample outage',
  }));
  await cloud.setFaults(...faults);
}

export const proofs: Proofs = {
  'A hundred good orders are kept': async (cloud) => {
    const execution = await cloud.run('Workflow', { orders: ordersOf('good') });
    demandSuccess(execution, 'A run of good orders', MAP);
    await demandKept(cloud, 'good', DAY, execution);
  },
  'One bad order in a hundred is tolerated': async (cloud) => {
    const execution = await cloud.run('Workflow', { orders: ordersOf('one-bad', 1) });
    demandSuccess(execution, 'A run with one bad order in a hundred', MAP);
    await demandKept(cloud, 'one-bad', DAY - 1, execution);
  },
  'Two bad orders in a hundred are too many': async (cloud) => {
    const execution = await cloud.run('Workflow', { orders: ordersOf('two-bad', 2) });
    const mapRun = await mapRunOf(cloud, execution);
    const what = `With two bad orders in a hundred ${mapRun}, and the run`;
    demandFailure(execution, 'States.ExceedToleratedFailureThreshold', what, MAP);
  },
  'After an outage a redrive runs what failed, and nothing else': async (cloud) => {
    await outage(cloud, 'outage');
    const failed = await cloud.run('Workflow', { orders: ordersOf('outage') });
    await cloud.clearFaults();
    const what = 'A run during an outage';
    demandFailure(failed, 'States.ExceedToleratedFailureThreshold', what, MAP);
    await cloud.call('SFN', 'RedriveExecution', { executionArn: failed.arn });
    const redriven = await cloud.ended(failed.arn);
    demandSuccess(redriven, 'The redrive of a run during an outage', MAP);
    await demandKept(cloud, 'outage', DAY, redriven);
  },
};

export const starts = {
  'One bad order in a hundred is tolerated': 'FAILED with States.ExceedToleratedFailureThreshold',
};
