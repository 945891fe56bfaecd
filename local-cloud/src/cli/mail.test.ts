import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Mail } from '../services/sns/mail.ts';
import { main } from './main.ts';

const MAILS: Mail[] = [1, 2].map((id) => ({
  id,
  sent: Date.UTC(2030, 0, 7, 9, 30, id),
  from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
  to: 'sam@example.com',
  subject: `Question ${id}`,
  body: `Decide:\nhttps://example.com/${id}\n`,
}));

let mails: readonly Mail[];
let endpoint: string;
beforeEach(async () => {
  mails = MAILS;
  const server = createServer(({ url }, answer) => {
    answer.end(JSON.stringify(url === '/_local/mail' ? { mails } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

async function run(...words: string[]) {
  const written = { out: '', err: '' };
  const code = await main([...words, '--endpoint', endpoint], {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    progress: () => {},
  });
  return { code, ...written };
}

test('mail lists the mails, oldest first', async () => {
  const { code, out } = await run('mail');
  expect(code).toBe(0);
  expect(out.split('\n').slice(2)).toEqual([
    '1   2030-01-07 09:30:01  sam@example.com  Question 1',
    '2   2030-01-07 09:30:02  sam@example.com  Question 2',
  ]);
});

test('mail says so when there is none', async () => {
  mails = [];
  expect((await run('mail')).out).toContain('There is no mail yet.');
});

test.each([
  ['1', 1],
  ['last', 2],
  ['Question', 2],
  ['example.com/1', 1],
])('mail %s prints that mail', async (which, id) => {
  expect((await run('mail', which)).out).toBe(
    `From: AWS Notifications <no-reply@sns.amazonaws.com>\nTo: sam@example.com\nDate: 2030-01-07 09:30:0${id}\nSubject: Question ${id}\n\nDecide:\nhttps://example.com/${id}\n`,
  );
});

test('mail --json prints what there is to know', async () => {
  expect(JSON.parse((await run('mail', '--json')).out)).toEqual(MAILS);
  expect(JSON.parse((await run('mail', '2', '--json')).out)).toEqual(MAILS[1]);
});

test('a mail that is not there is an error, with the way to find those that are', async () => {
  const { code, err } = await run('mail', '3');
  expect(code).toBe(1);
  expect(err).toContain('There is no mail "3"');
  expect(err).toContain('`local-cloud mail` lists them.');
});
