import type { Cloud, Execution } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandSuccess, outcome } from '../kit/runs.ts';
import { itemIn } from '../kit/tables.ts';

const LOOK = `"Count Points" in ${DEFINITION}, and what comes before and after it`;

/** A payment of 10 by a customer of its own, so that the proofs do not meet. */
function paymentOf(customer: string) {
  return { paymentId: `sample-${customer}`, customer, amount: 10 };
}

async function pointsOf(cloud: Cloud, customer: string): Promise<number> {
  const item = await itemIn(cloud, 'Points', { customer });
  return Number(item?.points?.N ?? 0);
}

async function demandPoints(
  cloud: Cloud,
  customer: string,
  points: number,
  after: string,
  execution: Execution,
): Promise<void> {
  const found = await pointsOf(cloud, customer);
  demand(found === points, {
    happened: `${after}, and the customer has ${found} points`,
    expected: `${points} points: a payment counts once, however often it is delivered`,
    look: LOOK,
    execution,
  });
}

/** Delivers a payment so often, one after the other; each is told that it is done with. */
async function deliver(cloud: Cloud, customer: string, times: number): Promise<void> {
  for (let delivery = 1; delivery <= times; delivery += 1) {
    const execution = await cloud.run('Workflow', paymentOf(customer));
    demandSuccess(execution, `Delivery ${delivery} of one payment`, LOOK);
    await demandPoints(
      cloud,
      customer,
      10,
      `A payment of 10 was delivered ${delivery} times`,
      execution,
    );
  }
}

/** A payment whose first delivery fails once in "Count Points" is delivered again. */
async function afterFailure(
  cloud: Cloud,
  customer: string,
  fault: { readonly error: string; readonly cause: string },
): Promise<void> {
  await cloud.setFaults({ state: 'Count Points', attempts: [1], ...fault });
  const first = await cloud.run('Workflow', paymentOf(customer));
  await cloud.clearFaults();
  const points = await pointsOf(cloud, customer);
  demand(first.status !== 'SUCCEEDED' || points === 10, {
    happened: `A delivery whose "Count Points" failed with ${fault.error} ended ${outcome(first)}, with ${points} points`,
    expected: 'It fails, so that the payment is delivered again',
    look: LOOK,
    execution: first,
  });
  const second = await cloud.run('Workflow', paymentOf(customer));
  const after = `After ${fault.error} the payment was delivered again`;
  await demandPoints(cloud, customer, 10, after, second);
}

export const proofs: Proofs = {
  'A payment gives its points': (cloud) => deliver(cloud, 'once', 1),
  'Another payment of the customer gives its own': async (cloud) => {
    await deliver(cloud, 'again', 1);
    const other = { ...paymentOf('again'), paymentId: 'sample-other' };
    const execution = await cloud.run('Workflow', other);
    await demandPoints(cloud, 'again', 20, 'Two payments of 10 were delivered', execution);
  },
  'Three deliveries one after the other have one effect': (cloud) => deliver(cloud, 'thrice', 3),
  'A delivery an hour later has no effect': async (cloud) => {
    await deliver(cloud, 'late', 1);
    await cloud.clock.advance('1h');
    const execution = await cloud.run('Workflow', paymentOf('late'));
    demandSuccess(execution, 'A delivery an hour after the first', LOOK);
    await demandPoints(cloud, 'late', 10, 'A payment of 10 was delivered an hour later', execution);
  },
  'Three deliveries at once have one effect': async (cloud) => {
    // All three are on their way before the first has counted.
    await cloud.setFaults({ state: 'Count Points', delaySeconds: 5 });
    const arns: string[] = [];
    for (const _ of [1, 2, 3]) arns.push(await cloud.start('Workflow', paymentOf('race')));
    const [execution] = await Promise.all(arns.map((arn) => cloud.ended(arn)));
    await cloud.clearFaults();
    await demandPoints(
      cloud,
      'race',
      10,
      'A payment of 10 was delivered three times at once',
      execution!,
    );
  },
  'What a failed delivery left undone, the next one does': (cloud) =>
    afterFailure(cloud, 'outage', {
      error: 'DynamoDb.InternalServerErrorException',
      cause: 'Sample outage',
    }),
  'A transaction that another one was in the way of has counted nothing': (cloud) =>
    afterFailure(cloud, 'conflict', {
      error: 'DynamoDb.TransactionCanceledException',
      cause: 'Transaction cancelled, with the reasons [None, TransactionConflict]',
    }),
};

export const starts = {
  'Three deliveries one after the other have one effect':
    'A payment of 10 was delivered 2 times, and the customer has 20 points',
  'A delivery an hour later has no effect': 'an hour later, and the customer has 20 points',
  'Three deliveries at once have one effect': 'the customer has 30 points',
};
