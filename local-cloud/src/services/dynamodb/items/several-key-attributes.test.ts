import type { AttributeValue, QueryInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { av, freshDynamoDB, item, type Plain } from '../testing.ts';

const TYPES = { id: 'S', team: 'S', season: 'N', stage: 'S', score: 'N' } as const;

/** Matches by `id`, with an index by `team` and `season`, sorted by `stage`, then by `score`. */
async function withMatches() {
  const fresh = freshDynamoDB();
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await fresh.db.CreateTable({
    TableName: 'Matches',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: Object.entries(TYPES).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: [key('id', 'HASH')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-team',
        KeySchema: [
          key('team', 'HASH'),
          key('season', 'HASH'),
          key('stage', 'RANGE'),
          key('score', 'RANGE'),
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const matches: [string, Record<string, Plain>][] = [
    ['m9', { team: 'reds', season: 2, stage: 'final', score: 20 }],
    ['m1', { team: 'reds', season: 2, stage: 'group', score: 9 }],
    ['m2', { team: 'reds', season: 2, stage: 'group', score: 10 }],
    ['m3', { team: 'reds', season: 2, stage: 'final', score: 3 }],
    ['m4', { team: 'reds', season: 20, stage: 'final', score: 1 }],
    ['m5', { team: 'blues', season: 2, stage: 'final', score: 1 }],
    ['m6', { team: 'reds', season: 2, stage: 'final' }],
  ];
  for (const [id, match] of matches) {
    await fresh.db.PutItem({ TableName: 'Matches', Item: item({ id, ...match }) });
  }
  return fresh;
}

function ask(condition: string, values: Record<string, Plain>): QueryInput {
  return {
    TableName: 'Matches',
    IndexName: 'by-team',
    KeyConditionExpression: condition,
    ExpressionAttributeValues: item(values),
  };
}

const SEASON = { ':t': 'reds', ':s': 2 };
const ids = (items: readonly Record<string, AttributeValue>[] = []) => items.map(({ id }) => id?.S);

describe('a query of an index with several key attributes', () => {
  test.each<[string, Record<string, Plain>, string[]]>([
    ['team = :t AND season = :s', {}, ['m3', 'm9', 'm1', 'm2']],
    ['season = :s AND stage = :g AND team = :t', { ':g': 'group' }, ['m1', 'm2']],
    ['team = :t AND season = :s AND stage < :g', { ':g': 'group' }, ['m3', 'm9']],
    ['team = :t AND season = :s AND stage <= :g', { ':g': 'final' }, ['m3', 'm9']],
    ['team = :t AND season = :s AND stage > :g', { ':g': 'final' }, ['m1', 'm2']],
    ['team = :t AND season = :s AND begins_with(stage, :g)', { ':g': 'f' }, ['m3', 'm9']],
    ['team = :t AND season = :s AND stage = :g AND score > :n', { ':g': 'group', ':n': 9 }, ['m2']],
    [
      'team = :t AND season = :s AND stage = :g AND score BETWEEN :n AND :m',
      { ':g': 'final', ':n': 3, ':m': 19 },
      ['m3'],
    ],
  ])('%s %j', async (condition, values, expected) => {
    const { db } = await withMatches();
    const { Items } = await db.Query(ask(condition, { ...SEASON, ...values }));
    expect(ids(Items)).toEqual(expected);
  });

  test('goes on, in both directions, after a key of all of them', async () => {
    const { db } = await withMatches();
    const input = { ...ask('team = :t AND season = :s', SEASON), Limit: 1 };
    const first = await db.Query(input);
    expect(first.LastEvaluatedKey).toEqual(
      item({ id: 'm3', team: 'reds', season: 2, stage: 'final', score: 3 }),
    );
    const next = await db.Query({ ...input, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(ids(next.Items)).toEqual(['m9']);
    const back = await db.Query({
      ...input,
      ExclusiveStartKey: next.LastEvaluatedKey,
      ScanIndexForward: false,
    });
    expect(ids(back.Items)).toEqual(['m3']);
  });

  test('takes KeyConditions, too', async () => {
    const { db } = await withMatches();
    const eq = (value: Plain) => ({
      ComparisonOperator: 'EQ' as const,
      AttributeValueList: [av(value)],
    });
    const { Items } = await db.Query({
      TableName: 'Matches',
      IndexName: 'by-team',
      KeyConditions: { team: eq('reds'), season: eq(2), stage: eq('group') },
    });
    expect(ids(Items)).toEqual(['m1', 'm2']);
  });

  test.each<[string, Record<string, Plain>, string]>([
    ['team = :t', { ':t': 'reds' }, 'Query condition missed key schema element: season'],
    [
      'team = :t AND season = :s AND score > :n',
      { ...SEASON, ':n': 1 },
      'Query condition missed key schema element: stage',
    ],
    [
      'team = :t AND season = :s AND stage > :g AND score = :n',
      { ...SEASON, ':g': 'a', ':n': 1 },
      'Query key condition not supported',
    ],
    [
      'team = :t AND season = :s AND stage = :g AND score = :n AND id = :t',
      { ...SEASON, ':g': 'final', ':n': 1 },
      'The number of query conditions (5) exceeds the number of key attributes defined in the schema (4)',
    ],
  ])('is refused: %s', async (condition, values, message) => {
    const { db } = await withMatches();
    expect(await failure(db.Query(ask(condition, values)))).toEqual({
      code: 'ValidationException',
      message,
    });
  });
});

test('an item is checked against each of the attributes', async () => {
  const { db } = await withMatches();
  const call = db.PutItem({ TableName: 'Matches', Item: item({ id: 'x', score: 'high' }) });
  expect(await failure(call)).toMatchObject({
    message:
      'One or more parameter values were invalid: Type mismatch for Index Key score Expected: N Actual: S IndexName: by-team',
  });
});
