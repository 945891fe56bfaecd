import type { Cloud } from 'local-cloud';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandOutput } from '../kit/runs.ts';

const green = { tea: 'Green', price: 4, quantity: 2 };
const black = { tea: 'Black', price: 5, quantity: 1 };
const address = { city: 'Sample City' };

/** Orders as they come in, and the packing slip that each is to give. */
const ORDERS = {
  'An order of two teas': [
    { orderId: 'sample-1', customer: { address }, lines: [green, black] },
    { orderId: 'sample-1', city: 'Sample City', teas: ['Green', 'Black'], total: 13 },
  ],
  'An order without an address': [
    { orderId: 'sample-2', customer: { name: 'Sample' }, lines: [green, black] },
    { orderId: 'sample-2', city: 'pick-up', teas: ['Green', 'Black'], total: 13 },
  ],
  'An order of a guest, without a customer': [
    { orderId: 'sample-3', lines: [green, black] },
    { orderId: 'sample-3', city: 'pick-up', teas: ['Green', 'Black'], total: 13 },
  ],
  'An order of one tea': [
    { orderId: 'sample-4', customer: { address }, lines: [black] },
    { orderId: 'sample-4', city: 'Sample City', teas: ['Black'], total: 5 },
  ],
  'An order of a voucher, without a line': [
    { orderId: 'sample-5', customer: { address }, lines: [] },
    { orderId: 'sample-5', city: 'Sample City', teas: [], total: 0 },
  ],
} as const;

const LOOK = `"Output" of "Write Packing Slip" in ${DEFINITION}`;

export const proofs: Proofs = Object.fromEntries(
  Object.entries(ORDERS).map(([what, [order, slip]]) => [
    `${what} gives its slip`,
    async (cloud: Cloud) => demandOutput(await cloud.run('Workflow', order), slip, what, LOOK),
  ]),
);

const UNDEFINED = 'FAILED with States.QueryEvaluationError';

export const starts = {
  'An order without an address gives its slip': UNDEFINED,
  'An order of a guest, without a customer gives its slip': UNDEFINED,
  'An order of one tea gives its slip': '"teas":"Black"',
  'An order of a voucher, without a line gives its slip': UNDEFINED,
};
