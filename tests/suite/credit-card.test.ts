import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Fault } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReviewCloud, reviewCloud } from './reviews.ts';

/**
 * The invariants of credit-card: one decision per application, and so one card at most; an approval
 * is decided once; nobody is told anything but the decision that stands. However often an
 * application is started, whoever presses what, and whatever fails meanwhile.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 75);

let world: ReviewCloud;
beforeAll(async () => {
  world = await reviewCloud('credit-card');
});
afterAll(async () => {
  await world.cloud.close();
});

interface Item {
  readonly decision: { readonly S: string };
  readonly decidedAt: { readonly S: string };
}

async function itemsOf(id: string): Promise<Item[]> {
  const { Items } = await world.cloud.call<{ Items: Item[] }>('DynamoDB', 'Scan', {
    TableName: world.cloud.output('CreditCardApplicationsTableName'),
    FilterExpression: 'applicationId = :id',
    ExpressionAttributeValues: { ':id': { S: id } },
  });
  return Items;
}

/** The links about an application that came by mail. */
async function linksOf(id: string): Promise<string[]> {
  const mails = await world.mailsAbout(id);
  return mails.flatMap(({ body }) => /https?:\/\/\S+/.exec(body)?.[0] ?? []);
}

/** Presses every button in turn on every page there is by now: the status of each answer. */
async function pressAll(id: string, choices: readonly string[], pressed: Map<string, number[]>) {
  await world.cloud.clock.settle();
  for (const link of await linksOf(id)) {
    const answers = choices.map((choice) => world.press(link, { choice }));
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    pressed.set(link, [...(pressed.get(link) ?? []), ...statuses]);
  }
}

test('an answer that is no decision declines', async () => {
  const { States } = JSON.parse(readFileSync('statemachines/credit-card.asl.json', 'utf8'));
  const { nextState } = await world.cloud.call<{ nextState: string }>('SFN', 'TestState', {
    definition: JSON.stringify(States['Approved by Reviewer?']),
    input: JSON.stringify({ review: {} }),
  });
  expect(nextState).toBe('Decline Application');
});

test('an application that is started again tells the applicant what stands', async () => {
  const small = { requestedLimit: 1000 };
  const first = await world.ended(await world.start('twice', small));
  const second = await world.ended(await world.start('twice', { requestedLimit: 4000 }));
  const [one, two] = [first, second].map(({ output }) => JSON.parse(output!));
  expect(two).toMatchObject({ decision: 'ISSUED', creditLimit: 1000, reason: one.reason });
  expect((await world.mailsAbout('twice')).map(({ body }) => body.split('\n')[0])).toEqual(
    Array(2).fill(
      'Your credit card application twice: ISSUED. A limit of 1000 dollars was approved automatically.',
    ),
  );
});

test('the output of an execution holds nothing personal', async () => {
  const { output } = await world.ended(await world.start('private', { requestedLimit: 1000 }));
  expect(output).toContain('ISSUED');
  expect(output).not.toMatch(/Sam|123-45|98101|example\.com/);
});

const fault = fc.oneof(
  ...Object.entries({
    'Get Credit Limit': ['Lambda.TooManyRequestsException'],
    'Verify Identity': ['Lambda.ServiceException', 'IdentityNotVerified'],
    'Get Credit Score': ['Lambda.Unknown', 'Lambda.ResourceNotFoundException'],
    'Wait for Human Approval': ['Lambda.ServiceException', 'States.Timeout'],
    'Issue Card': ['DynamoDB.ThrottlingException', 'DynamoDB.ConditionalCheckFailedException'],
    'Decline Application': ['DynamoDB.InternalServerErrorException'],
    'Expire Application': ['DynamoDB.SdkClientException'],
    'Read Earlier Decision': ['DynamoDB.InternalServerErrorException'],
    'Notify Applicant': ['SNS.SdkClientException', 'SNS.NotFoundException'],
  }).map(([state, errors]) =>
    fc.record<Fault>({
      state: fc.constant(state),
      error: fc.constantFrom(...errors),
      attempts: fc.constantFrom([1], [1, 2], [2]),
    }),
  ),
);

const round = fc.record({
  faults: fc.array(fault, { maxLength: 3 }),
  limits: fc.array(fc.constantFrom(1000, 7550), { minLength: 1, maxLength: 3 }),
  choices: fc.array(fc.constantFrom('approve', 'decline', 'maybe'), { maxLength: 3 }),
});

test('whatever fails and repeats, an application has one decision and an approval is decided once', async () => {
  let run = 0;
  const holds = fc.asyncProperty(
    fc.array(round, { minLength: 1, maxLength: 3 }),
    async (rounds) => {
      run += 1;
      const id = `invariant-${run}`;
      const started: string[] = [];
      const pressed = new Map<string, number[]>();
      let stands: Item | undefined;
      for (const { faults, limits, choices } of rounds) {
        await world.cloud.setFaults(...faults);
        started.push(
          ...(await Promise.all(
            limits.map((requestedLimit) => world.start(id, { requestedLimit })),
          )),
        );
        await pressAll(id, choices, pressed);
        await world.cloud.clock.next();
        await pressAll(id, choices, pressed);
        const items = await itemsOf(id);
        expect(items.length).toBeLessThanOrEqual(1);
        if (stands !== undefined) expect(items).toEqual([stands]);
        stands = items[0];
      }
      await world.cloud.clearFaults();
      started.push(await world.start(id, { requestedLimit: 1000 }));
      const ends = await Promise.all(started.map((arn) => world.ended(arn)));
      const [decided, ...others] = await itemsOf(id);
      expect(others).toEqual([]);
      if (stands !== undefined) expect(decided).toEqual(stands);
      for (const { status, output } of ends) {
        expect(['SUCCEEDED', 'FAILED']).toContain(status);
        if (output) expect(JSON.parse(output).decision).toBe(decided!.decision.S);
      }
      for (const statuses of pressed.values()) {
        expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
      }
      const told = (await world.mailsAbout(id)).filter(({ body }) =>
        body.startsWith('Your credit'),
      );
      for (const { body } of told) expect(body).toContain(`: ${decided!.decision.S}. `);
    },
  );
  await fc.assert(holds, { numRuns: RUNS, seed: 20_300_101, endOnFailure: true });
}, 600_000);
