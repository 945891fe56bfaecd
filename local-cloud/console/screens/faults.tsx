import { useEffect, useState } from 'preact/hooks';
import type { ArmedFault } from '../../src/console/fault.ts';
import { control, keepLooking } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { count } from '../words.ts';
import { FaultFields } from './fault-fields.tsx';

/** The failures and delays that are injected into tasks. */
export function FaultsScreen() {
  const [faults, setFaults] = useState<readonly ArmedFault[]>();
  const { attempt, problem } = useAttempt();
  const read = () =>
    attempt(async () => {
      setFaults((await control<{ faults: ArmedFault[] }>('GET', '/faults')).faults);
    });
  useEffect(() => keepLooking(() => void read(), 1000), []);
  return (
    <div class="scrolls narrow">
      <h1>Faults</h1>
      <p class="dim">
        A fault fails a task with an error, or begins its work later: to see that retries and
        catches do what they are there for.
      </p>
      <FaultFields onArmed={read} />
      <Problem text={problem} />
      <h2>Armed</h2>
      {faults?.length === 0 && <p class="dim">Nothing is armed.</p>}
      {faults !== undefined && faults.length > 0 && (
        <ul class="armed">
          {faults.map((fault) => (
            <Armed key={fault.id} fault={fault} onDisarmed={read} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Armed({
  fault,
  onDisarmed,
}: {
  readonly fault: ArmedFault;
  readonly onDisarmed: () => void;
}) {
  const { id, state, stateMachine, error, cause, delaySeconds, attempts, struck } = fault;
  const { attempt, problem, isBusy } = useAttempt();
  const disarm = () =>
    attempt(async () => {
      await control('POST', '/faults/clear', { id });
      onDisarmed();
    });
  return (
    <li>
      <span>
        <b>{state}</b> <span class="dim">of {stateMachine ?? 'any workflow'}</span>
        <br />
        {error === undefined ? `begins ${delaySeconds} s later` : `fails with ${error}`}
        {cause && ` (${cause})`}, {attempts ? `attempt ${attempts.join(', ')}` : 'every attempt'} ·
        struck {count(struck, 'time')}
      </span>
      <button type="button" disabled={isBusy} onClick={disarm}>
        Disarm
      </button>
      <Problem text={problem} />
    </li>
  );
}
