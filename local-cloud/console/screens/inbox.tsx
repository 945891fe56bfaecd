import { useEffect, useState } from 'preact/hooks';
import { formatTime } from '../../src/core/duration.ts';
import { WEB_ADDRESS } from '../../src/core/html.ts';
import type { Mail } from '../../src/services/sns/mail.ts';
import { control, keepLooking } from '../cloud.ts';
import { FOOTER } from '../model/pending.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { Search } from '../parts/search.tsx';
import { TaskLink } from '../parts/task-link.tsx';
import { pretty } from '../words.ts';
import { PendingList } from './pending.tsx';

export function InboxScreen() {
  const [mails, setMails] = useState<readonly Mail[]>();
  const [text, setText] = useState('');
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    const look = () =>
      void attempt(async () => setMails((await control<{ mails: Mail[] }>('GET', '/mail')).mails));
    return keepLooking(look, 2000);
  }, []);
  const wanted = text.toLowerCase();
  const shown = mails?.filter(({ to, subject, body }) =>
    `${to}\n${subject}\n${body}`.toLowerCase().includes(wanted),
  );
  return (
    <div class="scrolls narrow">
      <h1>Inbox</h1>
      <div class="bar">
        <Search label="Search mails" value={text} onSearch={setText} />
      </div>
      <Problem text={problem} />
      {mails && <PendingList mails={mails} />}
      {mails?.length === 0 && (
        <p class="dim">There is no mail yet. Workflows that ask a person send some.</p>
      )}
      {mails !== undefined && mails.length > 0 && shown?.length === 0 && (
        <p class="dim">No mail has that in it.</p>
      )}
      {shown?.toReversed().map((mail) => (
        <Letter key={mail.id} {...mail} />
      ))}
    </div>
  );
}

function Letter({ id, sent, from, to, subject, body, task }: Mail) {
  const [text = '', ...footer] = body.split(FOOTER);
  return (
    <article class="mail" aria-labelledby={`mail-${id}`}>
      <h2 id={`mail-${id}`}>{subject}</h2>
      <p class="dim">
        {formatTime(sent)} · to {to} · from {from}
        {task && (
          <>
            {' '}
            · sent by <TaskLink task={task} />
          </>
        )}
      </p>
      <pre>
        <WithLinks text={pretty(text)} />
      </pre>
      {footer.length > 0 && (
        <pre class="dim">
          <WithLinks text={footer.join(FOOTER)} />
        </pre>
      )}
    </article>
  );
}

function WithLinks({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(WEB_ADDRESS).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a key={part} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ),
      )}
    </>
  );
}
