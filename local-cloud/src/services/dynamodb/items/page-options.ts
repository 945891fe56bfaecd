import type {
  ConditionalOperator,
  Condition as LegacyCondition,
  Select,
} from '@aws-sdk/client-dynamodb';
import { legacyCondition, type Placeholders, parseCondition } from '../expressions/index.ts';
import type { PageOptions } from './pages.ts';
import { type Projected, projectedPaths } from './reads.ts';

/** What Query and Scan have in common. */
interface Paged extends Projected {
  readonly FilterExpression?: string | undefined;
  readonly ConditionalOperator?: ConditionalOperator | undefined;
  readonly Limit?: number | undefined;
  readonly Select?: Select | undefined;
  readonly ConsistentRead?: boolean | undefined;
}

/**
 * What is asked of every page. All placeholders must have been used with it.
 *
 * @param legacyFilter QueryFilter or ScanFilter
 */
export function pageOptions(
  input: Paged,
  legacyFilter: Record<string, LegacyCondition> | undefined,
  placeholders: Placeholders,
): PageOptions {
  const { FilterExpression: source } = input;
  const filter =
    source === undefined
      ? legacyCondition(legacyFilter, input.ConditionalOperator)
      : parseCondition('FilterExpression', source, placeholders);
  const paths = projectedPaths(input, placeholders);
  placeholders.refuseUnused();
  const { Limit: limit, Select: select, ConsistentRead: consistent } = input;
  return { limit, filter, paths, select, consistent };
}
