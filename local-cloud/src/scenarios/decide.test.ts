import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Mail } from '../services/sns/mail.ts';
import { decide } from './decide.ts';
import { Inbox } from './inbox.ts';
import type { Pace } from './pace.ts';

const PAGE = `<!doctype html><form method="post"><textarea name="comment">
</textarea><button name="choice" value="yes">Yes</button>
<button name="choice" value="no">No</button></form>`;

interface Request {
  readonly method: string;
  readonly body: string;
}

let requests: Request[];
let mails: Mail[];
let steps: (() => void)[];
beforeEach(() => {
  requests = [];
  mails = [];
  steps = [];
});

/** A site whose one page is what `answer` says. Gives its address. */
async function site(answer: (request: Request) => { status: number; text: string }) {
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const request = { method: incoming.method!, body };
      requests.push(request);
      const { status, text } = answer(request);
      outgoing.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/question`;
}

const mail = (id: number, body: string): Mail => ({
  id,
  sent: 100,
  from: 'cloud',
  to: 'you',
  subject: 'A question',
  body,
});

const pace = {
  settle: async () => {},
  step: async () => {
    const next = steps.shift();
    next?.();
    return next !== undefined;
  },
  mails: async () => mails,
  during: (work: Promise<unknown>) => work,
} as unknown as Pace;

const press = (choice: string, inbox = new Inbox(pace, 0)) =>
  decide({ inbox, pace }, { choice, comment: 'Why not & so' }, 'step 1');

test('follows the link of the mail, fills in the form, and presses the button', async () => {
  const url = await site(() => ({ status: 200, text: PAGE }));
  mails = [mail(1, `Look:\n${url}\n`)];
  expect(await press('no')).toEqual([]);
  expect(requests.at(-1)).toEqual({ method: 'POST', body: 'comment=Why+not+%26+so&choice=no' });
});

test('waits for the mail, and lets time pass meanwhile', async () => {
  const url = await site(() => ({ status: 200, text: PAGE }));
  steps = [() => {}, () => (mails = [mail(1, url)])];
  expect(await press('yes')).toEqual([]);
});

test('says so when no mail comes', async () => {
  mails = [mail(1, 'http://127.0.0.1/of-another-scenario'), mail(2, 'Nothing to follow here')];
  expect(await press('yes', new Inbox(pace, 1))).toEqual(['step 1: no mail with a link came']);
});

test('takes the newest mail first, and each once', async () => {
  mails = [mail(1, 'http://127.0.0.1/one'), mail(2, 'http://127.0.0.1/two')];
  const inbox = new Inbox(pace, 0);
  const links = [await inbox.nextLink(), await inbox.nextLink(), await inbox.nextLink()];
  expect(links).toEqual(['http://127.0.0.1/two', 'http://127.0.0.1/one', undefined]);
});

test.each([
  ['a page that is not there', 404, PAGE, 'the page in the mail answered 404'],
  ['a page without a form', 200, 'Expired', 'the page has no button for "yes": no form'],
  [
    'a page without the button',
    200,
    PAGE.replace('"yes"', '"maybe"'),
    'the page has no button for "yes": maybe, no',
  ],
])('says so of %s', async (_, status, text, problem) => {
  mails = [mail(1, await site(() => ({ status, text })))];
  expect(await press('yes')).toEqual([`step 1: ${problem}`]);
});

test('says so when opening the page changes it', async () => {
  const url = await site(() => ({ status: 200, text: `${PAGE}${requests.length}` }));
  mails = [mail(1, url)];
  expect(await press('yes')).toEqual(['step 1: opening the page changed it']);
});

test('says so when the decision is not taken', async () => {
  const url = await site(({ method }) => ({ status: method === 'POST' ? 409 : 200, text: PAGE }));
  mails = [mail(1, url)];
  expect(await press('yes')).toEqual(['step 1: the decision was answered with 409']);
});
