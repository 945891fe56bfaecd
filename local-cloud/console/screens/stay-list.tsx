import type { Stay } from '../model/replay.ts';
import { type Look, statusOf } from '../model/status.ts';
import { signOf, toneOf } from '../parts/badge.tsx';
import { Rows } from '../parts/rows.tsx';

interface StayListProps {
  readonly look: Look;
  readonly list: readonly Stay[];
  readonly selected: Stay | undefined;
  readonly onSelect: (stay: Stay) => void;
}

/** The states that were entered, in order: the graph in words. */
export function StayList({ look, list, selected, onSelect }: StayListProps) {
  return (
    <section class="stays" aria-labelledby="stays-title">
      <h2 id="stays-title">States</h2>
      <Rows
        label="States that were entered"
        headings={['State', 'Status']}
        items={list}
        keyOf={({ id }) => id}
        at={selected === undefined ? undefined : list.indexOf(selected)}
        onPick={onSelect}
        cells={(stay) => [
          <button
            type="button"
            class="link"
            key="state"
            title={stay.state}
            style={{ paddingLeft: `${depthOf(stay) * 12}px` }}
          >
            {stay.state}
            {stay.iteration !== undefined && <small> {stay.iteration}</small>}
          </button>,
          <Mark key="status" status={statusOf(look, stay)} />,
        ]}
      />
    </section>
  );
}

function Mark({ status = '' }: { readonly status: string | undefined }) {
  return (
    <span class={toneOf(status)} title={status}>
      <span aria-hidden="true">{signOf(status)}</span>
      <span class="for-ears">{status}</span>
    </span>
  );
}

function depthOf({ parent }: Stay): number {
  return parent === undefined ? 0 : 1 + depthOf(parent);
}
