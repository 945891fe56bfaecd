import { expect, test } from 'vitest';
import type { HttpRequest } from '../gateway/dispatcher.ts';
import { Mailbox } from '../services/sns/mailbox.ts';
import { mailboxMount } from './mailbox-page.ts';

const MAIL = {
  sent: Date.UTC(2030, 0, 7, 9, 30),
  from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
  to: 'sam@example.com',
  subject: 'tea: <b>Order</b>',
  body: 'Decide:\nhttps://example.com/approvals/a?b=1&c="\n<script>alert(1)</script>',
};

async function open(mailbox: Mailbox, request: Partial<HttpRequest> = {}) {
  const answer = { method: 'GET', path: '/_local/mailbox', ...request } as HttpRequest;
  return mailboxMount(mailbox).handle(answer);
}

const page = async (mailbox: Mailbox) => String((await open(mailbox)).body);

test('shows the newest mail first', async () => {
  const mailbox = new Mailbox();
  mailbox.send({ ...MAIL, subject: 'first' });
  mailbox.send({ ...MAIL, subject: 'second' });
  const text = await page(mailbox);
  expect(text.indexOf('second')).toBeLessThan(text.indexOf('first'));
});

test('escapes everything, and makes links of web addresses alone', async () => {
  const mailbox = new Mailbox();
  mailbox.send(MAIL);
  const text = await page(mailbox);
  expect(text).toContain('<h2>tea: &lt;b&gt;Order&lt;/b&gt;</h2>');
  expect(text).toContain('&lt;no-reply@sns.amazonaws.com&gt; to sam@example.com');
  expect(text).toContain(
    '<a href="https://example.com/approvals/a?b=1&amp;c=">https://example.com/approvals/a?b=1&amp;c=</a>&quot;',
  );
  expect(text).not.toContain('<script');
});

test('says so when there is none', async () => {
  expect(await page(new Mailbox())).toContain('There is no mail yet.');
});

test('runs no script, and tells no site where its links are followed from', async () => {
  const { headers } = await open(new Mailbox());
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'/),
    'referrer-policy': 'no-referrer',
  });
});

test.each([
  [{ path: '/_local/mailbox/1' }, 404],
  [{ method: 'DELETE' }, 405],
])('refuses %j', async (request, status) => {
  expect(await open(new Mailbox(), request)).toMatchObject({ status });
});

test('is sent bit by bit where there is much', async () => {
  const mailbox = new Mailbox();
  for (let count = 0; count < 10; count++) mailbox.send({ ...MAIL, body: '&'.repeat(20_000) });
  const { body } = await open(mailbox);
  const parts: string[] = [];
  for await (const part of body as AsyncIterable<string>) parts.push(part);
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.join('').match(/&amp;/g)).toHaveLength(200_000);
  expect(parts.at(-1)).toMatch(/<\/html>\n$/);
});
