import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import { MAILBOX_PATH, type Mail, type Mailbox } from '../services/sns/mailbox.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; font: 1rem/1.5 system-ui, sans-serif; }
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid #8888; border-radius: 0.5rem; }
h1 { font-size: 1.5rem; }
h2 { margin: 0; font-size: 1.125rem; }
header p { margin: 0; opacity: 0.75; font-size: 0.875rem; }
pre { margin: 1rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
};

/** The mails that the cloud sent, as a page for people: the newest first, links to click. */
export function mailboxMount(mailbox: Mailbox): Mount {
  return { prefix: MAILBOX_PATH, handle: (request) => answer(mailbox, request) };
}

function answer(mailbox: Mailbox, { method, path }: HttpRequest): HttpResponse {
  if (path !== MAILBOX_PATH) return plain(404, `There is only ${MAILBOX_PATH}.\n`);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'The mails can only be read.\n');
  return { status: 200, headers: HEADERS, body: mailboxPage(mailbox.all()) };
}

function plain(status: number, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function mailboxPage(mails: readonly Mail[]): string {
  const none = '<p>There is no mail yet. Workflows that ask a person send some.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail of the local cloud</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Mail</h1>
${mails.length === 0 ? none : mails.toReversed().map(article).join('\n')}
</body>
</html>
`;
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

/** The text with its web addresses as links. */
function linked(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"']+)/);
  return parts
    .map((part, at) => {
      const shown = escaped(part);
      return at % 2 === 0 ? shown : `<a href="${shown}">${shown}</a>`;
    })
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
