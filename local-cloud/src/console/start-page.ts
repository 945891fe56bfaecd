import { exportLines } from '../client/options.ts';
import { ALONE, escaped, linked } from '../core/html.ts';
import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import { MAILBOX_PATH } from '../services/sns/mail.ts';
import { PAGE_FILES } from './page-files.ts';

/** The page runs and loads what is its own, and nothing else; nobody frames it or keeps it. */
const HEADERS = {
  ...ALONE,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
};

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 1v4M8 9v2M5 13h6' stroke='%232f6fde' stroke-width='2'/%3E%3Crect x='3' y='5' width='10' height='4' rx='2' fill='%232f6fde'/%3E%3C/svg%3E";

/** What the page says of the cloud. */
export interface Served {
  /** The folder of the project; null for a template alone. */
  readonly project: string | null;
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Cloud time, in milliseconds since 1970. */
  readonly now: number;
  readonly mails: number;
  readonly stacks: readonly ServedStack[];
}

interface ServedStack {
  readonly name: string;
  readonly outputs: ReadonlyMap<string, { readonly value: string; readonly description?: string }>;
  readonly resources: readonly { readonly type: string; readonly physicalId: string }[];
}

/**
 * `/` for a browser: the console, and without scripts where things are. Every other call of `/` is
 * AWS's: most protocols POST to it, S3 lists buckets with GET, and the Query protocol may GET with its
 * action in the query.
 */
export function startPageMount(served: () => Served): Mount {
  return { prefix: '/', serves: isForPeople, handle: () => startPage(served()) };
}

function isForPeople({ method, path, query, headers }: HttpRequest): boolean {
  const isLook = (method === 'GET' || method === 'HEAD') && path === '/' && query === '';
  const isSigned = headers.authorization !== undefined;
  return isLook && !isSigned && /\btext\/html\b/.test(headers.accept ?? '');
}

function startPage(served: Served): HttpResponse {
  const { project, endpoint, region, accountId, now, mails } = served;
  const facts: [string, string][] = [
    ['Project', project === null ? 'a template alone' : escaped(project)],
    ['Endpoint', `<code>${escaped(endpoint)}</code>`],
    ['Account and region', `${escaped(accountId)}, ${escaped(region)}`],
  ];
  const asOfNow: [string, string][] = [
    ['Cloud time', time(now)],
    ['Mail', `<a href="${MAILBOX_PATH}">${mails === 1 ? '1 mail' : `${mails} mails`}</a>`],
  ];
  const body = `<h1>The local cloud</h1>
${list(facts)}
<div class="as-of-now">${list(asOfNow)}</div>
<h2>Connect</h2>
<p>Any AWS client talks to it, with these in its environment:</p>
<pre tabindex="0" role="region" aria-label="Environment variables">${escaped(exportLines(endpoint, region))}</pre>
<h2>Look and steer</h2>
${commands(endpoint)}
<p><code>npx local-cloud --help</code> lists all commands. What is served, and what is not, is in
<code>docs/support.md</code> of the package <code>local-cloud</code>.</p>
${served.stacks.map((one) => stack(one, `${endpoint}/${accountId}/`)).join('\n')}`;
  return { status: 200, headers: HEADERS, body: shell(body) };
}

/** @param start what whoever has no scripts sees; the console shows it as its screen Connect */
function shell(start: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The local cloud</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${PAGE_FILES}page.css">
<script type="module" src="${PAGE_FILES}page.js"></script>
</head>
<body>
<div id="console"></div>
<main id="start">
${start}
</main>
</body>
</html>
`;
}

/** @param queues how the URLs of queues begin: they are for clients, a browser gets nothing there */
function stack({ name, outputs, resources }: ServedStack, queues: string): string {
  const machines = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  const names = machines.map(({ physicalId }) => physicalId.split(':').at(-1)!);
  const shown = [...outputs].map(([key, { value, description }]): [string, string] => [
    escaped(key),
    (value.startsWith(queues) ? escaped(value) : linked(value)) +
      (description === undefined ? '' : `<br><small>${escaped(description)}</small>`),
  ]);
  return `<h2>Stack ${escaped(name)}</h2>
<h3>State machines</h3>
${names.length === 0 ? '<p>None.</p>' : `<ul>\n${names.map((one) => `<li>${escaped(one)}</li>`).join('\n')}\n</ul>`}
<h3>Outputs</h3>
${shown.length === 0 ? '<p>None.</p>' : list(shown)}`;
}

function commands(endpoint: string): string {
  const of = (words: string) =>
    `<code>npx local-cloud ${escaped(words)} --endpoint ${escaped(endpoint)}</code>`;
  return list([
    ['Start an execution', of('start <state machine> <file>')],
    ['List executions', of('executions')],
    ['Show one', of('history <execution>')],
    ['Read logs', of('logs --follow')],
    ['Let time pass', of('clock advance 3d')],
  ]);
}

/** Terms and what they are, both HTML. */
function list(pairs: readonly (readonly [string, string])[]): string {
  return `<dl>\n${pairs.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('\n')}\n</dl>`;
}

function time(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `<time datetime="${iso}">${iso}</time>`;
}
