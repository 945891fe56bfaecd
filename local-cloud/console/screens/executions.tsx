import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatDuration, formatTime } from '../../src/core/duration.ts';
import { aws, inTurn, listen } from '../cloud.ts';
import {
  changedOf,
  type Filter,
  filtered,
  type Listed,
  type Machine,
  readAll,
  readMachines,
} from '../model/executions.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Badge } from '../parts/badge.tsx';
import { Choice } from '../parts/choice.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { Search } from '../parts/search.tsx';
import { linkTo, replaceLink } from '../route.ts';
import { count } from '../words.ts';
import { StartDialog } from './start-dialog.tsx';

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'];

export function ExecutionsScreen({ query }: { readonly query: URLSearchParams }) {
  const { machines, executions, problem } = useExecutions();
  const [isStarting, setStarting] = useState(false);
  const of = (name: string) => query.get(name) ?? '';
  const filter: Filter = {
    ...{ machine: of('workflow'), status: of('status'), text: of('text') },
    ...{ since: of('since'), until: of('until') },
  };
  const { machine, status, text, since, until } = filter;
  const choose = (chosen: Partial<Filter>) => {
    const { machine: workflow, ...rest } = { ...filter, ...chosen };
    replaceLink(linkTo('executions', '', { workflow, ...rest }));
  };
  const shown = useMemo(
    () => filtered(executions?.values() ?? [], { machine, status, text, since, until }),
    [executions, machine, status, text, since, until],
  );
  return (
    <>
      <div class="bar">
        <h1>Executions</h1>
        <Search
          label="Search executions"
          value={text}
          onSearch={(typed) => choose({ text: typed })}
        />
        <Choice
          label="Workflow"
          all="All workflows"
          value={machine}
          options={machines.map(({ name }) => name)}
          onChoose={(chosen) => choose({ machine: chosen })}
        />
        <Choice
          label="Status"
          all="Any status"
          value={status}
          options={STATUSES}
          onChoose={(chosen) => choose({ status: chosen })}
        />
        <Time label="From" value={since} onChoose={(time) => choose({ since: time })} />
        <Time label="To" value={until} onChoose={(time) => choose({ until: time })} />
        <span class="dim" role="status">
          {executions && count(shown.length, 'execution')}
        </span>
        <button type="button" class="primary" onClick={() => setStarting(true)}>
          Start…
        </button>
      </div>
      <Problem text={problem} />
      {executions?.size === 0 && (
        <p class="dim empty">There are no executions yet. Start one, or let a client do so.</p>
      )}
      {executions !== undefined && executions.size > 0 && shown.length === 0 && (
        <p class="dim empty">None of the executions is like that.</p>
      )}
      {shown.length > 0 && (
        <Rows
          label="Executions"
          className="executions"
          headings={['Status', 'Execution', 'Workflow', 'Started, UTC', 'Took']}
          items={shown}
          keyOf={({ arn }) => arn}
          cells={cellsOf}
        />
      )}
      {isStarting && (
        <StartDialog machines={machines} machine={machine} onClose={() => setStarting(false)} />
      )}
    </>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** A moment that executions are to have started after, or before. */
function Time({ label, value, onChoose }: TimeProps) {
  return (
    <label class="dim">
      {label}{' '}
      <input
        type="datetime-local"
        aria-label={`Started ${label.toLowerCase()}, UTC`}
        value={value}
        onInput={({ currentTarget }) => onChoose(currentTarget.value)}
      />
    </label>
  );
}

function cellsOf({ arn, name, machine, status, started, ended }: Listed) {
  return [
    <Badge key="status" status={status} />,
    <a key="name" href={linkTo('executions', arn)} title={name}>
      {name}
    </a>,
    <span key="machine" title={machine}>
      {machine}
    </span>,
    formatTime(started),
    ended === undefined ? '' : formatDuration(ended - started),
  ];
}

/** What there is, and what comes up since. */
function useExecutions() {
  const [machines, setMachines] = useState<readonly Machine[]>([]);
  const [executions, setExecutions] = useState<ReadonlyMap<string, Listed>>();
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    // Newer than a list that is being read.
    const meanwhile = new Map<string, Listed>();
    const known = new Set<string>();
    const read = inTurn(() =>
      attempt(async () => {
        meanwhile.clear();
        const found = await readMachines(aws);
        for (const { name } of found) known.add(name);
        setMachines(found);
        const all = await readAll(aws, found);
        setExecutions(new Map([...all.map((one) => [one.arn, one] as const), ...meanwhile]));
      }),
    );
    return listen(undefined, {
      begins: read,
      execution: (change) => {
        const one = changedOf(change);
        meanwhile.set(one.arn, one);
        setExecutions((before) => new Map(before).set(one.arn, one));
        // A state machine that was made since.
        if (known.size === 0 || known.has(one.machine)) return;
        known.add(one.machine);
        read();
      },
    });
  }, []);
  return { machines, executions, problem };
}
