import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { nextTurn } from '../../core/turns.ts';
import { StatesError } from '../errors.ts';
import { echo, output, TestBench, types } from '../execution/testing/bench.ts';
import type { CallRequest } from '../ports.ts';

const FAIL_TWO: JsonObject = {
  StartAt: 'C',
  States: {
    C: {
      Type: 'Choice',
      Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }],
      Default: 'Yes',
    },
    No: { Type: 'Fail', Error: 'Two' },
    Yes: { Type: 'Pass', End: true },
  },
};
const PASS: JsonObject = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

function map(processor: JsonObject, more: JsonObject = {}, type = 'STANDARD'): JsonObject {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: type };
  const ItemProcessor = { ProcessorConfig, ...processor };
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor, End: true, ...more } } };
}

/** S3 with these objects; what is put is kept. */
function s3(objects: Record<string, string>): (request: CallRequest) => Promise<Json> {
  return async ({ action, parameters }): Promise<Json> => {
    const { Key = '', Body = '', Prefix = '' } = parameters as Record<string, string>;
    if (action === 'putObject') objects[Key] = Body;
    if (action === 'listObjectsV2') {
      const Contents = Object.keys(objects)
        .filter((name) => name.startsWith(Prefix))
        .map((name) => ({ Key: name, ETag: '"e"', Size: 1, LastModified: '2026-01-01T00:00:00Z' }));
      return { Contents, IsTruncated: false };
    }
    const found = objects[Key];
    if (found === undefined)
      throw new StatesError('S3.NoSuchKeyException', 'The key does not exist.');
    return { Body: found };
  };
}

function reader(config: JsonObject, action = 'getObject'): JsonObject {
  const Parameters: JsonObject =
    action === 'getObject' ? { Bucket: 'b', Key: 'k' } : { Bucket: 'b', Prefix: 'in/' };
  return {
    ItemReader: { Resource: `arn:aws:states:::s3:${action}`, ReaderConfig: config, Parameters },
  };
}

test('every item is a child execution with its own history', async () => {
  const bench = new TestBench();
  const run = await bench.run(map(PASS, { Label: 'Each' }), ['a', 'b']);
  expect(output(run)).toEqual(['a', 'b']);
  const [mapRun] = bench.engine.mapRuns(run);
  expect(mapRun!.arn).toMatch(/:mapRun:machine\/Each:[0-9a-f-]{36}$/);
  expect(mapRun!.children.map(({ arn }) => arn.replace(/[^:]+$/, ''))).toEqual([
    'arn:aws:states:us-east-1:123456789012:execution:machine/Each:',
    'arn:aws:states:us-east-1:123456789012:execution:machine/Each:',
  ]);
  expect(types(mapRun!.children[0]!)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
});

test('children do not see the variables of the execution', async () => {
  const inner = {
    StartAt: 'P',
    States: { P: { Type: 'Pass', Output: '{% $exists($v) %}', End: true } },
  };
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { v: 1 }, Next: 'M' },
      ...(map(inner, { Items: [1] }).States as JsonObject),
    },
  };
  expect(output(await new TestBench().run(definition))).toEqual([false]);
});

test('one failure too many fails the Map Run and aborts what still runs', async () => {
  const bench = new TestBench();
  const run = await bench.run(map(FAIL_TWO, { MaxConcurrency: 1 }), [1, 2, 3]);
  expect(run).toMatchObject({
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
  expect(bench.engine.mapRuns(run)[0]!.itemCounts).toMatchObject({
    succeeded: 1,
    failed: 1,
    aborted: 1,
  });
});

test('failures within the tolerance leave the outputs of the others', async () => {
  const bench = new TestBench();
  const counted = await bench.run(map(FAIL_TWO, { ToleratedFailureCount: 1 }), [1, 2, 3]);
  expect(output(counted)).toEqual([1, 3]);
  const percent = await bench.run(map(FAIL_TWO, { ToleratedFailurePercentage: 33 }), [1, 2, 3]);
  expect(percent.status).toBe('FAILED');
});

test('items are read from CSV, JSON and JSON Lines', async () => {
  const read = async (body: string, config: JsonObject): Promise<Json> =>
    output(await new TestBench({ call: s3({ k: body }) }).run(map(PASS, reader(config))));
  const csv = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] };
  expect(await read('1,"a, ""b"""\r\n2,\n', csv)).toEqual([
    { x: '1', y: 'a, "b"' },
    { x: '2', y: '' },
  ]);
  const tabbed = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'TAB' };
  expect(await read('x\ty\n1\t2', tabbed)).toEqual([{ x: '1', y: '2' }]);
  expect(await read('{"a":[{"b":[1,2]}]}', { InputType: 'JSON', ItemsPointer: '/a/0/b' })).toEqual([
    1, 2,
  ]);
  expect(await read('{"a":1}\n\n{"a":2}\n', { InputType: 'JSONL' })).toEqual([{ a: 1 }, { a: 2 }]);
});

