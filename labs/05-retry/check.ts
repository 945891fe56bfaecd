import type { Cloud, Execution } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandFailure, demandSuccess } from '../kit/runs.ts';

const RETRY = `"Retry" of "Charge Card" in ${DEFINITION}`;
const GOOD = { orderId: 'sample', card: 'sample-good', amount: 13 };
const DECLINED = { ...GOOD, card: 'sample-declined' };

const ONE_MINUTE = 60_000;

/** A run while Lambda answers the first attempts with an error. */
async function during(cloud: Cloud, error: string, attempts: number): Promise<Execution> {
  const struck = Array.from({ length: attempts }, (_, at) => at + 1);
  await cloud.setFaults({ state: 'Charge Card', error, cause: 'Sample outage', attempts: struck });
  const execution = await cloud.run('Workflow', GOOD);
  await cloud.clearFaults();
  return execution;
}

/** Attempts, however the function is called: by `lambda:invoke` or by its ARN. */
const ATTEMPT = /^(Task|LambdaFunction)Scheduled$/;
const FAILURE = /^(Task|LambdaFunction)Failed$/;

function attemptsIn({ events }: Execution): number {
  return events.filter(({ type }) => ATTEMPT.test(type)).length;
}

/** The run succeeded, and not because it went on without the money. */
function demandCharged(execution: Execution, what: string): void {
  demandSuccess(execution, what, RETRY);
  demand(
    execution.events.some(({ type }) => /^(Task|LambdaFunction)Succeeded$/.test(type)),
    {
      happened: `${what} succeeded, and the card was never charged`,
      expected: 'Another attempt charges it',
      look: RETRY,
      execution,
    },
  );
}

/** The longest time between an attempt that failed and the next one, in milliseconds. */
function longestWait({ events }: Execution): number {
  const waits = events.map(({ type, time }, at) => {
    const failed = events.slice(0, at).findLast((event) => FAILURE.test(event.type));
    return ATTEMPT.test(type) && failed ? time - failed.time : 0;
  });
  return Math.max(0, ...waits);
}

export const proofs: Proofs = {
  'A good card is charged': async (cloud) => {
    demandSuccess(await cloud.run('Workflow', GOOD), 'A run with a good card', DEFINITION);
  },
  'Two throttled attempts are made up for': async (cloud) => {
    const execution = await during(cloud, 'Lambda.TooManyRequestsException', 2);
    demandCharged(execution, 'A run whose first two attempts were throttled');
  },
  'An outage of five attempts is made up for': async (cloud) => {
    const execution = await during(cloud, 'Lambda.ServiceException', 5);
    demandCharged(execution, 'A run during an outage of five attempts');
  },
  'Nobody waits for the next attempt longer than a minute': async (cloud) => {
    const execution = await during(cloud, 'Lambda.ServiceException', 5);
    const wait = longestWait(execution);
    demand(wait <= ONE_MINUTE, {
      happened: `After five failed attempts the next one came ${Math.round(wait / 1000)} s later`,
      expected: 'Attempts are never more than a minute apart, however many there were',
      look: `${RETRY}: a field caps the delay`,
      execution,
    });
  },
  'A declined card is asked for once': async (cloud) => {
    const execution = await cloud.run('Workflow', DECLINED);
    const attempts = attemptsIn(execution);
    demand(attempts === 1, {
      happened: `The bank declined, and was asked ${attempts} times for one order`,
      expected: 'A business error is final: one attempt',
      look: `"ErrorEquals" of ${RETRY}`,
      execution,
    });
    demandFailure(execution, 'CardDeclined', 'A run with a declined card', RETRY);
  },
};

export const starts = {
  'Nobody waits for the next attempt longer than a minute': 'came 20000 s later',
  'A declined card is asked for once': 'was asked 9 times',
};
