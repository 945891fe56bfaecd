import type { Permission } from '../../core/service.ts';
import type { Tables } from './tables/tables.ts';

/** The condition key that tells a call inside a batch or transaction from one of its own. */
export type EnclosingOperation =
  | 'TransactWriteItems'
  | 'TransactGetItems'
  | 'BatchGetItem'
  | 'BatchWriteItem';

/**
 * The permission for an action on a table, or on one of its indexes.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function onTable(
  tables: Tables,
  action: string,
  table: string | undefined,
  options: { readonly index?: string | undefined; readonly enclosing?: EnclosingOperation } = {},
): Permission {
  const name = String(table);
  const { index, enclosing } = options;
  const resource = index === undefined ? tables.arn(name) : tables.indexArn(name, index);
  const conditions = enclosing && { conditions: { 'dynamodb:EnclosingOperation': enclosing } };
  return { action: `dynamodb:${action}`, resource, ...conditions };
}

/** The same permission once, however many requests of a batch need it. */
export function distinct(permissions: readonly Permission[]): Permission[] {
  const seen = new Map(
    permissions.map((permission) => [`${permission.action} ${permission.resource}`, permission]),
  );
  return [...seen.values()];
}
