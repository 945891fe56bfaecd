import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ReportedEvent, report } from '../../src/client/executions.ts';
import { formatDuration, formatTime } from '../../src/core/duration.ts';
import { listPrice } from '../../src/scenarios/cost.ts';
import { aws, control, inTurn, listen } from '../cloud.ts';
import { definitionFor } from '../model/children.ts';
import type { Written } from '../model/definition.ts';
import { isExpress, machineOf } from '../model/executions.ts';
import { describeMachine, readNewer } from '../model/history-reader.ts';
import type { Stay } from '../model/replay.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Badge } from '../parts/badge.tsx';
import { Problem } from '../parts/problem.tsx';
import { linkTo } from '../route.ts';
import { count } from '../words.ts';
import { ForkDialog } from './fork-dialog.tsx';
import { RunView } from './run-view.tsx';
import { StartDialog } from './start-dialog.tsx';

const UNLOGGED =
  'Nothing is known of it yet. Of an Express execution only its log tells: its state machine has to write ' +
  'one, with the level ALL.';

interface ExecutionProps {
  readonly arn: string;
  readonly query: URLSearchParams;
}

export function ExecutionScreen({ arn, query }: ExecutionProps) {
  const { events, definition, problem: unread } = useExecution(arn);
  const isThere = events.length > 0;
  const [forked, setForked] = useState<Stay>();
  const [isStarting, setStarting] = useState(false);
  const { attempt, problem, isBusy } = useAttempt();
  const told = useMemo(() => report(arn, arn.split(':')[6] ?? '', 'STANDARD', events), [events]);
  const { name, stateMachine, status, started, ended, transitions } = told;
  const isStandard = !isExpress(arn);
  // A child of a Distributed Map is redriven by its Map Run.
  const isChild = stateMachine.includes('/');
  const input = events[0]?.details.input;
  const act = (operation: string) =>
    attempt(async () => {
      await aws.call('SFN', operation, { executionArn: arn });
    });
  return (
    <>
      <div class="bar">
        <h1>{name}</h1>
        {isThere && <Badge status={status} />}
        <span class="dim">
          <a href={linkTo('executions', '', { workflow: stateMachine.split('/')[0] })}>
            {stateMachine}
          </a>
          {isThere && ` · ${formatTime(started)}`}
          {ended !== undefined && ` · ${formatDuration(ended - started)}`}
          {isThere &&
            isStandard &&
            ` · ${count(transitions, 'transition')}, $${listPrice(told).toFixed(6)}`}
        </span>
        <span class="acts">
          {typeof input === 'string' && !isChild && (
            <button type="button" onClick={() => setStarting(true)}>
              Start again…
            </button>
          )}
          {isThere && isStandard && status === 'RUNNING' && (
            <button type="button" disabled={isBusy} onClick={() => act('StopExecution')}>
              Stop
            </button>
          )}
          {isStandard && !isChild && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status) && (
            <button type="button" disabled={isBusy} onClick={() => act('RedriveExecution')}>
              Redrive
            </button>
          )}
        </span>
      </div>
      <Problem text={problem} />
      <Problem text={unread} />
      {!isThere && !isStandard && <p class="dim empty">{UNLOGGED}</p>}
      {isThere && (
        <RunView
          screen="executions"
          {...{ arn, query, events, definition }}
          {...(isStandard &&
            !isChild && {
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
    const read = inTurn(() =>
      attempt(async () => {
        known.current = await readNewer(aws, arn, known.current);
        setEvents(known.current);
      }),
    );
    const begin = () => {
      void attempt(async () => {
        const described = await describeMachine(aws, arn);
        setDefinition(definitionFor(arn, JSON.parse(described.definition!) as Written));
      });
      read();
    };
    return listen(arn, { begins: begin, history: read });
  }, [arn]);
  return { events, definition, problem };
}
