import fc from 'fast-check';
import { type Cloud, type Fault, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOMENT, root } from '../project.ts';

/**
 * The invariant of daycare-registration: spots sold never exceed spots, a confirmed registration
 * holds each of its days once, and a failed one holds none - whoever comes at the same time, however
 * often, and whatever fails meanwhile.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 125);

const SPOTS = 20;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;
type Weekday = (typeof WEEKDAYS)[number];

let cloud: Cloud;
const output = (name: string) => cloud.output(name);

beforeAll(async () => {
  cloud = await startCloud({ project: root, seed: 'daycare-registration', frozenAt: MOMENT });
});

afterAll(async () => {
  await cloud.close();
});

/** A child that turned three half a year ago, so that it is three whenever this runs. */
function registration(registrationId: string, weekdays: readonly string[]) {
  const born = cloud.clock.now();
  born.setUTCMonth(born.getUTCMonth() - 42);
  const dateOfBirth = born.toISOString().slice(0, 10);
  return {
    registrationId,
    child: { firstName: 'Kim', lastName: 'Sample', dateOfBirth },
    parents: [{ name: 'Sam Sample', email: 'parents@example.com' }],
    weekdays,
  };
}

async function start(input: object): Promise<string> {
  const { executionArn } = await cloud.call<{ executionArn: string }>('SFN', 'StartExecution', {
    stateMachineArn: output('DaycareRegistrationStateMachineArn'),
    input: JSON.stringify(input),
  });
  return executionArn;
}

interface End {
  readonly status: string;
  readonly error?: string;
  readonly output?: string;
}

/** How they ended, once nothing runs any more. */
async function ends(executions: readonly string[]): Promise<End[]> {
  while (await isAnyRunning()) {
    // Time passes by itself, too: nothing left to move may mean that they have just ended.
    const stuck = !(await cloud.clock.next()) && (await isAnyRunning());
    if (stuck) throw new Error('An execution waits for something that never comes.');
  }
  return Promise.all(
    executions.map((executionArn) => cloud.call<End>('SFN', 'DescribeExecution', { executionArn })),
  );
}

async function isAnyRunning(): Promise<boolean> {
  await cloud.clock.settle();
  const { executions } = await cloud.call<{ executions: object[] }>('SFN', 'ListExecutions', {
    stateMachineArn: output('DaycareRegistrationStateMachineArn'),
    statusFilter: 'RUNNING',
  });
  return executions.length > 0;
}

async function setTaken(taken: number): Promise<void> {
  for (const weekday of WEEKDAYS) {
    await cloud.call('DynamoDB', 'PutItem', {
      TableName: output('DaycareSpotsTableName'),
      Item: { weekday: { S: weekday }, taken: { N: String(taken) } },
    });
  }
}

type Item = Record<string, { S?: string; N?: string; L?: { S: string }[] }>;

async function items(table: string): Promise<Item[]> {
  const { Items } = await cloud.call<{ Items: Item[] }>('DynamoDB', 'Scan', {
    TableName: output(table),
    ConsistentRead: true,
  });
  return Items;
}

const fault = fc.oneof(
  ...Object.entries({
    'Check Information': ['Lambda.TooManyRequestsException', 'Lambda.ResourceNotFoundException'],
    'Check Age Range': ['Lambda.ServiceException', 'Lambda.ResourceNotFoundException'],
    'Check Spots Availability': ['SpotsContended', 'Lambda.ResourceNotFoundException'],
    'Confirm Registration': ['Lambda.Unknown', 'Lambda.ResourceNotFoundException'],
    'Send No Spots Message': ['SNS.InternalErrorException', 'SNS.NotFoundException'],
    // It must be possible to give back: what goes away by itself only.
    'Release Spots': ['SpotsContended', 'Lambda.ServiceException'],
  }).map(([state, errors]) =>
    fc.record<Fault>({
      state: fc.constant(state),
      error: fc.constantFrom(...errors),
      attempts: fc.constantFrom([1], [1, 2], [2]),
    }),
  ),
);

const days = fc.subarray<Weekday>([...WEEKDAYS], { minLength: 1 });
const comers = fc.array(fc.record({ family: fc.nat({ max: 3 }), weekdays: days }), {
  minLength: 1,
  maxLength: 6,
});

