import { escaped, linked, longPage, plain } from '../core/html.ts';
import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import { MAILBOX_PATH, type Mail } from '../services/sns/mail.ts';
import type { Mailbox } from '../services/sns/mailbox.ts';

const STYLE = `
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid #8888; border-radius: 0.5rem; }
h2 { margin: 0; }
header p { margin: 0; opacity: 0.75; font-size: 0.875rem; }
pre { margin: 1rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The mails that the cloud sent, as a page for people: the newest first, links to click. */
export function mailboxMount(mailbox: Mailbox): Mount {
  return { prefix: MAILBOX_PATH, handle: (request) => answer(mailbox, request) };
}

function answer(mailbox: Mailbox, { method, path }: HttpRequest): HttpResponse {
  if (path !== MAILBOX_PATH) return plain(404, `There is only ${MAILBOX_PATH}.`);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'The mails can only be read.');
  return mailboxPage(mailbox.all());
}

function mailboxPage(mails: readonly Mail[]): HttpResponse {
  return longPage('Mail of the local cloud', STYLE, shownMails(mails.toReversed()));
}

function* shownMails(mails: readonly Mail[]): Generator<string> {
  yield '<main>\n<h1>Mail</h1>\n';
  if (mails.length === 0) {
    yield '<p>There is no mail yet. Workflows that ask a person send some.</p>\n';
  }
  for (const mail of mails) yield `${article(mail)}\n`;
  yield '</main>';
}

function article({ id, sent, from, to, subject, body }: Mail): string {
  const time = new Date(sent).toISOString();
  return `<article id="mail-${id}">
<header>
<h2>${escaped(subject)}</h2>
<p>${id} · <time datetime="${time}">${time}</time> · from ${escaped(from)} to ${escaped(to)}</p>
</header>
<pre>${linked(body)}</pre>
</article>`;
}
