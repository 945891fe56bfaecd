import fc from 'fast-check';
import type { Fault } from 'local-cloud';

export interface FaultOptions<State extends string> {
  /** What a state may err with; the last one outlasts its retries. */
  readonly errors: Readonly<Record<State, readonly string[]>>;
  /** States that may take their time, and how long: seconds. */
  readonly slow: { readonly states: readonly string[]; readonly seconds: readonly number[] };
  /** States that fail together for as long as the faults last: a service, or what comes after another. */
  readonly outages: readonly (readonly State[])[];
  /** So many hiccups come at most without an outage. */
  readonly most: number;
}

/** Random faults of a workflow: states that err at their first attempts or take their time, and outages. */
export function faultsOf<State extends string>(
  options: FaultOptions<State>,
): fc.Arbitrary<Fault[]> {
  const { errors, slow, outages, most } = options;
  const hiccup = fc.oneof(
    ...Object.entries<readonly string[]>(errors).map(([state, names]) =>
      fc.record<Fault>({
        state: fc.constant(state),
        error: fc.constantFrom(...names),
        attempts: fc.constantFrom([1], [1, 2], [2]),
      }),
    ),
    fc.record<Fault>({
      state: fc.constantFrom(...slow.states),
      delaySeconds: fc.constantFrom(...slow.seconds),
    }),
  );
  const outage = fc
    .constantFrom(...outages)
    .map((states) => states.map((state): Fault => ({ state, error: errors[state].at(-1)! })));
  return fc.oneof(
    fc.array(hiccup, { maxLength: most }),
    outage,
    fc.tuple(outage, hiccup).map(([all, one]) => [...all, one]),
  );
}
