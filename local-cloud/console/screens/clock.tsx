import { useEffect, useState } from 'preact/hooks';
import { formatDuration, formatTime } from '../../src/core/duration.ts';
import { control, keepLooking } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { Timers } from './timers.tsx';

interface Clock {
  readonly now: number;
  readonly nextDue: number | null;
  readonly nextSchedule: number | null;
  readonly inFlight: number;
  readonly autoSkip: boolean;
}

const STEPS = ['1m', '1h', '1d', '7d'];

export function ClockScreen() {
  const [clock, setClock] = useState<Clock>();
  const [duration, setDuration] = useState('90m');
  const { attempt, problem, isBusy } = useAttempt();
  const looking = useAttempt();
  useEffect(() => {
    const look = () =>
      void looking.attempt(async () => setClock(await control<Clock>('GET', '/clock')));
    return keepLooking(look, 1000);
  }, []);
  const move = (path: string, body: object) =>
    attempt(async () => setClock(await control<Clock>('POST', `/clock/${path}`, body)));
  return (
    <div class="scrolls columns">
      <div class="narrow">
        <h1>Clock</h1>
        <Problem text={problem ?? looking.problem} />
        {clock && <Times {...clock} />}
        <h2>Let time pass</h2>
        <div class="bar">
          <button type="button" disabled={isBusy} onClick={() => move('next', {})}>
            To the next timer
          </button>
          {STEPS.map((step) => (
            <button
              type="button"
              key={step}
              disabled={isBusy}
              onClick={() => move('advance', { duration: step })}
            >
              +{step}
            </button>
          ))}
        </div>
        <form
          class="bar"
          onSubmit={(event) => {
            event.preventDefault();
            void move('advance', { duration });
          }}
        >
          <label>
            Advance by{' '}
            <input
              value={duration}
              size={10}
              onInput={({ currentTarget }) => setDuration(currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={isBusy}>
            Advance
          </button>
        </form>
        {clock && (
          <label>
            <input
              type="checkbox"
              checked={clock.autoSkip}
              disabled={isBusy}
              onChange={({ currentTarget }) => move('auto-skip', { on: currentTarget.checked })}
            />{' '}
            Skip by itself: whenever nothing is in flight, on to the next timer
          </label>
        )}
        <p class="dim">
          Everything that waits goes by this clock: Wait states, retries, timeouts, schedules. A
          duration is written <code>90s</code>, <code>3d</code> or <code>PT2H30M</code>;{' '}
          <code>T18:00Z</code> is the next time it is that late, <code>schedule</code> the next run
          of a schedule.
        </p>
      </div>
      {clock && <Timers now={clock.now} />}
    </div>
  );
}

function Times({ now, nextDue, nextSchedule, inFlight }: Clock) {
  const until = (due: number | null, none: string) =>
    due === null ? none : `${formatTime(due)} · in ${formatDuration(Math.max(0, due - now))}`;
  return (
    <dl class="facts">
      <dt>Cloud time, UTC</dt>
      <dd class="number">{formatTime(now)}</dd>
      <dt>Next timer</dt>
      <dd class="number">{until(nextDue, 'nothing waits')}</dd>
      <dt>Next run of a schedule</dt>
      <dd class="number">{until(nextSchedule, 'none')}</dd>
      <dt>Work in flight</dt>
      <dd>{inFlight === 0 ? 'nothing' : inFlight}</dd>
    </dl>
  );
}