test.each([
  [{ MaxConcurrencyPath: '$.n', ItemsPath: '$.items' }, 'MaxConcurrency'],
  [reader({ InputType: 'JSON', MaxItemsPath: '$.n' }), 'MaxItems'],
])('a path to a negative number fails the Map: %j', async (fields, field) => {
  const bench = new TestBench({ call: s3({ k: '[1,2,3]' }) });
  const run = await bench.run(map(PASS, fields), { n: -1, items: [1] });
  expect(run).toMatchObject({ error: 'States.Runtime' });
  expect(run.cause).toMatch(new RegExp(`${field} cannot be negative\\.$`));
});

test('a list of objects is iterated over as AWS describes them', async () => {
  const bench = new TestBench({ call: s3({ 'in/a': '[1]', 'in/b': '[2]', other: '' }) });
  const run = await bench.run(map(PASS, reader({}, 'listObjectsV2')));
  expect(output(run)).toEqual([
    { Etag: '"e"', Key: 'in/a', LastModified: 1_767_225_600, Size: 1, StorageClass: 'STANDARD' },
    { Etag: '"e"', Key: 'in/b', LastModified: 1_767_225_600, Size: 1, StorageClass: 'STANDARD' },
  ]);
  const inside = { InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN' };
  expect(output(await bench.run(map(PASS, reader(inside, 'listObjectsV2'))))).toEqual([1, 2]);
});

test('the rows of an S3 inventory are read through its manifest', async () => {
  const manifest = {
    destinationBucket: 'arn:aws:s3:::b',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size',
    files: [{ key: 'data.csv.gz' }],
  };
  const data = gzipSync('"b","one","1"\n"b","two","2"\n').toString('base64');
  const call = s3({ k: JSON.stringify(manifest), 'data.csv.gz': data });
  const run = await new TestBench({ call }).run(
    map(PASS, reader({ InputType: 'MANIFEST', ManifestType: 'S3_INVENTORY' })),
  );
  expect(output(run)).toEqual([
    { Bucket: 'b', Key: 'one', Size: '1' },
    { Bucket: 'b', Key: 'two', Size: '2' },
  ]);
});

test.each([
  ['JSON', JSON.stringify(Array.from({ length: 30 }, () => 'x'.repeat(100_000)))],
  ['JSONL', Array.from({ length: 30 }, () => `"${'x'.repeat(100_000)}"\n`).join('')],
])('time stands still while a long file of %s is read', async (InputType, k) => {
  const machine = map(PASS, reader({ InputType, MaxItems: 1 }));
  const run = await new TestBench({ call: s3({ k }) }).run({ ...machine, TimeoutSeconds: 60 });
  expect(run.status).toBe('SUCCEEDED');
});

test('an inventory that unpacks to more than there is memory for fails its Map', async () => {
  const manifest = {
    ...{ fileFormat: 'CSV', fileSchema: 'Bucket, Key', destinationBucket: 'arn:aws:s3:::b' },
    files: [{ key: 'data' }],
  };
  const data = gzipSync(Buffer.alloc(64 * 2 ** 20 + 1)).toString('base64');
  const bench = new TestBench({ call: s3({ k: JSON.stringify(manifest), data }) });
  const run = await bench.run(map(PASS, reader({ InputType: 'MANIFEST' })));
  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'States.ItemReaderFailed',
    cause: expect.stringMatching(/cannot unpack .*"Key":"data".* to 67108864 bytes at most/),
  });
});

