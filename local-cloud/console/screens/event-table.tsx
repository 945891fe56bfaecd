import { useMemo, useState } from 'preact/hooks';
import type { ReportedEvent } from '../../src/client/executions.ts';
import { formatDuration } from '../../src/core/duration.ts';
import type { Run } from '../model/replay.ts';
import { indexAt } from '../model/status.ts';
import { Rows } from '../parts/rows.tsx';
import { Search } from '../parts/search.tsx';
import { count } from '../words.ts';

interface EventTableProps {
  readonly run: Run;
  readonly until: number;
  readonly onPick: (event: ReportedEvent) => void;
}

export function EventTable({ run, until, onPick }: EventTableProps) {
  const [text, setText] = useState('');
  const { events, stayOf } = run;
  const shown = useMemo(() => {
    const wanted = text.toLowerCase();
    if (wanted === '') return events;
    return events.filter((event) => wordsOf(event, run).toLowerCase().includes(wanted));
  }, [run, text]);
  const start = events[0]?.time ?? 0;
  return (
    <>
      <div class="bar">
        <Search label="Search events" value={text} onSearch={setText} />
        <span class="dim">{count(shown.length, 'event')}</span>
      </div>
      <Rows
        label="Events"
        headings={['Id', 'Time', 'Event', 'State', 'Detail']}
        items={shown}
        keyOf={({ id }) => id}
        at={shown === events ? indexAt(run, until) : shown.findIndex(({ id }) => id === until)}
        onPick={onPick}
        cells={(event) => [
          <button type="button" class="link number" key="id">
            {event.id}
          </button>,
          `+${formatDuration(event.time - start)}`,
          event.type,
          stayOf.get(event.id)?.state ?? '',
          <span key="detail" title={detailOf(event).slice(0, 2000)}>
            {detailOf(event).slice(0, 300)}
          </span>,
        ]}
      />
    </>
  );
}

function wordsOf(event: ReportedEvent, { stayOf }: Run): string {
  return `${event.type} ${stayOf.get(event.id)?.state ?? ''} ${detailOf(event)}`;
}

const DATA = ['error', 'cause', 'input', 'parameters', 'output'];

function detailOf({ details }: ReportedEvent): string {
  const parts = DATA.map((key) => details[key]).filter((value) => typeof value === 'string');
  return parts.join(' · ').replace(/\s+/g, ' ');
}
