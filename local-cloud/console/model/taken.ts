import { END, edgeKey, START } from './definition.ts';
import { isPicked, type Picks } from './picks.ts';
import { isCaught, type Look } from './status.ts';

/** How often each way was taken until then, by `edgeKey`. */
export function takenEdges(look: Look, picks: Picks): ReadonlyMap<string, number> {
  const { run, until, last } = look;
  const taken = new Map<string, number>();
  const take = (from: string, to: string, isCatch: boolean) => {
    const key = edgeKey({ from, to, kind: isCatch ? 'catch' : 'next' });
    taken.set(key, (taken.get(key) ?? 0) + 1);
  };
  for (const stay of run.stays) {
    if (stay.id > until) break;
    const { from, parent, state } = stay;
    if (!isPicked(stay, picks)) continue;
    if (from?.exited !== undefined) take(from.state, state, isCaught(run, from.exited));
    else if (parent === undefined) take(START, state, false);
  }
  if (last?.type === 'ExecutionSucceeded') {
    const final = run.stayOf.get(last.previous);
    if (final !== undefined) take(final.state, END, false);
  }
  return taken;
}