test('what cannot be read fails the Map Run with States.ItemReaderFailed', async () => {
  const run = await new TestBench({ call: s3({}) }).run(map(PASS, reader({ InputType: 'JSON' })));
  expect(run).toMatchObject({ error: 'States.ItemReaderFailed', cause: 'The key does not exist.' });
  expect(types(run).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
});

test('batches hold no more items and no more bytes than they may', async () => {
  const bench = new TestBench();
  const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { 'tag.$': '$[0]' } };
  expect(output(await bench.run(map(PASS, { ItemBatcher }), [1, 2, 3]))).toEqual([
    { BatchInput: { tag: 1 }, Items: [1, 2] },
    { BatchInput: { tag: 1 }, Items: [3] },
  ]);
  const small = { MaxInputBytesPerBatch: 17 };
  expect(output(await bench.run(map(PASS, { ItemBatcher: small }), ['a', 'b', 'c']))).toEqual([
    { Items: ['a'] },
    { Items: ['b'] },
    { Items: ['c'] },
  ]);
});

test('ResultWriter puts a file per status and a manifest that lists them', async () => {
  const objects: Record<string, string> = {};
  const bench = new TestBench({ call: s3(objects) });
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'out', Prefix: 'runs' },
  };
  const run = await bench.run(map(FAIL_TWO, { ToleratedFailureCount: 1, ResultWriter }), [1, 2]);
  const [mapRun] = bench.engine.mapRuns(run);
  const folder = `runs/${mapRun!.arn.split(':').at(-1)}`;
  expect(output(run)).toEqual({
    MapRunArn: mapRun!.arn,
    ResultWriterDetails: { Bucket: 'out', Key: `${folder}/manifest.json` },
  });
  expect(Object.keys(objects).sort()).toEqual([
    `${folder}/FAILED_0.json`,
    `${folder}/SUCCEEDED_0.json`,
    `${folder}/manifest.json`,
  ]);
  expect(JSON.parse(objects[`${folder}/FAILED_0.json`]!)).toMatchObject([
    { Input: '2', Error: 'Two', Status: 'FAILED' },
  ]);
});

test('what is too much for one result file is written to several', async () => {
  const objects: Record<string, string> = {};
  const bench = new TestBench({ call: s3(objects) });
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'out', Prefix: 'runs' },
    WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
  };
  const text = 'x'.repeat(200_000);
  const ItemSelector = { 'id.$': '$$.Map.Item.Value', text };
  const ids = Array.from({ length: 50 }, (_, at) => at);
  await bench.run(map(PASS, { ResultWriter, ItemSelector }), ids);

  const manifest = Object.keys(objects).find((key) => key.endsWith('manifest.json'))!;
  const { SUCCEEDED } = JSON.parse(objects[manifest]!).ResultFiles as {
    SUCCEEDED: { Key: string; Size: number }[];
  };
  expect(SUCCEEDED.map(({ Key }) => Key.split('/').at(-1))).toEqual([
    'SUCCEEDED_0.jsonl',
    'SUCCEEDED_1.jsonl',
  ]);
  const lines = SUCCEEDED.flatMap(({ Key }) => objects[Key]!.trimEnd().split('\n'));
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids);
});

test('others have their turn while the items of a large dataset are selected', async () => {
  const items = Array.from({ length: 20_000 }, (_, at) => at);
  const bench = new TestBench({ call: s3({ 'items.json': JSON.stringify(items) }) });
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Parameters: { Bucket: 'in', Key: 'items.json' },
  };
  const ItemSelector = { 'id.$': '$$.Map.Item.Value' };
  const ItemBatcher = { MaxItemsPerBatch: 20_000 };
  const run = bench.start(map(PASS, { ItemReader, ItemSelector, ItemBatcher, ResultPath: null }));
  let turns = 0;
  for (; !run.ended; turns++) await nextTurn();

  expect(run.status).toBe('SUCCEEDED');
  // Ten portions are selected, and put together in four steps.
  expect(turns).toBeGreaterThan(12);
});

