import { type Attempt, text } from './attempts.ts';
import { levelsOf, type Written, type WrittenState } from './definition.ts';
import type { Stay } from './replay.ts';

/** The Map Run that a Distributed Map began. */
export function mapRunOf({ events }: Stay): string | undefined {
  const started = events.findLast(({ type }) => type === 'MapRunStarted');
  return text(started?.details.mapRunArn);
}

/** The execution that a task started, as `states:startExecution` answers. */
export function startedBy(attempt: Attempt | undefined): string | undefined {
  if (!attempt?.resource?.startsWith('states:startExecution')) return undefined;
  const told = attempt.result ?? attempt.submitted ?? '';
  return /"ExecutionArn"\s*:\s*"(arn:[^"]+)"/.exec(told)?.[1];
}

/** What an execution goes by: of a child of a Distributed Map, the processor of that Map. */
export function definitionFor(executionArn: string, whole: Written): Written {
  const label = executionArn.split(':')[6]?.split('/')[1];
  if (label === undefined) return whole;
  const maps = distributedMaps(whole);
  const own = maps.find(([name, state]) => (state.Label ?? name) === label) ?? maps[0];
  return (own && levelsOf(own[1])[0]) ?? whole;
}

function distributedMaps({ States }: Written): [string, WrittenState][] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED'
      ? [[name, state] as [string, WrittenState]]
      : []),
    ...levelsOf(state).flatMap(distributedMaps),
  ]);
}
