import { SeededRandom } from '../../core/random.ts';
import type { Scope } from './scope.ts';

/** A scope for tests: whatever is not given is empty, chance is seeded, time stands still. */
export function testScope(given: Partial<Scope> = {}): Scope {
  return {
    input: {},
    context: {},
    variables: {},
    random: new SeededRandom('test'),
    now: Date.UTC(2025, 0, 2, 3, 4, 5, 678),
    ...given,
  };
}
