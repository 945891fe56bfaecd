import { callControl } from '../client/control.ts';
import { formatTime } from '../core/duration.ts';
import { UserError } from '../core/errors.ts';
import { MAILBOX_PATH, type Mail } from '../services/sns/mail.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { table } from './table.ts';

export const mailCommand: Command = {
  name: 'mail',
  usage: '[<id> | last | <text>]',
  help: `List the mails that were sent, or print one
The oldest first; <text> is the newest mail that has it in subject or body.
Also a page of the running cloud: ${MAILBOX_PATH}`,
  positionals: [0, 1],
  options: { json: JSON_OPTION, endpoint: ENDPOINT_OPTION },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const endpoint = await runningEndpoint(invocation);
    const { mails } = (await callControl(endpoint, 'GET', '/mail')) as { mails: Mail[] };
    const [wanted] = positionals;
    const shown = wanted === undefined ? mails : findMail(mails, wanted);
    terminal.out(flags.json ? JSON.stringify(shown, null, 2) : describe(shown, terminal.columns));
    return 0;
  },
};

/** The mail of that number, the newest, or the newest with that text. */
function findMail(mails: readonly Mail[], wanted: string): Mail {
  const isWanted = ({ id, subject, body }: Mail): boolean =>
    /^\d+$/.test(wanted) ? String(id) === wanted : `${subject}\n${body}`.includes(wanted);
  const found = wanted === 'last' ? mails.at(-1) : mails.findLast(isWanted);
  if (found !== undefined) return found;
  throw new UserError(`There is no mail "${wanted}"`, { fix: '`local-cloud mail` lists them.' });
}

function describe(shown: readonly Mail[] | Mail, width: number | undefined): string {
  if ('body' in shown) return text(shown);
  if (shown.length === 0) return 'There is no mail yet. Workflows that ask a person send some.';
  const rows = shown.map(({ id, sent, to, subject }) => [
    String(id),
    formatTime(sent),
    to,
    subject,
  ]);
  return table(['Id', 'Sent', 'To', 'Subject'], rows, width);
}

function text({ sent, from, to, subject, body }: Mail): string {
  return `From: ${from}\nTo: ${to}\nDate: ${formatTime(sent)}\nSubject: ${subject}\n\n${body}`;
}
