import { isObject } from '../../../core/json.ts';
import type { Cloud } from '../../../core/service.ts';

/** Others stay as they are written: stage variables have the same form. */
const VARIABLE = /\$\{AWS::(AccountId|Partition|Region)\}/g;

/**
 * What a document says, with AWS's variables in all of its texts resolved, as imports resolve them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html
 */
export function withAwsVariables<Said>(
  said: Said,
  { accountId, region }: Pick<Cloud, 'accountId' | 'region'>,
): Said {
  const values: Readonly<Record<string, string>> = {
    AccountId: accountId,
    Partition: 'aws',
    Region: region,
  };
  const resolved = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(VARIABLE, (_all, name) => values[name]!);
    if (Array.isArray(value)) return value.map(resolved);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, resolved(member)]),
    );
  };
  return resolved(said) as Said;
}
