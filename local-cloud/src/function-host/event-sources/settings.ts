import type { MappingInput } from './event-source.ts';

type Setting = keyof MappingInput;

/** What every source takes. */
const COMMON: readonly Setting[] = [
  'FunctionName',
  'Enabled',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'FilterCriteria',
  'FunctionResponseTypes',
];

/**
 * What AWS says against a setting that a source has no use for: the words are recorded for
 * DestinationConfig; for StartingPosition they are as CloudFormation has been seen to pass them on.
 *
 * @param own the settings that the source takes besides those that all take
 */
export function unsupported(input: MappingInput, own: readonly Setting[]): string | undefined {
  const known = [...COMMON, ...own];
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const name = given.map(([key]) => key as Setting).find((key) => !known.includes(key));
  if (name === undefined) return undefined;
  return name === 'StartingPosition'
    ? 'StartingPosition is not valid for SQS event sources.'
    : `Unsupported ${name} parameter for given event source mapping type.`;
}
