import { expect, test } from 'vitest';
import { turnsDuring } from '../../core/testing.ts';
import { nextTurn } from '../../core/turns.ts';
import { failure, START } from '../testing.ts';
import { item, ORDERS, withOrders } from './testing.ts';

const TableName = 'Orders';
const COUNT = 12;
const numbers = Array.from({ length: COUNT }, (_, number) => number);
const keyOf = (number: number) => item({ customer: 'ada', number });
const large = (number: number, amount = 0) =>
  item({ customer: 'ada', number, amount, text: 'x'.repeat(30_000) });

async function withLargeItems() {
  const fresh = await withOrders();
  for (const number of numbers) await fresh.db.PutItem({ TableName, Item: large(number) });
  const amounts = async () => {
    const { Items = [] } = await fresh.db.Scan({ TableName, ProjectionExpression: 'amount' });
    return Items.map(({ amount }) => Number(amount?.N));
  };
  return { ...fresh, amounts };
}

const addOne = (number: number) => ({
  Update: {
    ...{ TableName, Key: keyOf(number), UpdateExpression: 'SET amount = amount + :one' },
    ExpressionAttributeValues: item({ ':one': 1 }),
  },
});

test('others have their turn between the large items of a BatchGetItem', async () => {
  const { db } = await withLargeItems();
  const RequestItems = { [TableName]: { Keys: numbers.map(keyOf) } };
  expect(await turnsDuring(() => db.BatchGetItem({ RequestItems }))).toBeGreaterThanOrEqual(COUNT);
});

test('others have their turn between the large items of a BatchWriteItem', async () => {
  const { db, amounts } = await withLargeItems();
  const puts = numbers.map((number) => ({ PutRequest: { Item: large(number, 5) } }));
  const turns = await turnsDuring(() => db.BatchWriteItem({ RequestItems: { Orders: puts } }));
  expect(turns).toBeGreaterThanOrEqual(COUNT);
  expect(await amounts()).toEqual(numbers.map(() => 5));
  const deletions = numbers.map((number) => ({ DeleteRequest: { Key: keyOf(number) } }));
  const others = await turnsDuring(() =>
    db.BatchWriteItem({ RequestItems: { Orders: deletions } }),
  );
  expect(others).toBeGreaterThanOrEqual(COUNT);
  expect(await amounts()).toEqual([]);
});

test('what is written while TransactGetItems answers is not in the answer', async () => {
  const { db } = await withLargeItems();
  const TransactItems = numbers.map((number) => ({ Get: { TableName, Key: keyOf(number) } }));
  let told: (string | undefined)[] = [];
  const turns = await turnsDuring(
    async () => {
      const { Responses = [] } = await db.TransactGetItems({ TransactItems });
      told = Responses.map(({ Item }) => Item?.amount?.N);
    },
    (turn) => void db.PutItem({ TableName, Item: large(turn % COUNT, 7) }),
  );
  expect(turns).toBeGreaterThanOrEqual(COUNT);
  expect(told).toEqual(numbers.map(() => '0'));
});

test('what others write while a transaction is worked out is not lost', async () => {
  const { db, amounts } = await withLargeItems();
  const turns = await turnsDuring(
    () => db.TransactWriteItems({ TransactItems: numbers.map(addOne) }),
    (turn) => {
      if (turn === 3) void db.PutItem({ TableName, Item: large(1, 100) });
    },
  );
  expect(turns).toBeGreaterThanOrEqual(COUNT);
  expect(await amounts()).toEqual(numbers.map((number) => (number === 1 ? 101 : 1)));
});

test('others have their turn between conditions that large items do not meet', async () => {
  const { db } = await withLargeItems();
  const TransactItems = numbers.map((number) => ({
    ConditionCheck: {
      ...{ TableName, Key: keyOf(number), ConditionExpression: 'contains(#text, :other)' },
      ExpressionAttributeNames: { '#text': 'text' },
      ExpressionAttributeValues: item({ ':other': 'y' }),
    },
  }));
  const turns = await turnsDuring(() => db.TransactWriteItems({ TransactItems }).catch(() => {}));
  expect(turns).toBeGreaterThanOrEqual(COUNT);
});

