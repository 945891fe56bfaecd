import * as z from 'zod/mini';
import { type Problem, parse } from '../kit/parse.ts';
import type { CanonicalEvent } from './canonical-event.ts';

/** What a source says in its own words: who it is about, when it was, and what it means here. */
interface Rules<Payload extends z.ZodMiniType, Outcome extends z.ZodMiniType> {
  /** Where the source names its customer. */
  readonly customer: readonly string[];
  /** The events that are understood, with the fields that are used. */
  readonly payload: Payload;
  /** What the event is worth, by this source's rule. */
  readonly outcome: Outcome;
  occurredAt(payload: z.output<Payload>): Date;
  process(payload: z.output<Payload>): z.output<Outcome>;
  normalise(payload: z.output<Payload>, outcome: z.output<Outcome>): Meaning;
}

/** What is a source's own of a canonical event. */
type Meaning = CanonicalEvent extends infer Event
  ? Event extends CanonicalEvent
    ? Pick<Event, 'type' | 'customerId' | 'data'>
    : never
  : never;

/** A source, whose rules know its payloads; whoever calls it need not. */
export interface Source {
  /** The customer that a body is about, where it names one. */
  customerOf(body: unknown): string | undefined;
  /** The fields that are used of a body and when it was, or what is wrong with it. */
  read(
    body: unknown,
  ): { readonly payload: unknown; readonly occurredAt: Date } | { readonly problems: Problem[] };
  process(payload: unknown): unknown;
  normalise(payload: unknown, outcome: unknown): Meaning & { readonly occurredAt: string };
}

export function source<Payload extends z.ZodMiniType, Outcome extends z.ZodMiniType>(
  rules: Rules<Payload, Outcome>,
): Source {
  return {
    customerOf(body) {
      const found = rules.customer.reduce(memberOf, body);
      return typeof found === 'string' && found !== '' ? found : undefined;
    },
    read(body) {
      const result = parse(rules.payload, body);
      if (!('data' in result)) return result;
      return { payload: result.data, occurredAt: rules.occurredAt(result.data) };
    },
    process: (payload) => rules.process(z.parse(rules.payload, payload)),
    normalise(input, outcome) {
      const payload = z.parse(rules.payload, input);
      const occurredAt = rules.occurredAt(payload).toISOString();
      return { ...rules.normalise(payload, z.parse(rules.outcome, outcome)), occurredAt };
    },
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
