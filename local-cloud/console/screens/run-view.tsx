import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReportedEvent } from '../../src/client/executions.ts';
import { isTyping } from '../keys.ts';
import { attemptsOf } from '../model/attempts.ts';
import { definitionOf, type Written } from '../model/definition.ts';
import { layout } from '../model/layout.ts';
import { type Run, replay, type Stay } from '../model/replay.ts';
import { isPicked, lookAt, type Picks, shownStays, statusOf, together } from '../model/status.ts';
import { takenEdges } from '../model/taken.ts';
import { Graph, type Told } from '../parts/graph.tsx';
import { linkTo, replaceLink } from '../route.ts';
import { EventTable } from './event-table.tsx';
import { Inspector } from './inspector.tsx';
import { Iterations } from './iterations.tsx';
import { Scrub } from './scrub.tsx';
import { StayList } from './stay-list.tsx';

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

/** An execution: its graph, its states, its events, and one state taken apart, at any event. */
export function RunView({ screen, arn, query, events, definition, actions }: RunViewProps) {
  const [picks, setPicks] = useState<Picks>({});
  const run = useMemo(() => replay(events), [events]);
  const written = useMemo(
    () => definition ?? definitionOf(run),
    [definition, definition ? 0 : run],
  );
  const placed = useMemo(() => layout(written), [written]);
  const last = events.at(-1)?.id ?? 0;
  const until = Math.min(last, Number(query.get('event') ?? last) || last);
  const look = useMemo(() => lookAt(run, until), [run, until]);
  const shown = useMemo(() => shownStays(look, picks), [look, picks]);
  const told = useMemo(
    () => new Map([...shown].map(([state, stays]) => [state, tell(stays)] as const)),
    [shown],
  );
  const taken = useMemo(() => takenEdges(look, picks), [look, picks]);
  const list = useMemo(
    () => run.stays.filter((stay) => stay.id <= until && isPicked(stay, picks)),
    [run, until, picks],
  );
  const state = query.get('state') ?? undefined;
  const selected = selectedStay(run, shown, state, Number(query.get('entered')));

  function tell(stays: readonly Stay[]): Told {
    const retries = stays.map((stay) => Math.max(0, attemptsOf(stay, until).length - 1));
    return {
      status: together(stays.map((stay) => statusOf(look, stay))),
      stays: stays.length,
      retries: retries.reduce((sum, one) => sum + one, 0),
    };
  }
  const go = (to: { state?: string; entered?: number; event?: number }) => {
    const event = 'event' in to ? to.event : until;
    replaceLink(
      linkTo(screen, arn, {
        state: to.state ?? state,
        entered:
          to.entered?.toString() ??
          (to.state === undefined ? (query.get('entered') ?? undefined) : undefined),
        event: event === undefined || event >= last ? undefined : String(event),
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
      <Scrub events={events} look={look} onMove={(event) => go({ event })} />
      <StayList look={look} list={list} selected={selected} onSelect={select} />
      <div class="middle">
        <Iterations look={look} shown={shown} picks={picks} onPick={setPicks} />
        <Graph
          placed={placed}
          told={told}
          taken={taken}
          selected={state}
          onSelect={(name) => go({ state: name })}
        />
      </div>
      <Inspector look={look} written={written} state={state} stay={selected} actions={actions} />
      <EventTable
        run={run}
        until={until}
        onPick={({ id }) => {
          const stay = run.stayOf.get(id);
          go({ event: id, ...(stay && { state: stay.state, entered: stay.id }) });
        }}
      />
    </div>
  );
}

/** The stay that is named by its Entered event, or else the last one of the state. */
function selectedStay(
  run: Run,
  shown: ReadonlyMap<string, readonly Stay[]>,
  state: string | undefined,
  entered: number,
): Stay | undefined {
  if (state === undefined) return undefined;
  const exact = run.stayOf.get(entered);
  return exact?.state === state && exact.id === entered ? exact : shown.get(state)?.at(-1);
}

interface Arrows {
  events(by: number): void;
  states(by: number): void;
  end(): void;
}

function useArrows(arrows: Arrows): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      const keys: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => arrows.events(-1),
        ArrowRight: () => arrows.events(1),
        ArrowUp: () => arrows.states(-1),
        ArrowDown: () => arrows.states(1),
        End: () => arrows.end(),
      };
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