test('a transaction that is made twice at once with one token is made once', async () => {
  const { db, amounts } = await withLargeItems();
  const once = { TransactItems: numbers.map(addOne), ClientRequestToken: 'one' };
  await Promise.all([db.TransactWriteItems(once), db.TransactWriteItems(once)]);
  expect(await amounts()).toEqual(numbers.map(() => 1));
});

test('others have their turn while many items are looked at for when they expire, and expire', async () => {
  const { db, cloud } = await withOrders();
  const expires = START / 1000 + 60;
  const many = Array.from({ length: 1_600 }, (_, number) => number);
  for (const number of many) {
    await db.PutItem({ TableName, Item: item({ customer: 'ada', number, expires }) });
  }
  const enable = (AttributeName: string, Enabled: boolean) =>
    db.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } });
  expect(await turnsDuring(() => enable('expires', true))).toBeGreaterThanOrEqual(3);

  let removal = Promise.resolve();
  cloud.background = (_label, work) => {
    removal = work();
  };
  const later = item({ customer: 'ada', number: 1_599, expires: expires + 1e6 });
  await cloud.clock.advance(49 * 60 * 60 * 1000);
  const turns = await turnsDuring(
    () => removal,
    (turn) => {
      if (turn === 1) void db.PutItem({ TableName, Item: later });
    },
  );
  expect(turns).toBeGreaterThanOrEqual(2);
  await nextTurn();
  expect((await db.Scan({ TableName })).Items).toEqual([later]);
});

/** Deletes the table once the work has had three turns. */
const deletedDuring = ({ db }: Awaited<ReturnType<typeof withLargeItems>>) => {
  return (turn: number) => {
    if (turn === 3) void db.DeleteTable({ TableName });
  };
};

test('a transaction writes nothing at all where one of its tables is deleted meanwhile', async () => {
  const fresh = await withLargeItems();
  const { db } = fresh;
  await db.CreateTable({ ...ORDERS, TableName: 'Kept' });
  const Put = { TableName: 'Kept', Item: large(1) };
  const TransactItems = [...numbers.map(addOne), { Put }];
  let problem: unknown;
  await turnsDuring(async () => {
    problem = await failure(db.TransactWriteItems({ TransactItems }));
  }, deletedDuring(fresh));
  expect(problem).toMatchObject({ code: 'ResourceNotFoundException' });
  expect(await db.Scan({ TableName: 'Kept' })).toMatchObject({ Count: 0 });
});

test('a transaction that puts what is new into a table that is deleted meanwhile fails', async () => {
  const fresh = await withLargeItems();
  const puts = numbers.map((number) => ({ Put: { TableName, Item: large(COUNT + number) } }));
  let problem: unknown;
  await turnsDuring(async () => {
    problem = await failure(fresh.db.TransactWriteItems({ TransactItems: puts }));
  }, deletedDuring(fresh));
  expect(problem).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a batch fails once its table is deleted, and writes nothing into the next of its name', async () => {
  const fresh = await withLargeItems();
  const { db } = fresh;
  const puts = numbers.map((number) => ({ PutRequest: { Item: large(number) } }));
  let problem: unknown;
  await turnsDuring(
    async () => {
      problem = await failure(db.BatchWriteItem({ RequestItems: { [TableName]: puts } }));
    },
    (turn) => {
      if (turn === 3) void db.DeleteTable({ TableName }).then(() => db.CreateTable(ORDERS));
    },
  );
  expect(problem).toMatchObject({ code: 'ResourceNotFoundException' });
  expect(await db.Scan({ TableName })).toMatchObject({ Count: 0 });
});
