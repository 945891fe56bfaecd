import { type Form, readForm } from './form.ts';
import type { Inbox } from './inbox.ts';
import type { Pace } from './pace.ts';

interface Choice {
  /** The value of the button to press. */
  readonly choice: string;
  readonly comment: string;
}

/**
 * What a person does who gets a mail with a question: follows its link, writes a comment, presses
 * a button. Says what was not as a person needs it.
 */
export async function decide(
  { inbox, pace }: { inbox: Inbox; pace: Pace },
  { choice, comment }: Choice,
  at: string,
): Promise<string[]> {
  const link = await inbox.nextLink();
  if (link === undefined) return [`${at}: no mail with a link came`];
  const page = await pace.during(open(link));
  if (page.status !== 200) return [`${at}: the page in the mail answered ${page.status}`];
  // Programs that scan mails open the link before the person does.
  const again = await pace.during(open(link));
  if (again.text !== page.text) return [`${at}: opening the page changed it`];
  const form = readForm(page.text);
  const button = form?.buttons.find(({ value }) => value === choice);
  if (form === undefined || button === undefined) {
    const values = form?.buttons.map(({ value }) => value).join(', ') ?? 'no form';
    return [`${at}: the page has no button for "${choice}": ${values}`];
  }
  const sent = fill(form, comment);
  sent.append(button.name, button.value);
  const answer = await pace.during(
    open(new URL(form.action ?? link, link).href, form.method, sent),
  );
  return answer.status === 200 ? [] : [`${at}: the decision was answered with ${answer.status}`];
}

/** The form as it is sent: a comment goes where there is room to write. */
function fill({ fields }: Form, comment: string): URLSearchParams {
  const sent = new URLSearchParams([...fields]);
  if (sent.has('comment')) sent.set('comment', comment);
  return sent;
}

async function open(url: string, method = 'GET', body?: URLSearchParams) {
  const response = await fetch(url, { method, ...(body && { body }) });
  return { status: response.status, text: await response.text() };
}
