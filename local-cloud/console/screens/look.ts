import { useMemo } from 'preact/hooks';
import type { ReportedEvent } from '../../src/client/executions.ts';
import { definitionOf, type Written } from '../model/definition.ts';
import { layout } from '../model/layout.ts';
import { isPicked, type Picks } from '../model/picks.ts';
import { type Run, replay, type Stay } from '../model/replay.ts';
import { lookAt, shownStays } from '../model/status.ts';
import { takenEdges } from '../model/taken.ts';
import { toldOf } from '../model/told.ts';

interface LookedAt {
  readonly events: readonly ReportedEvent[];
  /** Undefined: what the history tells of it. */
  readonly definition: Written | undefined;
  readonly picks: Picks;
  /** The event to look at it after; undefined for the newest. */
  readonly event: number | undefined;
}

/** All that is shown of an execution as it was at an event: each made anew only where it changes. */
export function useLook({ events, definition, picks, event }: LookedAt) {
  const run = useMemo(() => replay(events), [events]);
  const history = definition === undefined ? run : undefined;
  const written = useMemo(() => definition ?? definitionOf(run), [definition, history]);
  const placed = useMemo(() => layout(written), [written]);
  const last = events.at(-1)?.id ?? 0;
  const until = Math.max(1, Math.min(last, event ?? last));
  const look = useMemo(() => lookAt(run, until), [run, until]);
  const shown = useMemo(() => shownStays(look, picks), [look, picks]);
  const told = useMemo(() => toldOf(look, shown), [look, shown]);
  const taken = useMemo(() => takenEdges(look, picks), [look, picks]);
  const list = useMemo(
    () => run.stays.filter((stay) => stay.id <= until && isPicked(stay, picks)),
    [run, until, picks],
  );
  return { run, written, placed, last, until, look, shown, told, taken, list };
}

/** The stay that is named by its Entered event, or else the last one of the state. */
export function selectedStay(
  run: Run,
  shown: ReadonlyMap<string, readonly Stay[]>,
  state: string | undefined,
  entered: number | undefined,
): Stay | undefined {
  if (state === undefined) return undefined;
  const exact = entered === undefined ? undefined : run.stayOf.get(entered);
  return exact?.state === state && exact.id === entered ? exact : shown.get(state)?.at(-1);
}
