import { AsyncLocalStorage } from 'node:async_hooks';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, TaskTimedOut } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../testing.ts';
import { handler as recordDecision } from './record-decision.ts';
import { handler as requestApproval } from './request-approval.ts';
import { handler as showApproval } from './show-approval.ts';
import { ASKED, approvalsWorld, pageEvent, question } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.APPROVALS_TABLE = 'approvals';
  process.env.APPROVALS_URL = 'https://api.example.com/approvals';
});

afterEach(() => {
  vi.useRealTimers();
});

/**
 * What happens to a call of the function: it dies before it or after it took effect; the call is
 * refused; its answer is lost, and the SDK calls again; its answer and all further ones are lost.
 */
const FAULTS = ['killed', 'killedAfter', 'refused', 'lostOnce', 'lost'] as const;
type Fault = (typeof FAULTS)[number] | 'none';

const LABELS = { order: 'Order it', skip: 'Do not' } as const;
type Choice = keyof typeof LABELS;

/** One run of the function, and what is to happen to its calls, in their order. */
interface Run {
  readonly faults: Fault[];
  readonly die: () => void;
}

/** The question's state machine, the function, and people; everything that was tried goes to `tried`. */
async function history(tried: Set<string>) {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: ASKED });
  const world = approvalsWorld();
  const runs = new AsyncLocalStorage<Run>();
  let attempt = 1;
  /** The token that the state waits for. */
  let waiting: string | undefined = 'token-1';
  let taken: Record<string, string> | undefined;

  const called = async (name: string, effect: (attempts: number) => object): Promise<object> => {
    const run = runs.getStore();
    const fault = run?.faults.shift() ?? 'none';
    tried.add(`${name} ${fault}`);
    if (fault === 'refused') throw new Error('refused');
    if (fault === 'killed') return dead(run!);
    const answer = effect(1);
    if (fault === 'killedAfter') return dead(run!);
    if (fault === 'lost') throw new Error('no answer');
    return fault === 'lostOnce' ? effect(2) : answer;
  };
  const dead = (run: Run) => {
    run.die();
    return new Promise<never>(() => {});
  };
  world.dynamodb
    .on(GetItemCommand)
    .callsFake((input) => called('GetItem', () => world.table.getItem(input)));
  world.dynamodb
    .on(UpdateItemCommand)
    .callsFake((input) => called('UpdateItem', () => world.table.updateItem(input)));
  world.stepFunctions.on(SendTaskSuccessCommand).callsFake(({ taskToken, output }) =>
    called('SendTaskSuccess', (attempts) => {
      if (taskToken !== waiting) {
        throw new TaskTimedOut({ message: 'Task Timed Out', $metadata: { attempts } });
      }
      waiting = undefined;
      taken = JSON.parse(output);
      return {};
    }),
  );
  await requestApproval(question({ taskToken: waiting }), lambdaContext());

  const page = async () => (await showApproval(pageEvent(world.id()), lambdaContext())).body!;
  /** What the person sees; undefined when the function died. */
  const press = (choice: Choice, faults: readonly Fault[] = []) => {
    const { promise: death, resolve: die } = Promise.withResolvers<undefined>();
    const run = { faults: [...faults], die: () => die(undefined) };
    const event = pageEvent(world.id(), { choice, comment: `I say ${choice}` });
    const answer = runs.run(run, () => recordDecision(event, lambdaContext()));
    return Promise.race([answer, death]);
  };
  return {
    page,
    press,
    taken: () => taken,
    waits: () => waiting !== undefined,
    stop: () => {
      waiting = undefined;
    },
    async retry() {
      if (waiting === undefined) return;
      attempt += 1;
      waiting = `token-${attempt}`;
      await requestApproval(question({ taskToken: waiting }), lambdaContext());
    },
    row: () => world.table.item(world.id()),
  };
}

type History = Awaited<ReturnType<typeof history>>;

const fault = fc.constantFrom<Fault>('none', 'none', 'none', ...FAULTS);
const press = fc.record({
  choice: fc.constantFrom<Choice>('order', 'skip'),
  faults: fc.array(fault, { maxLength: 6 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ presses: fc.array(press, { minLength: 1, maxLength: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ seconds: fc.constantFrom(1, 30, 61, 3600) }) },
  {
    weight: 1,
    arbitrary: fc.record({ state: fc.constantFrom('retry' as const, 'stop' as const) }),
  },
);

/** What the workflow took is what is in the record, and what every page says. */
async function holds(world: History): Promise<void> {
  const taken = world.taken();
  if (taken === undefined) return;
  const { decision, comment, decidedAt } = world.row();
  expect({ decision: decision?.S, comment: comment?.S, decidedAt: decidedAt?.S }).toEqual(taken);
  const page = await world.page();
  expect(page).toContain(`<strong>${LABELS[taken.decision as Choice]}</strong>`);
  expect(page).not.toMatch(/has moved on|<textarea/);
}

async function go(world: History, { choice, faults }: { choice: Choice; faults: Fault[] }) {
  const answer = await world.press(choice, faults);
  if (answer?.statusCode === 200) expect(world.taken()).toMatchObject({ decision: choice });
  if (answer?.body?.includes('has moved on')) expect(world.taken()).toBeUndefined();
}

/** Whoever comes back later finds a way to the end, if the workflow still waits. */
async function recover(world: History): Promise<void> {
  vi.advanceTimersByTime(61_000);
  const offered = /value="(\w+)">Pass it on again/.exec(await world.page())?.[1];
  await world.press((offered as Choice) ?? 'order');
  if (world.waits()) await world.press('order');
  expect(world.waits()).toBe(false);
  await holds(world);
}

test('whatever dies, is refused or lost on the way, no decision that took effect is ever lost', async () => {
  captureLogs();
  const tried = new Set<string>();
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 8 }),
    async (steps) => {
      const world = await history(tried);
      for (const step of steps) {
        if ('presses' in step) await Promise.all(step.presses.map((one) => go(world, one)));
        else if ('seconds' in step) vi.advanceTimersByTime(step.seconds * 1000);
        else await world[step.state]();
        await holds(world);
      }
      await recover(world);
    },
  );
  await fc.assert(property, { seed: 11, numRuns: 500 });
  const calls = ['GetItem', 'UpdateItem', 'SendTaskSuccess'];
  expect(tried).toEqual(new Set(calls.flatMap((c) => ['none', ...FAULTS].map((f) => `${c} ${f}`))));
});