test('large items are selected a few at a time', async () => {
  const large = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`m${at}`, at]));
  const ItemSelector = { 'copy.$': 'States.JsonMerge($.large, $.large, false)' };
  const bench = new TestBench();
  const run = bench.start(map(PASS, { ItemsPath: '$.items', ItemSelector, ResultPath: null }), {
    large,
    items: Array(60).fill(1),
  });
  let turns = 0;
  for (; bench.engine.mapRuns(run)[0]?.children.length !== 60; turns++) await nextTurn();

  expect(turns).toBeGreaterThan(9);
});

test('WriterConfig shapes the result: COMPACT the outputs, FLATTEN their items, JSONL one a line', async () => {
  const bench = new TestBench({ call: s3({}) });
  const WriterConfig = { Transformation: 'FLATTEN', OutputType: 'JSON' };
  const run = await bench.run(map(PASS, { ResultWriter: { WriterConfig } }), [[1, 2], [3]]);
  expect(output(run)).toEqual([1, 2, 3]);
});

test('stopping the execution aborts its children', async () => {
  const bench = new TestBench({ autoSkip: false });
  const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
  const run = bench.start(map(waiting), [1, 2]);
  await bench.clock.idle();
  bench.engine.stop(run, {});
  const [mapRun] = bench.engine.mapRuns(run);
  expect(mapRun!.status).toBe('ABORTED');
  expect(mapRun!.children.map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
});

test('UpdateMapRun lets more children run at once', async () => {
  const bench = new TestBench({ autoSkip: false });
  const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
  const run = bench.start(map(waiting, { MaxConcurrency: 1 }), [1, 2, 3]);
  await bench.clock.idle();
  const [mapRun] = bench.engine.mapRuns(run);
  expect(mapRun!.executionCounts).toMatchObject({ running: 1, pending: 2 });
  bench.engine.updateMapRun(mapRun!, { maxConcurrency: 3 });
  await bench.clock.idle();
  expect(mapRun!.executionCounts).toMatchObject({ running: 3, pending: 0 });
});

test('ten thousand items run as ten thousand Express children', async () => {
  const bench = new TestBench();
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const run = await bench.run(map(PASS, {}, 'EXPRESS'), items);
  expect(run.status).toBe('SUCCEEDED');
  expect(output(run)).toHaveLength(10_000);
});

test('children that end at once make room for those that come after them', async () => {
  let most = 0;
  const bench: TestBench = new TestBench({
    task: (request, observer) => {
      most = Math.max(most, bench.engine.mapRuns(run)[0]!.executionCounts.running);
      echo(request, observer);
    },
  });
  const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const task = { Type: 'Task', Resource, End: true };
  const items = Array.from({ length: 1_000 }, (_, index) => index);
  const run = bench.start(map({ StartAt: 'T', States: { T: task } }, {}, 'EXPRESS'), items);

  expect((await bench.end(run)).status).toBe('SUCCEEDED');
  expect(most).toBeLessThan(200);
});

test('of an Express child that has ended its input, its output and its end are told', async () => {
  const bench = new TestBench();
  const run = await bench.run(map(FAIL_TWO, { ToleratedFailureCount: 1 }, 'EXPRESS'), [1, 2]);
  const [yes, no] = bench.engine.mapRuns(run)[0]!.children;
  expect(yes).toMatchObject({ status: 'SUCCEEDED', input: '1', output: '1', redriveCount: 0 });
  expect(no).toMatchObject({ status: 'FAILED', input: '2', output: undefined, error: 'Two' });
  expect(no!.stopDate).toBe(no!.startDate);
  expect(types(yes!)).toEqual(['ExecutionStarted', 'ExecutionSucceeded']);
  expect(types(no!)).toEqual(['ExecutionStarted', 'ExecutionFailed']);
});

test('the names of children do not depend on when, and in which order, they are asked for', async () => {
  const children = async () => {
    const bench = new TestBench({ seed: 'names' });
    const run = await bench.run(map(PASS, {}, 'EXPRESS'), [1, 2, 3]);
    return bench.engine.mapRuns(run)[0]!.children;
  };
  const forwards = (await children()).map(({ arn, name }) => ({ arn, name }));
  const backwards = (await children()).toReversed().map(({ arn, name }) => ({ arn, name }));
  expect(backwards.toReversed()).toEqual(forwards);
  expect(new Set(forwards.map(({ name }) => name)).size).toBe(3);
  for (const { arn, name } of forwards) expect(arn.split(':')[7]).toBe(name);
});
