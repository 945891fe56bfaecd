import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReviewCloud, reviewCloud } from './reviews.ts';

let world: ReviewCloud;
beforeAll(async () => {
  world = await reviewCloud('approvals');
});
afterAll(async () => {
  await world.cloud.close();
});

/** Everything in the approvals table, in one order. */
async function rows() {
  const { Items } = await world.cloud.call<{ Items: { id: { S: string } }[] }>('DynamoDB', 'Scan', {
    TableName: world.cloud.output('ApprovalsTableName'),
  });
  return Items.sort((a, b) => (a.id.S < b.id.S ? -1 : 1));
}

const outputOf = async (executionArn: string) =>
  JSON.parse((await world.ended(executionArn)).output!);

test('programs that scan mails follow every link, by GET and HEAD, and change nothing', async () => {
  await world.subscribeAnew('true');
  const { executionArn, link } = await world.reviewed('scan');
  const before = { rows: await rows(), page: (await world.open(link)).text };
  const mails = await world.cloud.mails();
  const links = await world.linksInMails();
  expect(links).toContain(link);
  expect(links.at(-1)).toContain('/unsubscribe.html?');
  for (const method of ['GET', 'HEAD', 'GET']) {
    for (const url of links) await world.open(url, method);
  }
  expect(await rows()).toEqual(before.rows);
  expect((await world.open(link)).text).toBe(before.page);
  expect(await world.describe(executionArn)).toMatchObject({ status: 'RUNNING' });
  expect(await world.cloud.mails()).toEqual(mails);
  expect(await world.press(link, { choice: 'approve' })).toMatchObject({ status: 200 });
  expect(await outputOf(executionArn)).toMatchObject({ decision: 'ISSUED' });
});

test('without AuthenticateOnUnsubscribe they unsubscribe the reviewer, and nobody can be asked', async () => {
  await world.subscribeAnew('false');
  const { link } = await world.reviewed('unsubscribed');
  for (const url of await world.linksInMails()) await world.open(url);
  const { error } = await world.ended(await world.start('unasked'));
  expect(error).toBe('NobodyToAsk');
  expect(await world.mailsAbout('unasked')).toEqual([]);
  expect(await world.press(link, { choice: 'decline' })).toMatchObject({ status: 200 });
  await world.subscribeAnew('true');
});

