import {
  legacyProjection,
  type Path,
  Placeholders,
  parseProjection,
  project,
} from '../expressions/index.ts';
import { requireExpressions } from '../expressions/members.ts';
import { entryKey } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import { copyItem, type Item } from '../values/attribute-value.ts';
import { normaliseItem } from '../values/normalise.ts';
import type { PackedItem } from '../values/packed-item.ts';
import { checkKey } from './checks.ts';

export interface Projected {
  readonly AttributesToGet?: string[] | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
}

/** The paths that a read by key asks for; undefined: the whole item. */
export function projectionOf(input: Projected): readonly Path[] | undefined {
  requireExpressions(input, ['ProjectionExpression']);
  const placeholders = new Placeholders(input.ExpressionAttributeNames);
  const paths = projectedPaths(input, placeholders);
  placeholders.refuseUnused();
  return paths;
}

export function projectedPaths(
  { AttributesToGet, ProjectionExpression }: Projected,
  placeholders: Placeholders,
): readonly Path[] | undefined {
  if (ProjectionExpression !== undefined) {
    return parseProjection(ProjectionExpression, placeholders);
  }
  return AttributesToGet && legacyProjection(AttributesToGet);
}

/** The item under a key as it is given in a request. Throws ValidationException. */
export function readItem(table: Table, givenKey: Item): Item | undefined {
  return table.get(checkedKey(table, givenKey));
}

/** The same, as it is kept: it stays as it is, whatever is written later. */
export function entryOf(table: Table, givenKey: Item): PackedItem | undefined {
  return table.entries.get(entryKey(checkedKey(table, givenKey), table.schema));
}

/** Throws ValidationException if the table has no such keys. */
export function checkedKey(table: Table, givenKey: Item): Item {
  const key = normaliseItem(givenKey);
  checkKey(key, table);
  return key;
}

/** A copy for the caller. */
export function shown(item: Item, paths: readonly Path[] | undefined): Item {
  return paths === undefined ? copyItem(item) : project(paths, item);
}
