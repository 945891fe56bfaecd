import { useEffect, useState } from 'preact/hooks';
import type { Denial, RecordedCall } from '../../src/authorization/recorded-calls.ts';
import { control } from '../cloud.ts';
import { callsOf, denialsOf } from '../model/calls.ts';
import type { Stay } from '../model/replay.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Denied } from '../parts/denied.tsx';
import { Problem } from '../parts/problem.tsx';

interface CallsProps {
  readonly executionArn: string;
  readonly stay: Stay;
  /** What they change with: read anew when it does. */
  readonly seen: number;
}

/** The calls that a state and the function it invoked have made, with the permissions they used. */
export function Calls({ executionArn, stay, seen }: CallsProps) {
  const { calls, denials, problem } = useCalls(executionArn, seen);
  const made = callsOf(calls, stay.id);
  const denied = denialsOf(denials.filter(({ task }) => task?.enteredId === stay.id));
  if (made.length === 0 && denied.length === 0) return <Problem text={problem} />;
  return (
    <section class="data">
      <h3>Calls, and the permissions they used</h3>
      <Problem text={problem} />
      <ul class="calls">
        {made.map(({ service, operation, role, used, error, times }) => (
          <li key={JSON.stringify([service, operation, role, used, error])}>
            <b>
              {service} {operation}
            </b>
            {times > 1 && ` ×${times}`}
            {error && <span class="tone-failed"> {error}</span>}
            <small class="dim"> as {role.split('/').at(-1)}</small>
            {used.map(({ action, resource }) => (
              <div key={`${action} ${resource}`} class="dim">
                {action} on {resource}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {denied.map((denial) => (
        <Denied key={denial.action + denial.resource} {...denial} />
      ))}
    </section>
  );
}

/** Those of an execution, as far as they are kept. */
function useCalls(executionArn: string, seen: number) {
  const [calls, setCalls] = useState<readonly RecordedCall[]>([]);
  const [denials, setDenials] = useState<readonly Denial[]>([]);
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const [made, denied] = await Promise.all([
        control<{ calls: RecordedCall[] }>('POST', '/calls', { executionArn }),
        control<{ denials: Denial[] }>('GET', '/denials'),
      ]);
      setCalls(made.calls);
      setDenials(denied.denials.filter(({ task }) => task?.executionArn === executionArn));
    });
  }, [executionArn, seen]);
  return { calls, denials, problem };
}
