import type { Json, JsonObject } from '../../core/json.ts';
import type { Visits } from './visits.ts';

/** What an expression can see. Never changed by evaluating one. */
export interface Scope {
  /** `$` in JSONPath, `$states.input` in JSONata. */
  readonly input: Json;
  /** The context object: `$$` in JSONPath, `$states.context` in JSONata. */
  readonly context: JsonObject;
  /** Assigned variables: `$name` in both languages. */
  readonly variables: Readonly<Record<string, Json>>;
  /** JSONata `$states.result`, where the field has one. */
  readonly result?: Json;
  /** JSONata `$states.errorOutput`, in a Catch. */
  readonly errorOutput?: Json;
  /** For States.UUID, States.MathRandom, $uuid, $random. */
  readonly random: import('../../core/random.ts').Random;
  /** Cloud time in ms since 1970, for JSONata's $now and $millis. */
  readonly now: number;
  /** What paths may still look at. Absent: each path as much as all of a state. */
  readonly visits?: Visits;
  /** Where JSONata goes on that takes long. Absent: whatever it takes, it is evaluated at once. */
  readonly apart?: Apart;
}

/** What keeps the expressions of a scope from holding up everything else. */
export interface Apart {
  /** The steps that may still be taken before all else has its turn. */
  readonly left: number;
  spend(steps: number): void;
  /** Evaluates the expression from its beginning, where nothing has to wait for it. */
  evaluate(expression: string): Promise<Outcome>;
}

/** What evaluating an expression came to: its value, or what AWS says of its failure. */
export type Outcome = { readonly value: Json } | { readonly failure: string };
