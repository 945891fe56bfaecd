import type { Cloud } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandFailure, outcome } from '../kit/runs.ts';

const CHOICE = `"Choices" and "Default" of "Large Order?" in ${DEFINITION}`;

/** An order of that total goes to that state. */
async function goesTo(cloud: Cloud, total: number, state: string): Promise<void> {
  const execution = await cloud.run('Workflow', { orderId: 'sample', total });
  const what = `An order of ${total}`;
  const [status, last] = [execution.status, execution.path.at(-1)];
  demand(status === 'SUCCEEDED' && last === state, {
    happened: `${what} ${status === 'SUCCEEDED' ? `went to "${last}"` : `ended ${outcome(execution)}`}`,
    expected: `It goes to "${state}": shipping is free from 100 on`,
    look: CHOICE,
    execution,
  });
}

/** An order that nobody can make sense of ends in the failure that the workflow names. */
async function isRefused(cloud: Cloud, what: string, order: object): Promise<void> {
  const execution = await cloud.run('Workflow', { orderId: 'sample', ...order });
  demandFailure(execution, 'OrderNotUnderstood', what, CHOICE);
}

export const proofs: Proofs = {
  'A small order pays for its shipping': (cloud) => goesTo(cloud, 20, 'Charge Shipping'),
  'A large order ships free': (cloud) => goesTo(cloud, 250, 'Ship Free'),
  'An order of exactly 100 ships free': (cloud) => goesTo(cloud, 100, 'Ship Free'),
  'An order of 99.99 pays for its shipping': (cloud) => goesTo(cloud, 99.99, 'Charge Shipping'),
  'An order with a word for a total is refused by name': (cloud) =>
    isRefused(cloud, 'An order whose total is "a lot"', { total: 'a lot' }),
  'An order with a number written as a text is refused by name': (cloud) =>
    isRefused(cloud, 'An order whose total is "120"', { total: '120' }),
  'An order without a total is refused by name': (cloud) =>
    isRefused(cloud, 'An order without a total', {}),
  'An order of less than nothing is refused by name': (cloud) =>
    isRefused(cloud, 'An order of -5', { total: -5 }),
  'An order of nothing is refused by name': (cloud) =>
    isRefused(cloud, 'An order of 0', { total: 0 }),
};

export const starts = {
  'An order of exactly 100 ships free': 'FAILED with States.NoChoiceMatched',
  'An order with a word for a total is refused by name': 'FAILED with States.QueryEvaluationError',
  'An order with a number written as a text is refused by name':
    'FAILED with States.QueryEvaluationError',
  'An order without a total is refused by name': 'FAILED with States.QueryEvaluationError',
  'An order of nothing is refused by name': 'FAILED with States.NoChoiceMatched',
  'An order of less than nothing is refused by name': 'FAILED with States.NoChoiceMatched',
};
