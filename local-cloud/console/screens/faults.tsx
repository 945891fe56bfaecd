import { useEffect, useState } from 'preact/hooks';
import { formatTime } from '../../src/core/duration.ts';
import type { ListedFault, Strike } from '../../src/stepfunctions/integrations/faults.ts';
import { control, keepLooking } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { TaskLink } from '../parts/task-link.tsx';
import { count } from '../words.ts';
import { FaultFields } from './fault-fields.tsx';

interface Told {
  readonly faults: readonly ListedFault[];
  readonly strikes: readonly Strike[];
}

/** The failures and delays that are injected into tasks. */
export function FaultsScreen() {
  const [told, setTold] = useState<Told>();
  const { attempt, problem } = useAttempt();
  const read = () =>
    attempt(async () => {
      setTold(await control<Told>('GET', '/faults'));
    });
  useEffect(() => keepLooking(() => void read(), 1000), []);
  const { faults, strikes } = told ?? {};
  return (
    <div class="scrolls narrow">
      <h1>Faults</h1>
      <p class="dim">
        A fault fails a task with an error, before its work or after it, or begins its work later:
        to see that retries and catches do what they are there for.
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
      <h2>What was injected</h2>
      {strikes?.length === 0 && <p class="dim">Nothing yet.</p>}
      {strikes !== undefined && strikes.length > 0 && <Strikes strikes={strikes} />}
    </div>
  );
}

/** The newest first. */
function Strikes({ strikes }: Pick<Told, 'strikes'>) {
  return (
    <Rows
      label="What was injected"
      className="strikes"
      headings={['At, UTC', 'What', 'Attempt']}
      items={strikes.toReversed()}
      keyOf={(strike) => strikes.indexOf(strike)}
      cells={({ at, executionArn, state, enteredId, attempt, error, delaySeconds }) => [
        formatTime(at),
        error ?? `${delaySeconds} s of delay`,
        <TaskLink key="attempt" task={{ executionArn, state, enteredId }}>
          {attempt} of {state} in {executionArn.split(':').at(-1)}
        </TaskLink>,
      ]}
    />
  );
}

function Armed({
  fault,
  onDisarmed,
}: {
  readonly fault: ListedFault;
  readonly onDisarmed: () => void;
}) {
  const { id, state, stateMachine, error, answerLost, cause, delaySeconds } = fault;
  const { attempts, struck } = fault;
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
        {answerLost && ' once its work is done'}
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
