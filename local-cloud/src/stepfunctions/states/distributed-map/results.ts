import type { Json, JsonObject } from '../../../core/json.ts';
import { isoTime } from '../../execution/context.ts';
import { Results } from '../../execution/results.ts';
import type { Child } from './ended-child.ts';

/**
 * How results are written. `NONE`: each child execution with its metadata. `COMPACT`: their
 * outputs. `FLATTEN`: the items of their outputs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export type Transformation = 'NONE' | 'COMPACT' | 'FLATTEN';

/** The outputs of the children that succeeded, in the order of their items, as far as they can be used. */
export function outputs(children: readonly Child[], usable: number): Results {
  const results = new Results(0, usable);
  let count = 0;
  for (const { result } of children) {
    if (result !== undefined) results.add(count++, result);
    if (results.isTooLarge) break;
  }
  return results;
}

/** One after the other: all of them may be more than the memory holds. */
export function* transformed(
  children: readonly Child[],
  transformation: Transformation,
): Generator<Json> {
  for (const child of children) {
    const entry = transformation === 'NONE' ? described(child) : resultOf(child);
    if (transformation === 'FLATTEN' && Array.isArray(entry)) yield* entry;
    else yield entry;
  }
}

function resultOf({ result, error, cause }: Child): Json {
  return result === undefined ? { Error: error ?? '', Cause: cause ?? '' } : result.value;
}

/** A child execution as the result files show it. */
function described(child: Child): JsonObject {
  const { output } = child;
  return {
    ExecutionArn: child.arn,
    Input: child.input,
    InputDetails: { Included: true },
    Name: child.name,
    ...(output !== undefined && {
      Output: output,
      OutputDetails: { Included: true },
    }),
    ...(child.error !== undefined && { Error: child.error }),
    ...(child.cause !== undefined && { Cause: child.cause }),
    RedriveCount: child.redriveCount,
    ...redrive(child),
    StartDate: isoTime(child.startDate),
    StateMachineArn: child.stateMachineArn,
    Status: child.status,
    StopDate: isoTime(child.stopDate ?? child.startDate),
  };
}

function redrive(child: Child): JsonObject {
  if (child.status !== 'SUCCEEDED') {
    return { RedriveStatus: 'REDRIVABLE_BY_MAP_RUN', RedriveStatusReason: '' };
  }
  return {
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  };
}
