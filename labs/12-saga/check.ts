import { createHash } from 'node:crypto';
import type { ExecutionListItem, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import type { Cloud, Fault } from 'local-cloud';
import { demand, Finding } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandFailure, demandSuccess } from '../kit/runs.ts';
import { itemsIn } from '../kit/tables.ts';

const HISTORIES = 500;
const AT_ONCE = 25;
const ALL = ['charge', 'courier', 'tea'];
const TAKING = ['Reserve Tea', 'Charge Card', 'Book Courier'];
const GIVING_BACK = ['Cancel Courier', 'Refund Card', 'Release Tea'];
const SAGA = `"Catch" and "Next" of the states in ${DEFINITION}`;

/** What becomes of a step, besides what it should. The answer alone may be lost: then it was done. */
const FATES = {
  failed: { error: 'DynamoDB.SampleOutage', cause: 'Sample outage' },
  'lost its answer': { error: 'DynamoDB.SampleOutage', cause: 'Sample outage', answerLost: true },
} as const;

type Fate = keyof typeof FATES;

interface History {
  readonly orderId: string;
  readonly faults: readonly Fault[];
  /** "Book Courier failed, Refund Card lost its answer" */
  readonly told: string;
}

/** The faults of the history with that number: always the same, some in most of them. */
function historyOf(number: number): History {
  const orderId = `sample-${number}`;
  const drawn = createHash('sha256').update(orderId).digest();
  const steps = [...TAKING, ...GIVING_BACK].flatMap((state, at) => {
    const fate = ([undefined, undefined, 'failed', 'lost its answer'] as const)[drawn[at]! % 4];
    return fate === undefined ? [] : [{ state, fate }];
  });
  return {
    orderId,
    faults: steps.map(({ state, fate }) => faultOf(orderId, state, fate)),
    told: steps.map(({ state, fate }) => `${state} ${fate}`).join(', ') || 'nothing failed',
  };
}

/** What takes fails for good; what gives back fails once, and can be tried again. */
function faultOf(orderId: string, state: string, fate: Fate): Fault {
  const key = { orderId: { S: orderId } };
  const isTaking = TAKING.includes(state);
  return {
    state,
    input: isTaking ? { Item: key } : { Key: key },
    ...FATES[fate],
    ...(!isTaking && { attempts: [1] }),
  };
}

/** Every step that gives back is there to be struck by a fault. */
async function demandSteps(cloud: Cloud): Promise<void> {
  for (const state of GIVING_BACK) {
    await cloud.setFaults({ state, ...FATES.failed }).catch((error: Error) => {
      throw new Finding({
        happened: `Nothing is given back by "${state}": ${error.message}`,
        expected: `A step that gives back for each that takes: ${GIVING_BACK.join(', ')}`,
        look: `"States" in ${DEFINITION}. A step that failed may have done its work all the same`,
      });
    });
  }
}

/** What is held for each order, sorted. */
async function heldOf(cloud: Cloud): Promise<Map<string, string[]>> {
  const items = await itemsIn(cloud, 'Held');
  const byOrder = Map.groupBy(items, ({ orderId }) => orderId!.S!);
  return new Map([...byOrder].map(([id, held]) => [id, held.map(({ what }) => what!.S!).sort()]));
}

async function executionsOf(cloud: Cloud): Promise<ExecutionListItem[]> {
  const stateMachineArn = cloud.resource('Workflow');
  const all: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const input = { stateMachineArn, maxResults: 1000, nextToken };
    const page = await cloud.call<ListExecutionsOutput>('SFN', 'ListExecutions', input);
    all.push(...page.executions!);
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}

/** Runs all histories, many at the same time; gives the status of each by its order. */
async function runAll(cloud: Cloud, histories: readonly History[]): Promise<Map<string, string>> {
  for (let at = 0; at < histories.length; at += AT_ONCE) {
    const some = histories.slice(at, at + AT_ONCE);
    await cloud.setFaults(...some.flatMap(({ faults }) => faults));
    await Promise.all(some.map(({ orderId }) => cloud.start('Workflow', { orderId }, orderId)));
    await cloud.clock.advance('2h');
  }
  await cloud.clearFaults();
  return new Map((await executionsOf(cloud)).map(({ name, status }) => [name!, status!]));
}

/** What is wrong with an order: undefined where it is taken whole or given back whole. */
function wrongWith(status: string | undefined, held: readonly string[]): string | undefined {
  const expected = status === 'SUCCEEDED' ? ALL : [];
  if (status !== 'SUCCEEDED' && status !== 'FAILED') return `the execution is ${status}`;
  if (held.join() === expected.join()) return undefined;
  return `the execution ${status}, and held for the order are: ${held.join(', ') || 'nothing'}`;
}

export const proofs: Proofs = {
  'An order without a fault is taken': async (cloud) => {
    const execution = await cloud.run('Workflow', { orderId: 'sample-whole' }, 'sample-whole');
    demandSuccess(execution, 'An order without a fault', DEFINITION);
    const held = (await heldOf(cloud)).get('sample-whole') ?? [];
    demand(held.join() === ALL.join(), {
      happened: `An order without a fault succeeded, and held for it are: ${held.join(', ')}`,
      expected: `Held are: ${ALL.join(', ')}`,
      look: SAGA,
      execution,
    });
  },
  'An order whose courier fails is cancelled, by name': async (cloud) => {
    await cloud.setFaults({ state: 'Book Courier', ...FATES.failed });
    const execution = await cloud.run('Workflow', { orderId: 'sample-late' }, 'sample-late');
    await cloud.clearFaults();
    demandFailure(execution, 'OrderCancelled', 'An order whose courier fails', SAGA);
  },
  [`Over ${HISTORIES} histories of faults every order is taken whole or given back whole`]: async (
    cloud,
  ) => {
    await demandSteps(cloud);
    const histories = Array.from({ length: HISTORIES }, (_, at) => historyOf(at + 1));
    const statuses = await runAll(cloud, histories);
    const held = await heldOf(cloud);
    const wrong = histories.flatMap(({ orderId, told }) => {
      const problem = wrongWith(statuses.get(orderId), held.get(orderId) ?? []);
      return problem === undefined ? [] : [{ orderId, told, problem }];
    });
    const [first] = wrong.sort((one, other) => one.told.length - other.told.length);
    demand(first === undefined, {
      happened: `${wrong.length} of ${HISTORIES} orders are half taken. ${first?.orderId}: ${first?.told}; ${first?.problem}`,
      expected: 'Succeeded, and all three are held; or failed, and nothing is',
      look: SAGA,
      execution: first && (await cloud.execution(arnOf(cloud, first.orderId))),
    });
  },
};

function arnOf(cloud: Cloud, name: string): string {
  return `${cloud.resource('Workflow').replace(':stateMachine:', ':execution:')}:${name}`;
}

export const starts = {
  [`Over ${HISTORIES} histories of faults every order is taken whole or given back whole`]:
    'Book Courier failed; the execution FAILED, and held for the order are: charge',
};
