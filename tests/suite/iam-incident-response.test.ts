import fc from 'fast-check';
import type { Fault } from 'local-cloud';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allowing, type IncidentCloud, incidentCloud, isQuestion } from './incidents.ts';

/**
 * The invariant of iam-incident-response: once its events are handled, no policy has a version in
 * force that is restricted and was not approved - however fast versions come, however often an event
 * does, whatever is decided, and whatever fails meanwhile.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 75);

const HARMLESS = allowing('s3:GetObject');
const RESTRICTED = allowing('s3:GetObject', 'iam:PassRole');

let world: IncidentCloud;
beforeAll(async () => {
  world = await incidentCloud('iam-incident-response');
});
afterAll(async () => {
  await world.cloud.close();
});
beforeEach(() => world.cloud.clearFaults());

/** Lets time pass until nothing runs any more; questions wait for their 24 hours. */
async function untilAllEnded(): Promise<void> {
  await world.cloud.clock.settle();
  while ((await world.list('RUNNING')).length > 0) {
    await world.cloud.clock.next();
    await world.cloud.clock.settle();
  }
}

test('a report says what was made, by whom and when, and a harmless one has no link', async () => {
  const arn = await world.create('harmless', HARMLESS);
  await untilAllEnded();
  const [mail, ...others] = await world.mailsAbout('harmless');
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    to: 'security@example.com',
    subject: 'Allowed: IAM policy harmless',
  });
  expect(mail?.body).toContain(
    `Policy: ${arn}\nVersion: v1\nMade by: arn:aws:iam::123456789012:root`,
  );
  expect(isQuestion(mail!)).toBe(false);
});

test('the question has the facts on its page alone, with the actions that are restricted', async () => {
  const arn = await world.create('questioned', RESTRICTED);
  await world.cloud.clock.settle();
  const [mail] = await world.mailsAbout('questioned');
  expect(mail).toMatchObject({ to: 'administrator@example.com' });
  expect(mail?.body).not.toContain('PassRole');
  const page = await (await fetch(/https?:\/\/\S+/.exec(mail!.body)![0])).text();
  for (const fact of [arn, 'v1', ':root', 'iam:PassRole', 'Version v2, which allows nothing']) {
    expect(page).toContain(fact);
  }
  expect(await world.decide(mail!, 'approve')).toBe(200);
  await untilAllEnded();
  const [, report] = await world.mailsAbout('questioned');
  expect(report).toMatchObject({
    to: 'security@example.com',
    subject: 'Approved: IAM policy questioned',
    body: expect.stringContaining('Allows: iam:PassRole'),
  });
});

test('of all stacks of an account one can act: the name of its mode is taken', async () => {
  const Name = '/iam-incident-response/mode';
  expect(world.cloud.output('IamIncidentModeParameterName')).toBe(Name);
  const another = { Name, Type: 'String', Value: 'enforce' };
  await expect(world.cloud.call('SSM', 'PutParameter', another)).rejects.toMatchObject({
    name: 'ParameterAlreadyExists',
  });
});

test('a policy is judged although padding makes CloudTrail leave its document out', async () => {
  const padded = RESTRICTED.replace('{', `{${' '.repeat(102_400)}`);
  const arn = await world.create('padded', padded);
  await world.cloud.clock.settle();
  expect(await world.inForce(arn)).toMatchObject({ versionId: 'v2' });
  expect((await world.mailsAbout('padded')).filter(isQuestion)).toHaveLength(1);
  await untilAllEnded();
});

test('a version whose event does not say of which policy it is is escalated', async () => {
  const arn = await world.create('nameless', HARMLESS);
  await world.addVersion(arn, RESTRICTED.replace('{', `{${' '.repeat(102_400)}`), true);
  await untilAllEnded();
  const { error } = await world.describe((await world.list())[0]!);
  expect(error).toBe('RemediationFailed');
  const mail = (await world.cloud.mails()).at(-1);
  expect(mail).toMatchObject({
    subject: 'HIGH PRIORITY: IAM policy without a name',
    body: expect.stringMatching(/Find it in CloudTrail by its id.*Event: [0-9a-f-]{36}/s),
  });
});

