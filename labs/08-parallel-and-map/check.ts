import type { Cloud, Execution } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandOutput, demandSuccess } from '../kit/runs.ts';

const TEA = 'Sample Assam';
const SUPPLIERS = Array.from({ length: 12 }, (_, at) => `sample-${at + 1}`);
const LOOK = `"Gather" in ${DEFINITION}, and what is inside of it`;

/** Every supplier has a price, and there are 800 grams in stock. */
async function run(cloud: Cloud): Promise<Execution> {
  const prices = SUPPLIERS.map((supplier, at) => ({
    PutRequest: { Item: { supplier: { S: supplier }, price: { N: String(at + 1) } } },
  }));
  const stock = { PutRequest: { Item: { tea: { S: TEA }, grams: { N: '800' } } } };
  await cloud.call('DynamoDB', 'BatchWriteItem', {
    RequestItems: { [cloud.resource('Prices')]: prices, [cloud.resource('Stock')]: [stock] },
  });
  return cloud.run('Workflow', { tea: TEA, suppliers: SUPPLIERS });
}

/** The output when these suppliers are silent. */
function gathered(silent: readonly string[], stock: number | string) {
  const prices = SUPPLIERS.map((supplier, at) => ({ supplier, price: at + 1 }));
  return { prices: prices.filter(({ supplier }) => !silent.includes(supplier)), silent, stock };
}

/** The most iterations of a Map that were under way at the same time. */
function mostAtOnce({ events }: Execution): number {
  let [now, most] = [0, 0];
  for (const { type } of events) {
    if (type === 'MapIterationStarted') now += 1;
    if (/^MapIteration(Succeeded|Failed|Aborted)$/.test(type)) now -= 1;
    most = Math.max(most, now);
  }
  return most;
}

export const proofs: Proofs = {
  'Twelve suppliers give twelve prices': async (cloud) => {
    demandOutput(await run(cloud), gathered([], 800), 'A run for twelve suppliers', LOOK);
  },
  'Three suppliers are asked at once, and no more': async (cloud) => {
    await cloud.setFaults({ state: 'Ask Supplier', delaySeconds: 5 });
    const execution = await run(cloud);
    await cloud.clearFaults();
    demandSuccess(execution, 'A run in which every supplier takes five seconds', LOOK);
    const most = mostAtOnce(execution);
    demand(most === 3, {
      happened: `Of twelve suppliers ${most} were asked at the same time`,
      expected: 'Three at once: fewer take too long, more are too many for the line',
      look: `"MaxConcurrency" of "Ask Suppliers" in ${DEFINITION}`,
      execution,
    });
  },
  'A supplier who fails costs one price': async (cloud) => {
    const input = { Key: { supplier: { S: 'sample-7' } } };
    await cloud.setFaults({ state: 'Ask Supplier', input, error: 'DynamoDB.SampleOutage' });
    const execution = await run(cloud);
    await cloud.clearFaults();
    const what = 'A run in which the supplier sample-7 fails';
    demandOutput(execution, gathered(['sample-7'], 800), what, `"Ask Supplier" in ${DEFINITION}`);
  },
  'A stock that cannot be read costs the stock alone': async (cloud) => {
    await cloud.setFaults({ state: 'Read Stock', error: 'DynamoDB.SampleOutage' });
    const execution = await run(cloud);
    await cloud.clearFaults();
    const what = 'A run in which the stock cannot be read';
    demandOutput(execution, gathered([], 'unknown'), what, `"Read Stock" in ${DEFINITION}`);
  },
};

export const starts = {
  'Three suppliers are asked at once, and no more':
    'Of twelve suppliers 12 were asked at the same time',
  'A supplier who fails costs one price': 'FAILED with DynamoDB.SampleOutage',
  'A stock that cannot be read costs the stock alone': 'FAILED with DynamoDB.SampleOutage',
};
