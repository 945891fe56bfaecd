import type { Source } from './source.ts';
import { subscriptions } from './subscriptions.ts';
import { tripA } from './trip-a.ts';
import { tripB } from './trip-b.ts';

export const SOURCE_NAMES = ['trip-a', 'trip-b', 'subscriptions'] as const;

export type SourceName = (typeof SOURCE_NAMES)[number];

/** Who sends webhooks here, by the name in the path: `POST /webhooks/<source>`. */
export const sources: Readonly<Record<SourceName, Source>> = {
  'trip-a': tripA,
  'trip-b': tripB,
  subscriptions,
};

export function isSource(name: string | undefined): name is SourceName {
  return SOURCE_NAMES.some((known) => known === name);
}
