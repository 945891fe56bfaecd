import { useEffect, useState } from 'preact/hooks';
import { formatDuration, formatTime } from '../../src/core/duration.ts';
import { control } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Linked } from '../parts/linked.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';

interface Waiting {
  /** In milliseconds since 1970, cloud time. */
  readonly due: number;
  readonly what: string;
}

interface Told {
  readonly timers: readonly Waiting[];
  readonly background: readonly Waiting[];
}

/** What waits for the clock, as it stands `now`. */
export function Timers({ now }: { readonly now: number }) {
  const [told, setTold] = useState<Told>();
  const { attempt, problem } = useAttempt();
  useEffect(() => void attempt(async () => setTold(await control<Told>('GET', '/timers'))), [now]);
  return (
    <div class="narrow">
      <Problem text={problem} />
      <h2>Next timers</h2>
      <Table label="Next timers" now={now} timers={told?.timers ?? []} />
      <h2>In the background</h2>
      <p class="dim">These fire in passing: the clock is never skipped to them.</p>
      <Table label="Timers in the background" now={now} timers={told?.background ?? []} />
    </div>
  );
}

interface TableProps {
  readonly label: string;
  readonly now: number;
  readonly timers: readonly Waiting[];
}

function Table({ label, now, timers }: TableProps) {
  if (timers.length === 0) return <p class="dim">None.</p>;
  return (
    <Rows
      label={label}
      className="timers"
      headings={['What', 'In', 'At, UTC']}
      items={timers}
      keyOf={(timer) => timers.indexOf(timer)}
      cells={({ due, what }) => [
        <span key="what" title={what}>
          <Linked text={what} />
        </span>,
        formatDuration(Math.max(0, due - now)),
        formatTime(due),
      ]}
    />
  );
}
