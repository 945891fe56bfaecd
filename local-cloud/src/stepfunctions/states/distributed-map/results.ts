import type { Json, JsonObject } from '../../../core/json.ts';
import { isoTime } from '../../execution/context.ts';
import { arrayOf, type Payload } from '../../execution/payload.ts';
import type { Child } from './ended-child.ts';

/**
 * How results are written. `NONE`: each child execution with its metadata. `COMPACT`: their
 * outputs. `FLATTEN`: the items of their outputs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export type Transformation = 'NONE' | 'COMPACT' | 'FLATTEN';

/** The outputs of the children that succeeded, in the order of their items. */
export function outputs(children: readonly Child[]): Payload {
  const results: Payload[] = [];
  for (const { result } of children) if (result !== undefined) results.push(result);
  return arrayOf(results);
}

export function transformed(children: readonly Child[], transformation: Transformation): Json[] {
  if (transformation === 'NONE') return children.map(described);
  const values = children.map(({ result, error, cause }) =>
    result === undefined ? { Error: error ?? '', Cause: cause ?? '' } : result.value,
  );
  return transformation === 'FLATTEN' ? values.flat() : values;
}

/** A child execution as the result files show it. */
function described(child: Child): JsonObject {
  return {
    ExecutionArn: child.arn,
    Input: child.input,
    InputDetails: { Included: true },
    Name: child.name,
    ...(child.output !== undefined && {
      Output: child.output,
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
