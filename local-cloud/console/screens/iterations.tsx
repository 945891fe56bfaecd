import type { Picks } from '../model/picks.ts';
import type { Stay } from '../model/replay.ts';
import { iterationsOf, type Look } from '../model/status.ts';
import { count } from '../words.ts';

interface IterationsProps {
  readonly look: Look;
  readonly shown: ReadonlyMap<string, readonly Stay[]>;
  readonly picks: Picks;
  readonly onPick: (picks: Picks) => void;
}

/** For every Map that was entered: which of its items the graph is about. */
export function Iterations({ look, shown, picks, onPick }: IterationsProps) {
  const maps = [...shown].flatMap(([state, stays]) => {
    const stay = stays.at(-1)!;
    const found = stay.events[0]!.type === 'MapStateEntered' ? iterationsOf(stay, look.until) : [];
    return found.length === 0 ? [] : [{ state, found }];
  });
  if (maps.length === 0) return null;
  return (
    <div class="bar iterations">
      {maps.map(({ state, found }) => {
        const picked = picks.get(state);
        const status = found.find(({ index }) => index === picked)?.status;
        const pick = (text: string) => {
          const others = [...picks].filter(([name]) => name !== state);
          onPick(new Map(text === '' ? others : [...others, [state, Number(text)]]));
        };
        return (
          <label key={state}>
            {state}: item{' '}
            <input
              type="number"
              min={0}
              max={found.at(-1)!.index}
              placeholder="all"
              value={picked ?? ''}
              onInput={({ currentTarget }) => pick(currentTarget.value)}
            />{' '}
            <span class="dim">
              {status ?? `of ${count(found.length, 'item')}, ${failed(found)} failed`}
            </span>
          </label>
        );
      })}
    </div>
  );
}

function failed(found: readonly { readonly status: string }[]): number {
  return found.filter(({ status }) => status === 'failed').length;
}
