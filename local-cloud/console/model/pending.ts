import type { ReportedEvent } from '../../src/client/executions.ts';
import { WEB_ADDRESS } from '../../src/core/html.ts';
import type { Mail } from '../../src/services/sns/mail.ts';
import { attemptsOf } from './attempts.ts';
import { replay } from './replay.ts';

/** A question that somebody was written about, and whose task still waits for the answer. */
export interface Pending {
  readonly mail: Mail;
  readonly link: string;
  readonly executionArn: string;
  readonly state: string;
  readonly enteredId: number;
}

/** Before the lines that SNS adds. */
export const FOOTER = '\n--\n';

/** Mails with a link that were sent for a task. */
export function questionsIn(mails: readonly Mail[]): Pending[] {
  return mails.flatMap((mail) => {
    const link = mail.body.split(FOOTER)[0]!.split(WEB_ADDRESS)[1];
    if (mail.task === undefined || link === undefined) return [];
    const { executionArn, state, enteredId } = mail.task;
    return [{ mail, link, executionArn, state, enteredId }];
  });
}

/** Whether the attempt that a question was sent for still waits, by the history of its execution. */
export function isOpen({ mail, enteredId }: Pending, events: readonly ReportedEvent[]): boolean {
  const last = events.at(-1);
  if (last === undefined || /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(last.type)) {
    return false;
  }
  const run = replay(events);
  const stay = run.stayOf.get(enteredId);
  if (stay === undefined || stay.exited !== undefined) return false;
  const attempts = attemptsOf({ run, until: last.id }, stay);
  return attempts.length === mail.task!.attempt && attempts.at(-1)!.ended === undefined;
}
