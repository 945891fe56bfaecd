import type { Cloud, Service } from '../../core/service.ts';
import { batchGetItem } from './actions/batchGetItem.ts';
import { batchWriteItem } from './actions/batchWriteItem.ts';
import { createTable } from './actions/createTable.ts';
import { deleteItem } from './actions/deleteItem.ts';
import { deleteTable } from './actions/deleteTable.ts';
import { describeContinuousBackups } from './actions/describeContinuousBackups.ts';
import { describeTable } from './actions/describeTable.ts';
import { describeTimeToLive } from './actions/describeTimeToLive.ts';
import { getItem } from './actions/getItem.ts';
import { listTables } from './actions/listTables.ts';
import { listTagsOfResource } from './actions/listTagsOfResource.ts';
import { putItem } from './actions/putItem.ts';
import { query } from './actions/query.ts';
import { scan } from './actions/scan.ts';
import { tagResource } from './actions/tagResource.ts';
import { transactGetItems } from './actions/transactGetItems.ts';
import { transactWriteItems } from './actions/transactWriteItems.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateContinuousBackups } from './actions/updateContinuousBackups.ts';
import { updateItem } from './actions/updateItem.ts';
import { updateTable } from './actions/updateTable.ts';
import { updateTimeToLive } from './actions/updateTimeToLive.ts';
import { refusal } from './refusal.ts';
import { Tables } from './tables/tables.ts';

/** DynamoDB: tables in memory, with indexes, expressions, transactions and time to live. */
export function createDynamoDB(cloud: Cloud) {
  const tables = new Tables(cloud);
  return {
    sdkId: 'DynamoDB',
    operations: {
      BatchGetItem: batchGetItem(tables),
      BatchWriteItem: batchWriteItem(tables),
      CreateTable: createTable(tables),
      DeleteItem: deleteItem(tables),
      DeleteTable: deleteTable(tables),
      DescribeContinuousBackups: describeContinuousBackups(tables),
      DescribeTable: describeTable(tables),
      DescribeTimeToLive: describeTimeToLive(tables),
      GetItem: getItem(tables),
      ListTables: listTables(tables),
      ListTagsOfResource: listTagsOfResource(tables),
      PutItem: putItem(tables),
      Query: query(tables),
      Scan: scan(tables),
      TagResource: tagResource(tables),
      TransactGetItems: transactGetItems(tables),
      TransactWriteItems: transactWriteItems(tables),
      UntagResource: untagResource(tables),
      UpdateContinuousBackups: updateContinuousBackups(tables),
      UpdateItem: updateItem(tables),
      UpdateTable: updateTable(tables),
      UpdateTimeToLive: updateTimeToLive(tables),
    },
    refusal,
    state: tables,
    /** For DynamoDB Streams, which reads them. */
    streams: tables.streams,
  } satisfies Service & { streams: unknown };
}
