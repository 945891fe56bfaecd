import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ReportedEvent } from '../../src/client/executions.ts';
import type { Written } from '../model/definition.ts';
import { picksIn, picksText } from '../model/picks.ts';
import type { Stay } from '../model/replay.ts';
import { Graph } from '../parts/graph.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { linkTo, replaceLink } from '../route.ts';
import { useArrows } from './arrows.ts';
import { EventTable } from './event-table.tsx';
import { Inspector } from './inspector.tsx';
import { Iterations } from './iterations.tsx';
import { selectedStay, useLook } from './look.ts';
import { Scrub } from './scrub.tsx';
import { StayList } from './stay-list.tsx';
import { Timeline } from './timeline.tsx';

interface RunViewProps {
  readonly screen: string;
  readonly arn: string;
  readonly query: URLSearchParams;
  readonly events: readonly ReportedEvent[];
  /** Undefined: what the history tells of it. */
  readonly definition: Written | undefined;
  /** What can be done at a state. */
  readonly actions?: (stay: Stay) => ComponentChildren;
}

interface Place {
  readonly entered?: number | undefined;
  readonly event?: number;
}

/** An execution: its graph, its states, its events, and one state taken apart, at any event. */
export function RunView({ screen, arn, query, events, definition, actions }: RunViewProps) {
  const items = query.get('items') ?? '';
  const picks = useMemo(() => picksIn(items), [items]);
  const event = Math.floor(Number(query.get('event'))) || undefined;
  const { run, written, last, until, look, shown, list, ...drawn } = useLook({
    ...{ events, definition, picks, event },
  });
  const state = query.get('state') ?? undefined;
  const entered = Number(query.get('entered')) || undefined;
  const selected = selectedStay(run, shown, state, entered);
  const view = query.get('view') ?? 'events';
  const go = (to: Partial<Record<'state' | 'view' | 'items', string>> & Place) => {
    const wanted = { state, entered, event: until, view, items, ...to };
    replaceLink(
      linkTo(screen, arn, {
        state: wanted.state,
        entered: wanted.entered?.toString(),
        view: wanted.view === 'events' ? undefined : wanted.view,
        event: wanted.event >= last ? undefined : String(wanted.event),
        items: wanted.items,
      }),
    );
  };
  const select = (stay: Stay) => go({ state: stay.state, entered: stay.id });
  useArrows({
    events: (by) => go({ event: Math.max(1, until + by) }),
    states: (by) => {
      const at = selected === undefined ? -1 : list.indexOf(selected);
      const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
      if (next) select(next);
    },
    end: () => go({ event: last }),
  });
  return (
    <div class="run">
      <Scrub events={events} look={look} onMove={(to) => go({ event: to })} />
      <StayList look={look} list={list} selected={selected} onSelect={select} />
      <div class="middle">
        <Iterations
          look={look}
          shown={shown}
          picks={picks}
          onPick={(to) => go({ items: picksText(to) })}
        />
        <Graph
          {...drawn}
          selected={state}
          onSelect={(name) => go({ state: name, entered: undefined })}
        />
      </div>
      <Inspector
        arn={arn}
        look={look}
        written={written}
        state={state}
        stay={selected}
        actions={actions}
      />
      <section class="events" aria-label="Events and timeline">
        <Tabs names={['events', 'timeline']} chosen={view} onChoose={(to) => go({ view: to })} />
        {view === 'timeline' ? (
          <Timeline look={look} list={list} selected={selected} onSelect={select} />
        ) : (
          <EventTable
            run={run}
            until={until}
            onPick={({ id }) => {
              const stay = run.stayOf.get(id);
              go({ event: id, ...(stay && { state: stay.state, entered: stay.id }) });
            }}
          />
        )}
      </section>
    </div>
  );
}
