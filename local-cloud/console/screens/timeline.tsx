import { useMemo, useState } from 'preact/hooks';
import { formatDuration } from '../../src/core/duration.ts';
import type { Stay } from '../model/replay.ts';
import type { Look } from '../model/status.ts';
import { barOf, type Piece, type Scale, scaleOf } from '../model/waterfall.ts';
import { toneOf } from '../parts/badge.tsx';
import { Rows } from '../parts/rows.tsx';

interface TimelineProps {
  readonly look: Look;
  readonly list: readonly Stay[];
  readonly selected: Stay | undefined;
  readonly onSelect: (stay: Stay) => void;
}

const TICKS = [0, 0.25, 0.5, 0.75];

/** When each state was at work, and when it waited for its next attempt, by the cloud's clock. */
export function Timeline({ look, list, selected, onSelect }: TimelineProps) {
  const [isTrue, setTrue] = useState(false);
  const { events } = look.run;
  const start = events[0]!.time;
  const scale = useMemo(() => {
    const until = events.filter(({ id }) => id <= look.until);
    return scaleOf(
      until.map(({ time }) => time),
      isTrue,
    );
  }, [look, isTrue]);
  return (
    <>
      <label class="bar dim">
        <input
          type="checkbox"
          checked={isTrue}
          onChange={({ currentTarget }) => setTrue(currentTarget.checked)}
        />
        True to scale, or else long waits are drawn shorter
      </label>
      <Rows
        label="Timeline"
        className="timeline"
        headings={['State', 'Began', 'Took', <Axis key="axis" scale={scale} start={start} />]}
        items={list}
        keyOf={({ id }) => id}
        at={selected && list.indexOf(selected)}
        onPick={onSelect}
        cells={(stay) => {
          const { attempts, ...whole } = barOf(look, stay);
          return [
            <button type="button" class="link" key="state" title={stay.state}>
              {stay.state}
              {stay.iteration !== undefined && <small> {stay.iteration}</small>}
            </button>,
            `+${formatDuration(whole.from - start)}`,
            isUnderWay(whole.status) ? '' : formatDuration(whole.to - whole.from),
            <div class="track" key="track">
              <Mark scale={scale} className="whole" {...whole} />
              {attempts.map((attempt) => (
                <Mark key={attempt.from} scale={scale} className="attempt" {...attempt} />
              ))}
            </div>,
          ];
        }}
      />
    </>
  );
}

/** How long it takes is not known before it is over. */
function isUnderWay(status: string): boolean {
  return status === 'running' || status === 'retrying';
}

function Axis({ scale, start }: { readonly scale: Scale; readonly start: number }) {
  return (
    <div class="track">
      {TICKS.map((share) => (
        <span key={share} class="tick" style={{ left: `${share * 100}%` }}>
          +{formatDuration(Math.round(scale.timeAt(share) - start))}
        </span>
      ))}
    </div>
  );
}

interface MarkProps extends Piece {
  readonly scale: Scale;
  readonly className: string;
}

function Mark({ scale, className, from, to, status }: MarkProps) {
  const [left, right] = [scale.at(from), scale.at(to)];
  return (
    <div
      class={`mark ${className} ${toneOf(status)}`}
      style={{ left: `min(${left * 100}%, 100% - 2px)`, width: `${(right - left) * 100}%` }}
    />
  );
}