const fault = fc.oneof(
  ...Object.entries({
    'Claim Event': ['DynamoDB.ThrottlingException', 'DynamoDB.ResourceNotFoundException'],
    'Evaluate Policy': ['Lambda.TooManyRequestsException'],
    'Quarantine Policy': ['Lambda.ServiceException', 'Lambda.Unknown'],
    'Ask Administrator': ['Lambda.SdkClientException'],
    'Restore Policy': ['Lambda.ServiceException', 'Lambda.ResourceNotFoundException'],
    'Remove Restricted Version': ['Lambda.Unknown', 'Lambda.ResourceNotFoundException'],
    'Report Allowed Policy': ['SNS.NotFoundException'],
    Escalate: ['SNS.ThrottledException', 'SNS.NotFoundException'],
  }).map(([state, errors]) =>
    fc.record<Fault>({
      state: fc.constant(state),
      error: fc.constantFrom(...errors),
      attempts: fc.constantFrom([1], [1, 2], [2]),
    }),
  ),
);

const step = fc.record({
  document: fc.constantFrom(HARMLESS, RESTRICTED, RESTRICTED),
  inForce: fc.boolean(),
  /** Whether the next version is made before this one's event was handled. */
  hasty: fc.boolean(),
  redeliveries: fc.nat({ max: 2 }),
  decision: fc.constantFrom('approve', 'deny', 'none'),
});

test('whatever is made and decided, no version is in force that is restricted and not approved', async () => {
  let run = 0;
  const history = fc.record({
    faults: fc.array(fault, { maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  });
  const holds = fc.asyncProperty(history, async ({ faults, steps }) => {
    run += 1;
    const name = `sample-invariant-${run}`;
    await world.cloud.setFaults(...faults);
    const earlier = new Set(await world.list());
    const decided = new Set<number>();
    const approved = new Set<string>();
    const decide = async () => {
      await world.cloud.clock.settle();
      for (const mail of (await world.mailsAbout(name)).filter(isQuestion)) {
        const [, version] = /version (v\d+)/.exec(mail.subject)!;
        const { decision } = steps[made.indexOf(version!)]!;
        if (decided.has(mail.id) || decision === 'none') continue;
        decided.add(mail.id);
        await world.decide(mail, decision);
        if (decision === 'approve') approved.add(version!);
      }
    };
    /** The ids of the versions, in the order of the steps. */
    const made: string[] = [];
    let arn = '';
    for (const { document, inForce, hasty, redeliveries } of steps) {
      if (arn === '') {
        arn = await world.create(name, document);
        made.push('v1');
      } else {
        const version = await world.addVersion(arn, document, inForce).catch(fullPolicy);
        made.push(version?.PolicyVersion.VersionId ?? 'none');
      }
      if (!hasty) await world.cloud.clock.settle();
      const started = (await world.list()).filter((one) => !earlier.has(one));
      for (const one of started.slice(0, redeliveries)) await world.redeliver(one);
      if (!hasty) await decide();
    }
    await decide();
    while ((await world.list('RUNNING')).length > 0) {
      await world.cloud.clock.next();
      await decide();
    }
    const { versionId, document } = await world.inForce(arn);
    const allowed = document !== RESTRICTED || approved.has(versionId);
    expect({ versionId, allowed }).toEqual({ versionId, allowed: true });
  });
  await fc.assert(holds, { numRuns: RUNS, seed: 20_300_101, endOnFailure: true });
}, 600_000);

/** A policy has five versions at most: then none is made. */
function fullPolicy(error: Error): undefined {
  if (error.name !== 'LimitExceededException') throw error;
}
