import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ReportedEvent, report } from '../../src/client/executions.ts';
import { formatDuration, formatTime } from '../../src/core/duration.ts';
import { listPrice } from '../../src/scenarios/cost.ts';
import { aws, control, inTurn, listen } from '../cloud.ts';
import { definitionFor } from '../model/children.ts';
import type { Written } from '../model/definition.ts';
import { isExpress, machineOf } from '../model/executions.ts';
import type { Stay } from '../model/replay.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Badge } from '../parts/badge.tsx';
import { Problem } from '../parts/problem.tsx';
import { linkTo } from '../route.ts';
import { count } from '../words.ts';
import { ForkDialog } from './fork-dialog.tsx';
import { describeMachine, readNewer } from './history-reader.ts';
import { RunView } from './run-view.tsx';
import { StartDialog } from './start-dialog.tsx';

interface ExecutionProps {
  readonly arn: string;
  readonly query: URLSearchParams;
}

export function ExecutionScreen({ arn, query }: ExecutionProps) {
  const { events, definition, problem: unread } = useExecution(arn);
  const [forked, setForked] = useState<Stay>();
  const [isStarting, setStarting] = useState(false);
  const { attempt, problem, isBusy } = useAttempt();
  const told = useMemo(() => report(arn, arn.split(':')[6] ?? '', 'STANDARD', events), [events]);
  const { name, stateMachine, status, started, ended, transitions } = told;
  const isStandard = !isExpress(arn);
  const input = events[0]?.details.input;
  const act = (operation: string) =>
    attempt(async () => {
      await aws.call('SFN', operation, { executionArn: arn });
    });
  return (
    <>
      <div class="bar">
        <h1>{name}</h1>
        {events.length > 0 && <Badge status={status} />}
        <span class="dim">
          <a href={linkTo('executions', '', { workflow: stateMachine.split('/')[0] })}>
            {stateMachine}
          </a>
          {events.length > 0 && ` · ${formatTime(started)}`}
          {ended !== undefined && ` · ${formatDuration(ended - started)}`}
          {isStandard && ` · ${count(transitions, 'transition')}, $${listPrice(told).toFixed(6)}`}
        </span>
        <span class="spring" />
        {typeof input === 'string' && !stateMachine.includes('/') && (
          <button type="button" onClick={() => setStarting(true)}>
            Start again…
          </button>
        )}
        {isStandard && status === 'RUNNING' && (
          <button type="button" disabled={isBusy} onClick={() => act('StopExecution')}>
            Stop
          </button>
        )}
        {isStandard && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status) && (
          <button type="button" disabled={isBusy} onClick={() => act('RedriveExecution')}>
            Redrive
          </button>
        )}
      </div>
      <Problem text={problem ?? unread} />
      {events.length > 0 && (
        <RunView
          screen="executions"
          {...{ arn, query, events, definition }}
          {...(isStandard && {
            actions: (stay: Stay) => (
              <button type="button" onClick={() => setForked(stay)}>
                Fork from here…
              </button>
            ),
          })}
        />
      )}
      {isStarting && (
        <StartDialog
          machines={[machineOf(arn)]}
          machine={stateMachine}
          input={String(input)}
          onClose={() => setStarting(false)}
        />
      )}
      {forked && (
        <ForkDialog
          stay={forked}
          onClose={() => setForked(undefined)}
          onFork={async (input) => {
            const request = { executionArn: arn, state: forked.state, input };
            const { executionArn } = await control<{ executionArn: string }>(
              'POST',
              '/fork',
              request,
            );
            setForked(undefined);
            location.hash = linkTo('executions', executionArn);
          }}
        />
      )}
    </>
  );
}

/** Its history as it grows, and the definition it goes by. */
function useExecution(arn: string) {
  const [events, setEvents] = useState<readonly ReportedEvent[]>([]);
  const [definition, setDefinition] = useState<Written>();
  const known = useRef<readonly ReportedEvent[]>([]);
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const described = await describeMachine(arn);
      setDefinition(definitionFor(arn, JSON.parse(described.definition!) as Written));
    });
    const read = inTurn(() =>
      attempt(async () => {
        known.current = await readNewer(arn, known.current);
        setEvents(known.current);
      }),
    );
    return listen(arn, { begins: read, history: read });
  }, [arn]);
  return { events, definition, problem };
}
