import { buckets } from './buckets.ts';
import { functions } from './functions.ts';
import type { Kind } from './kind.ts';
import { queues } from './queues.ts';
import { rules } from './rules.ts';
import { schedules } from './schedules.ts';
import { streams } from './streams.ts';
import { tables } from './tables.ts';
import { topics } from './topics.ts';

/** What the console shows of the services, in this order. */
export const KINDS: readonly Kind[] = [
  tables,
  queues,
  buckets,
  topics,
  rules,
  schedules,
  streams,
  functions,
];
