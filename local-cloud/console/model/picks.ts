import type { Stay } from './replay.ts';

/** Which item of a Map to look at, by the Map's name; without one all of them. */
export type Picks = ReadonlyMap<string, number>;

export function isPicked({ parent, iteration }: Stay, picks: Picks): boolean {
  const pick = parent && picks.get(parent.state);
  return pick === undefined || iteration === undefined || iteration === pick;
}

/** As an address has them: `[["Each item",3]]`; nothing for none. */
export function picksText(picks: Picks): string {
  return picks.size === 0 ? '' : JSON.stringify([...picks]);
}

/** What an address has of them, as far as it says anything. */
export function picksIn(text: string): Picks {
  try {
    return new Map((JSON.parse(text) as unknown[]).filter(isPick));
  } catch {
    return new Map();
  }
}

function isPick(value: unknown): value is [string, number] {
  if (!Array.isArray(value)) return false;
  const [name, item] = value as unknown[];
  return typeof name === 'string' && typeof item === 'number';
}
