import { useEffect, useRef, useState } from 'preact/hooks';
import { formatTime } from '../../src/core/duration.ts';
import type { Mail } from '../../src/services/sns/mail.ts';
import { aws } from '../cloud.ts';
import { readNewer } from '../model/history-reader.ts';
import { isOpen, type Pending, questionsIn } from '../model/pending.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { TaskLink } from '../parts/task-link.tsx';

/** The questions that still wait for somebody, with what leads to them. */
export function PendingList({ mails }: { readonly mails: readonly Mail[] }) {
  const { pending, problem } = usePending(mails);
  if (pending.length === 0) return <Problem text={problem} />;
  return (
    <section aria-labelledby="pending-title">
      <h2 id="pending-title">Waiting for an answer</h2>
      <Problem text={problem} />
      <ul class="armed">
        {pending.map(({ mail, link, executionArn, state, enteredId }) => (
          <li key={mail.id}>
            <span>
              <b>{mail.subject}</b>
              <br />
              <span class="dim">
                {mail.to} since {formatTime(mail.sent)}, for{' '}
                <TaskLink task={{ executionArn, state, enteredId }} />
              </span>
            </span>
            <a class="button" href={link} target="_blank" rel="noreferrer">
              Answer
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Read anew with every look at the mails; a question that was answered once is never open again. */
function usePending(mails: readonly Mail[]) {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const closed = useRef(new Set<number>());
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const asked = questionsIn(mails).filter(({ mail }) => !closed.current.has(mail.id));
      const looked = asked.map(async (question) => {
        const events = await readNewer(aws, question.executionArn, []);
        if (isOpen(question, events)) return [question];
        closed.current.add(question.mail.id);
        return [];
      });
      setPending((await Promise.all(looked)).flat());
    });
  }, [mails]);
  return { pending, problem };
}
