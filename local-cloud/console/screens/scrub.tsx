import type { ReportedEvent } from '../../src/client/executions.ts';
import { formatDuration } from '../../src/core/duration.ts';
import type { Look } from '../model/status.ts';

interface ScrubProps {
  readonly events: readonly ReportedEvent[];
  readonly look: Look;
  readonly onMove: (event: number) => void;
}

/** Goes back and on through the events: graph and data are shown as they were. */
export function Scrub({ events, look, onMove }: ScrubProps) {
  const last = events.at(-1)?.id ?? 0;
  const { until, isOver } = look;
  const isNewest = until >= last;
  const passed = (look.last?.time ?? 0) - (events[0]?.time ?? 0);
  return (
    <div class="scrub">
      <button
        type="button"
        aria-label="One event back"
        disabled={until <= 1}
        onClick={() => onMove(until - 1)}
      >
        ◂
      </button>
      <input
        type="range"
        aria-label="Event"
        min={1}
        max={Math.max(1, last)}
        value={until}
        aria-valuetext={`${until} of ${last}: ${look.last?.type}`}
        onInput={({ currentTarget }) => onMove(Number(currentTarget.value))}
      />
      <button
        type="button"
        aria-label="One event on"
        disabled={isNewest}
        onClick={() => onMove(until + 1)}
      >
        ▸
      </button>
      <button type="button" disabled={isNewest} onClick={() => onMove(last)}>
        {isNewest && !isOver ? 'Live' : 'Newest'}
      </button>
      <span class="number">
        {until} / {last} · +{formatDuration(passed)} · {look.last?.type}
      </span>
    </div>
  );
}