test('whatever fails and repeats, spots are what confirmed registrations hold, and never too many', async () => {
  let run = 0;
  const history = fc.record({
    taken: fc.integer({ min: SPOTS - 2, max: SPOTS }),
    rounds: fc.array(fc.tuple(fc.array(fault, { maxLength: 3 }), comers), {
      minLength: 1,
      maxLength: 2,
    }),
  });
  const holds = fc.asyncProperty(history, async ({ taken, rounds }) => {
    run += 1;
    await setTaken(taken);
    const ours = `sample-invariant-${run}-`;
    const ended: (End & { readonly id: string })[] = [];
    for (const [faults, sent] of rounds) {
      await cloud.setFaults(...faults);
      const ids = sent.map(({ family }) => `${ours}${family}`);
      const inputs = await Promise.all(
        sent.map(({ weekdays }, at) => registration(ids[at]!, weekdays)),
      );
      const all = await ends(await Promise.all(inputs.map(start)));
      ended.push(...all.map((end, at) => ({ ...end, id: ids[at]! })));
    }
    await cloud.clearFaults();

    const allowed = ['NoSpots', 'RegistrationFailed', undefined];
    expect(ended.map(({ error }) => error).filter((error) => !allowed.includes(error))).toEqual([]);
    const kept = (await items('DaycareRegistrationsTableName')).filter((item) =>
      item.registrationId!.S!.startsWith(ours),
    );
    const confirmed = new Set(
      ended.filter(({ status }) => status === 'SUCCEEDED').map(({ id }) => id),
    );
    expect(new Set(kept.map((item) => item.registrationId!.S!))).toEqual(confirmed);
    expect(kept.every((item) => item.status!.S === 'CONFIRMED')).toBe(true);
    for (const id of confirmed) {
      const told = ended.filter((end) => end.id === id && end.status === 'SUCCEEDED');
      expect(new Set(told.map((end) => end.output)).size).toBe(1);
    }
    for (const { weekday, taken: count } of await items('DaycareSpotsTableName')) {
      const held = kept.filter((item) => item.weekdays!.L!.some(({ S }) => S === weekday!.S));
      expect(Number(count!.N)).toBe(taken + held.length);
      expect(Number(count!.N)).toBeLessThanOrEqual(SPOTS);
    }
  });
  await fc.assert(holds, { numRuns: RUNS, seed: 20_300_101, endOnFailure: true });
}, 600_000);

test('thirty families at once share what is left of a day, and the rest are told', async () => {
  await setTaken(SPOTS - 7);
  const inputs = await Promise.all(
    Array.from({ length: 30 }, (_, at) => registration(`sample-crowd-${at}`, ['Wednesday'])),
  );
  const all = await ends(await Promise.all(inputs.map(start)));
  expect(all.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(7);
  expect(all.filter(({ error }) => error === 'NoSpots')).toHaveLength(23);
  const mails = (await cloud.mails()).filter(({ body }) => body.includes('sample-crowd-'));
  expect(mails).toHaveLength(23);
  expect(mails[0]).toMatchObject({
    to: 'parents@example.com',
    subject: 'There is no spot left for your child',
    body: expect.stringContaining('there is no spot left on Wednesday'),
  });
});

test('a message tells the parents what to do, and holds nothing of what they wrote', async () => {
  const { child, ...rest } = await registration('sample-gaps', ['Sunday']);
  const [end] = await ends([await start({ ...rest, child: { ...child, dateOfBirth: 'soon' } })]);
  expect(end).toMatchObject({ status: 'FAILED', error: 'InformationIncomplete' });
  const [mail] = (await cloud.mails()).filter(({ body }) => body.includes('sample-gaps'));
  expect(mail?.body.split('\n')[0]).toBe(
    'Registration sample-gaps is not complete: child.dateOfBirth must be a date like 2030-01-31; ' +
      'weekdays.0 must be a day from Monday to Friday. Please complete it and send it again.',
  );
});

test('every family is told, and who filters by its registration gets no other mail', async () => {
  const { Topics } = await cloud.call<{ Topics: { TopicArn: string }[] }>('SNS', 'ListTopics', {});
  const { TopicArn } = Topics.find((topic) => topic.TopicArn.endsWith('-daycare-parents'))!;
  const FilterPolicy = JSON.stringify({ registrationId: ['family-one'] });
  const own = { Protocol: 'email', Endpoint: 'one@example.com', Attributes: { FilterPolicy } };
  await cloud.call('SNS', 'Subscribe', { TopicArn, ...own });
  const [asked] = (await cloud.mails()).filter(({ to }) => to === own.Endpoint);
  const [, Token] = /Token=(\w+)/.exec(asked!.body)!;
  await cloud.call('SNS', 'ConfirmSubscription', { TopicArn, Token });
  const inputs = [await registration('family-one', []), await registration('family-two', [])];
  for (const { error } of await ends(await Promise.all(inputs.map(start)))) {
    expect(error).toBe('InformationIncomplete');
  }
  const mails = (await cloud.mails()).filter(({ body }) => body.includes('family-'));
  expect(mails.map(({ to, body }) => `${to} ${/family-\w+/.exec(body)}`).sort()).toEqual([
    'one@example.com family-one',
    'parents@example.com family-one',
    'parents@example.com family-two',
  ]);
});
