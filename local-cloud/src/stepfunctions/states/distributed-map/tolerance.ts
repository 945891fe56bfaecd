import { chain, type Eventually } from '../../execution/eventually.ts';
import { runtimeError } from '../../execution/failure.ts';
import type { Payload } from '../../execution/payload.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MapState } from '../../language/definition.ts';
import { compileCount, compileSetting } from '../map/settings.ts';

/** How many items may fail before the Map Run does. Nothing given: none. */
export interface Tolerance {
  readonly count: number | undefined;
  /** 0 to 100. */
  readonly percentage: number | undefined;
}

/** Compiles `ToleratedFailureCount` and `ToleratedFailurePercentage`; texts recorded. */
export function compileTolerance(
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Tolerance> {
  const counts = compileCount(state, 'ToleratedFailureCount');
  const percentages = compileSetting(state, 'ToleratedFailurePercentage', 'float');
  return (strand, input) =>
    chain(counts(strand, input), (count) => {
      return chain(percentages(strand, input), (percentage) => {
        if (percentage !== undefined && (percentage < 0 || percentage > 100)) {
          throw runtimeError('ToleratedFailurePercentage must be between 0 and 100.');
        }
        return { count, percentage };
      });
    });
}

/** Whether `failed` of `total` items are more than is tolerated. */
export function exceeded({ count, percentage }: Tolerance, failed: number, total: number): boolean {
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  if (count !== undefined && failed > count) return true;
  return percentage !== undefined && (failed / total) * 100 > percentage;
}
