import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface RowsProps<Item> {
  readonly label: string;
  readonly headings: readonly ComponentChildren[];
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  /** The cells of a row. */
  readonly cells: (item: Item) => readonly ComponentChildren[];
  readonly onPick?: (item: Item) => void;
  /** The row to mark and to keep in view. */
  readonly at?: number | undefined;
  readonly className?: string;
}

/** The height of every row, in pixels: style/rows.css has it, too. */
const HEIGHT = 28;
/** Rows before and after those in view. */
const SPARE = 8;

/** A table of any length: what is in view is in the page, at most a hundred rows. */
export function Rows<Item>(props: RowsProps<Item>) {
  const { label, headings, items, keyOf, cells, onPick, at, className = '' } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(400);
  useLayoutEffect(() => {
    const measure = new ResizeObserver(() => setRoom(box.current!.clientHeight));
    measure.observe(box.current!);
    return () => measure.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (at !== undefined && at >= 0) keepInView(box.current!, at);
  }, [at]);
  const first = Math.max(0, Math.min(items.length - 1, Math.floor(top / HEIGHT)) - SPARE);
  const shown = items.slice(first, first + Math.min(100, Math.ceil(room / HEIGHT) + 2 * SPARE));
  return (
    <div
      class={`rows ${className}`}
      role="table"
      aria-label={label}
      aria-rowcount={items.length + 1}
      tabIndex={0}
      ref={box}
      onScroll={() => setTop(box.current!.scrollTop)}
    >
      <div role="rowgroup" class="rows-head">
        <div role="row" class="row" aria-rowindex={1}>
          {headings.map((heading, column) => (
            <span role="columnheader" key={column}>
              {heading}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: `${items.length * HEIGHT}px`, position: 'relative' }}>
        {shown.map((item, offset) => (
          <div
            role="row"
            key={keyOf(item)}
            class={`row${first + offset === at ? ' is-at' : ''}`}
            aria-rowindex={first + offset + 2}
            style={{ position: 'absolute', top: `${(first + offset) * HEIGHT}px` }}
            onClick={onPick && (() => onPick(item))}
          >
            {cells(item).map((cell, column) => (
              <span role="cell" key={column}>
                {cell}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function keepInView(box: HTMLElement, at: number): void {
  const [from, to] = [at * HEIGHT, (at + 2) * HEIGHT];
  if (from < box.scrollTop) box.scrollTop = from;
  else if (to > box.scrollTop + box.clientHeight) box.scrollTop = to - box.clientHeight;
}
