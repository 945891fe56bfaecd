import { exportLines } from '../client/options.ts';
import { escaped, linked, page } from '../core/html.ts';
import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import { MAILBOX_PATH } from '../services/sns/mailbox.ts';

const STYLE = `
body { max-width: 60rem; }
h3 { font-size: 1rem; }
small { opacity: 0.75; }
pre { padding: 0.75rem 1rem; border: 1px solid #8888; border-radius: 0.5rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: 0.25rem 1.25rem; }
dt { font-weight: 600; overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 36rem) {
  dl { display: block; }
  dd { margin: 0 0 0.75rem; }
}
`;

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

export interface ServedStack {
  readonly name: string;
  readonly outputs: ReadonlyMap<string, { readonly value: string; readonly description?: string }>;
  readonly resources: readonly { readonly type: string; readonly physicalId: string }[];
}

/**
 * `/` for a browser: where things are. Every other call of `/` is AWS's: most protocols POST to it, S3
 * lists buckets with GET, and the Query protocol may GET with its action in the query.
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
    ['Cloud time', time(now)],
    ['Mail', `<a href="${MAILBOX_PATH}">${mails === 1 ? '1 mail' : `${mails} mails`}</a>`],
  ];
  const body = `<main>
<h1>The local cloud</h1>
${list(facts)}
<h2>Connect</h2>
<p>Any AWS client talks to it, with these in its environment:</p>
<pre tabindex="0" role="region" aria-label="Environment variables">${escaped(exportLines(endpoint, region))}</pre>
<h2>Look and steer</h2>
${commands(endpoint)}
<p><code>npx local-cloud --help</code> lists all commands. What is served, and what is not, is in
<code>docs/support.md</code> of the package <code>local-cloud</code>.</p>
${served.stacks.map((one) => stack(one, `${endpoint}/${accountId}/`)).join('\n')}
</main>`;
  return page('The local cloud', STYLE, body);
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