test('of five who press at the same time one decides', async () => {
  const { executionArn, link } = await world.reviewed('race');
  const choices = ['approve', 'decline', 'approve', 'decline', 'approve'];
  const answers = await Promise.all(choices.map((choice) => world.press(link, { choice })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  const winner = choices[answers.findIndex(({ status }) => status === 200)];
  const { decision } = await outputOf(executionArn);
  expect(decision).toBe(winner === 'approve' ? 'ISSUED' : 'DECLINED');
  const label = winner === 'approve' ? 'Approve' : 'Decline';
  for (const { text } of answers) expect(text).toContain(`<strong>${label}</strong>`);
});

test('the comment and the time of the decision reach the execution', async () => {
  const { executionArn, link } = await world.reviewed('comment');
  await world.press(link, { choice: 'approve', comment: '<b>Fine</b>\r\n& so' });
  await world.ended(executionArn);
  const { events } = await world.cloud.call<{ events: HistoryEvent[] }>(
    'SFN',
    'GetExecutionHistory',
    {
      executionArn,
    },
  );
  const details = events.map(({ taskSucceededEventDetails }) => taskSucceededEventDetails);
  const review = details.find((one) => one?.resource === 'invoke.waitForTaskToken');
  expect(JSON.parse(review!.output!)).toEqual({
    decision: 'approve',
    comment: '<b>Fine</b>\n& so',
    decidedAt: expect.stringMatching(/^\d{4}-.+Z$/),
  });
  expect((await world.open(link)).text).toContain('&lt;b&gt;Fine&lt;/b&gt;');
});

test('a link of an execution that was stopped says that the workflow has moved on', async () => {
  const { executionArn, link } = await world.reviewed('stopped');
  await world.cloud.call('SFN', 'StopExecution', { executionArn });
  for (let times = 0; times < 2; times += 1) {
    const { status, text } = await world.press(link, { choice: 'approve' });
    expect([status, text]).toEqual([410, expect.stringContaining('The workflow has moved on')]);
  }
});

test('a link whose time is over says so, and so does a press', async () => {
  const { executionArn, link } = await world.reviewed('late');
  await world.cloud.clock.advance('P3D');
  expect(await outputOf(executionArn)).toMatchObject({ decision: 'EXPIRED' });
  expect(await world.open(link)).toMatchObject({
    status: 410,
    text: expect.stringContaining('Expired'),
  });
  expect(await world.press(link, { choice: 'approve' })).toMatchObject({ status: 410 });
});

test('a link that nobody was sent is no link', async () => {
  const { link } = await world.reviewed('guess');
  const guessed = link.replace(/[^/]+$/, 'A'.repeat(22));
  expect(await world.open(guessed)).toMatchObject({ status: 404 });
  expect(await world.press(guessed, { choice: 'approve' })).toMatchObject({ status: 404 });
});

test('an approval is deleted 30 days after its link has expired, and what DynamoDB takes', async () => {
  const { link } = await world.reviewed('gone');
  await world.cloud.clock.advance('P36D');
  expect(await world.open(link)).toMatchObject({ status: 404 });
});

describe('while the function may not tell Step Functions', () => {
  const role = () => world.cloud.resource('RecordDecisionRole');
  const policy = { PolicyName: 'record-decision' };
  let document: string;

  beforeAll(async () => {
    const granted = { RoleName: role(), ...policy };
    const { PolicyDocument } = await world.cloud.call<{ PolicyDocument: string }>(
      'IAM',
      'GetRolePolicy',
      granted,
    );
    document = decodeURIComponent(PolicyDocument);
  });
  const put = (PolicyDocument: string) =>
    world.cloud.call('IAM', 'PutRolePolicy', { RoleName: role(), ...policy, PolicyDocument });

  test('a decision stands, and is passed on once the function may', async () => {
    const { executionArn, link } = await world.reviewed('untold');
    await put(document.replace('states:SendTaskSuccess', 'states:SendTaskHeartbeat'));
    const refused = await world.press(link, { choice: 'decline', comment: 'Once' });
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('Pass it on')]);
    await put(document);
    expect(await world.press(link, { choice: 'approve' })).toMatchObject({ status: 503 });
    expect(await world.describe(executionArn)).toMatchObject({ status: 'RUNNING' });
    expect(await world.press(link, { choice: 'decline' })).toMatchObject({ status: 200 });
    expect(await outputOf(executionArn)).toMatchObject({ decision: 'DECLINED' });
    expect((await world.open(link)).text).toContain('Once');
  });
});

test('no log has a task token, the id of a link, or anything personal', async () => {
  const { executionArn, link } = await world.reviewed('private');
  await world.press(link, { choice: 'approve', comment: 'between us' });
  await world.ended(executionArn);
  const events = JSON.stringify(
    await world.cloud.call('SFN', 'GetExecutionHistory', { executionArn }),
  );
  const token = /taskToken\\*":\\*"([^"\\]+)/.exec(events)![1]!;
  const logged: string[] = [];
  const { logGroups } = await world.cloud.call<{ logGroups: { logGroupName: string }[] }>(
    'CloudWatchLogs',
    'DescribeLogGroups',
    {},
  );
  for (const { logGroupName } of logGroups) {
    const { events: lines } = await world.cloud.call<{ events: { message: string }[] }>(
      'CloudWatchLogs',
      'FilterLogEvents',
      { logGroupName },
    );
    logged.push(...lines.map(({ message }) => message));
  }
  const text = logged.join('\n');
  expect(text).toContain('Decided');
  const secrets = [token, link.slice(link.lastIndexOf('/') + 1), 'between us'];
  for (const secret of [...secrets, '123-45-6789', 'Sam Sample', 'sam@example.com']) {
    expect(text).not.toContain(secret);
  }
  expect(events).not.toContain(link);
});
