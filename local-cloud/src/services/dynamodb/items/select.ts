import type { Select } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { Projected } from './reads.ts';

interface Selecting extends Projected {
  readonly Select?: Select | undefined;
  readonly IndexName?: string | undefined;
}

/**
 * Throws ValidationException if Select does not go with what else is asked for.
 *
 * @param opening of the message: Query has one, Scan has none
 */
export function checkSelect(input: Selecting, opening = ''): void {
  const problem = problemOf(input);
  if (problem !== undefined) throw validation(opening + problem);
}

function problemOf(input: Selecting): string | undefined {
  const { Select: select, IndexName: index, AttributesToGet, ProjectionExpression } = input;
  const given =
    (ProjectionExpression !== undefined && 'ProjectionExpression') ||
    (AttributesToGet !== undefined && 'AttributesToGet');
  if (select === undefined) return undefined;
  if (select === 'SPECIFIC_ATTRIBUTES') {
    if (given) return undefined;
    return 'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES';
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    return 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName';
  }
  if (!given) return undefined;
  const what = select === 'COUNT' ? 'only the Count' : select;
  return `Cannot specify the ${given} when choosing to get ${what}`;
}
