import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { scenarioFile } from './schema.ts';

const scenario = {
  description: 'Tea is made.',
  steps: [{ start: { payload: 'tea.json' } }],
  expect: { status: 'SUCCEEDED', path: ['Done'] },
};

/** What is wrong with a file whose one scenario, `tea`, has these parts. */
function refusal(parts: object, file: object = {}): string {
  const made = { stateMachine: 'Arn', ...file, scenarios: { tea: { ...scenario, ...parts } } };
  const { error } = scenarioFile.safeParse(made);
  return error === undefined ? 'none' : z.prettifyError(error).replaceAll('\n  → ', ' ');
}

const table = '${TableName}';
const key = { id: 'sample-${scenario}', row: 1 };

describe('given', () => {
  test.each([
    { put: { table, item: { ...key, milk: true, notes: [null, { size: 0.5 }] } } },
    { delete: { table, key } },
    { delete: { table, where: { milk: false } } },
    { put: { bucket: 'b', key: 'k', file: 'tea.txt' } },
    { delete: { bucket: 'b', prefix: 'tea/' } },
    { purge: '${QueueUrl}' },
    { advance: 'PT1M' },
    { service: 'SQS', operation: 'PurgeQueue', input: { QueueUrl: '${QueueUrl}' } },
  ])('of a scenario or of its file may be %j', (given) => {
    expect(refusal({ given: [given] })).toBe('none');
    expect(refusal({}, { given: [given] })).toBe('none');
  });

  test.each([
    [{ remove: {} }, 'one of these keys: put, delete, purge, advance, service at '],
    [{ purge: 'url', advance: 'PT1M' }, 'Unrecognized key: "advance" at '],
    [{ put: { table, key } }, 'Unrecognized key: "key"'],
    [{ put: { table, item: {} } }, 'Name at least one attribute. at '],
    [{ delete: { table } }, 'one of these keys: key, where, prefix at '],
    [{ put: { bucket: 'b', key: 'k' } }, 'received undefined at '],
    [{ delete: { table, key, where: key } }, 'Unrecognized key: "where" at '],
    [{ delete: { table, where: {} } }, 'Name at least one attribute. at '],
    [{ service: 'SQS', operation: 'PurgeQueue', inputs: {} }, 'Unrecognized key: "inputs" at '],
  ])('%j is refused, with its place', (given, problem) => {
    expect(refusal({ given: [given] })).toContain(problem);
    expect(refusal({ given: [given] })).toContain('at scenarios.tea.given[0]');
    expect(refusal({}, { given: [given] })).toContain('at given[0]');
  });
});

describe('verify', () => {
  test.each([
    { item: { table, key }, expect: { milk: true, notes: ['hot'] } },
    { item: { table, key }, expect: null },
    { items: { table, where: { milk: true } }, count: 2 },
    { items: { table }, count: 0 },
    { object: { bucket: 'b', key: 'k' }, expect: null },
    { objects: { bucket: 'b' }, count: 1 },
    { queue: '${QueueUrl}', expect: [] },
    { mail: { to: 'cook@example.com', subject: 'ALARM', contains: 'Cold' } },
    { mail: { contains: 'Cold' } },
    { queue: '${QueueUrl}', expect: [{ body: { id: 'a' }, attributes: { error: 'Cold' } }] },
    { service: 'STS', operation: 'GetCallerIdentity', expect: {} },
  ])('may be %j', (check) => {
    expect(refusal({ verify: [check] })).toBe('none');
  });

  test.each([
    [{ table }, 'one of these keys: item, items, object, objects, queue, mail, service at '],
    [{ item: { table, key } }, 'received undefined at scenarios.tea.verify[0].expect'],
    [{ item: { table, key }, expect: [] }, 'expected record, received array at '],
    [{ item: { table, key, where: key }, expect: null }, 'Unrecognized key: "where" at '],
    [{ items: { table, where: key } }, 'received undefined at scenarios.tea.verify[0].count'],
    [{ items: { table, where: {} }, count: 1 }, 'Name at least one attribute. at '],
    [{ items: { table }, count: -1 }, 'expected number to be >=0 at '],
    [{ queue: 'url', expect: [{ Body: 'a' }] }, 'Unrecognized key: "Body" at '],
    [{ mail: {} }, 'Say what the mail is known by. at '],
    [{ mail: { from: 'a' } }, 'Unrecognized key: "from" at '],
    [{ queue: 'url', expect: null }, 'expected array, received null at '],
  ])('%j is refused, with its place', (check, problem) => {
    expect(refusal({ verify: [check] })).toContain(problem);
    expect(refusal({ verify: [check] })).toContain('at scenarios.tea.verify[0]');
  });
});

test('a step of no kind, or with what is not of its kind, is refused, within parallel too', () => {
  const wrong = [{ wait: 'PT1M' }, { advance: 'PT1M', expect: {} }];
  expect(refusal({ steps: [{ parallel: wrong }] }).split('\n')).toEqual([
    expect.stringMatching(
      /keys: request, start, put, call, .* at scenarios\.tea\.steps\[0\]\.parallel\[0\]/,
    ),
    expect.stringMatching(/key: "expect" at scenarios\.tea\.steps\[0\]\.parallel\[1\]/),
  ]);
});
