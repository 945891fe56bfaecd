import type { ExecutionReport } from '../client/executions.ts';
import { differences, pathDifference } from './expect.ts';
import { type End, executionsOf, type Scenario } from './schema.ts';

/** What is judged of an execution. */
export type Ended = Pick<ExecutionReport, 'name' | 'type' | 'status' | 'path'> &
  Partial<Pick<ExecutionReport, 'error' | 'output'>>;

/** What differs between the ends a scenario expects and those of its executions, oldest first. */
export function judge(scenario: Pick<Scenario, 'expect'>, executions: readonly Ended[]): string[] {
  const expected = executionsOf(scenario);
  if (executions.length !== expected) {
    return [`executions: expected ${expected}, got ${executions.length}`];
  }
  const { expect } = scenario;
  if (Array.isArray(expect)) return judgeInAnyOrder(expect, executions);
  const last = executions.at(-1);
  return last === undefined ? [] : judgeEnd(expect, last);
}

/** Each end takes the first execution that ended so; those left over are compared one by one. */
function judgeInAnyOrder(ends: readonly End[], executions: readonly Ended[]): string[] {
  const left = [...executions];
  const unmet = ends.filter((end) => {
    const met = left.findIndex((execution) => judgeEnd(end, execution).length === 0);
    if (met >= 0) left.splice(met, 1);
    return met < 0;
  });
  return unmet.flatMap((end, at) =>
    judgeEnd(end, left[at]!).map((problem) => `execution ${left[at]!.name}: ${problem}`),
  );
}

function judgeEnd(end: End, execution: Ended): string[] {
  return [
    ...differences(end.status, execution.status, 'status'),
    ...(end.error === undefined ? [] : differences(end.error, execution.error, 'error')),
    ...(end.output === undefined ? [] : judgeOutput(end.output, execution)),
    ...pathDifference(end.path, execution.path),
  ];
}

function judgeOutput(expected: unknown, { type, output }: Ended): string[] {
  if (output !== undefined) return differences(expected, JSON.parse(output), 'output');
  const unlogged = 'is not logged (includeExecutionData is off): expect it of the response';
  return [type === 'EXPRESS' ? `output: ${unlogged}` : 'output: there is none'];
}
