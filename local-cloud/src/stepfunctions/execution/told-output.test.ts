import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import type { CallRequest } from '../ports.ts';
import { isUnwritten } from './payload.ts';
import type { Run } from './run.ts';
import { TestBench } from './testing/bench.ts';
import { Shelf } from './testing/shelf.ts';

const KILOBYTES = 1_000;
const CHILDREN = [...Array(30).keys()];

/** The output of a child: 100 kB, each its own. */
function outputOf(item: number): JsonObject {
  return { text: `${item}-`.padEnd(100 * KILOBYTES, 'x') };
}

/** Runs a Distributed Map whose children put out 100 kB each. */
async function mapped(type: string, bench: TestBench, more: JsonObject = {}) {
  const Output = `{% {"text": $pad($string($states.input) & "-", ${100 * KILOBYTES}, "x")} %}`;
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type },
    StartAt: 'Large',
    States: { Large: { Type: 'Pass', Output, End: true } },
  };
  const each = { Type: 'Map', Label: 'each', ItemProcessor, ...more, End: true };
  const definition = { QueryLanguage: 'JSONata', StartAt: 'Each', States: { Each: each } };
  const run = await bench.run(definition, CHILDREN);
  return { run, children: bench.engine.mapRuns(run)[0]!.children };
}

/** S3, which keeps what is put. */
function bucket(objects: Map<string, string>): (request: CallRequest) => Promise<Json> {
  return async ({ parameters }) => {
    const { Key, Body } = parameters as Record<string, string>;
    objects.set(Key!.split('/').at(-1)!, Body!);
    return {};
  };
}

const ResultWriter = {
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'results' },
  WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
};

test.each(['STANDARD', 'EXPRESS'])(
  'the outputs of %s children are put away, all of them, and read back one after the other',
  async (type) => {
    const shelf = new Shelf(0);
    const objects = new Map<string, string>();
    const bench = new TestBench({ texts: shelf, call: bucket(objects) });
    const { run, children } = await mapped(type, bench, { ResultWriter });
    const texts = CHILDREN.map((item) => JSON.stringify(outputOf(item)));
    expect(texts.filter((text) => !shelf.texts.includes(text))).toEqual([]);
    expect(run.status).toBe('SUCCEEDED');
    expect(objects.get('SUCCEEDED_0.jsonl')).toBe(texts.map((text) => `${text}\n`).join(''));

    const before = shelf.reads;
    expect(children.every(({ bytes }) => bytes > 100 * KILOBYTES)).toBe(true);
    expect(shelf.reads).toBe(before);
    expect(children.map(({ output }) => output)).toEqual(texts);
  },
);

test.each([
  ['as they are', {}],
  [
    'FLATTEN',
    { ResultWriter: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } } },
  ],
])('outputs that no state could hand on are not read to find that out: %s', async (_, more) => {
  const shelf = new Shelf(0);
  const { run } = await mapped('EXPRESS', new TestBench({ texts: shelf }), more);
  expect(run.error).toBe('States.DataLimitExceeded');
  expect(shelf.reads).toBeLessThan(10);
});

test('an output that was put away is told as it was, also by another engine', async () => {
  const shelf = new Shelf(0);
  const bench = new TestBench({ texts: shelf });
  const [item] = CHILDREN;
  const definition = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
  const run = await bench.run(definition, outputOf(item!));
  const loaded = bench.engine.load(run.spec, JSON.parse(JSON.stringify(bench.engine.save(run))));
  expect([run.output, loaded.output]).toEqual(Array(2).fill(JSON.stringify(outputOf(item!))));
});

test('what fails again after a redrive puts away again', async () => {
  const shelf = new Shelf(0);
  const bench = new TestBench({ texts: shelf });
  const text = JSON.stringify(outputOf(1));
  const States = {
    Large: { Type: 'Pass', Result: outputOf(1), Next: 'Stop' },
    Stop: { Type: 'Fail' },
  };
  const run = await bench.run({ StartAt: 'Large', States }, {});
  expect(shelf.texts).toEqual([text]);
  bench.engine.redrive(run);
  await bench.end(run);
  expect(shelf.texts).toEqual([text, text]);
});

test('what children have in common of their inputs is there once: no text of an input is kept', async () => {
  const bench = new TestBench();
  const shared = 'é'.repeat(50 * KILOBYTES);
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Small',
    States: { Small: { Type: 'Pass', Result: 1, End: true } },
  };
  const ItemSelector = { 'item.$': '$$.Map.Item.Value', 'shared.$': '$.shared' };
  const each = { Type: 'Map', Label: 'each', ItemsPath: '$.items', ItemSelector, ItemProcessor };
  const definition = { StartAt: 'Each', States: { Each: { ...each, End: true } } };
  const run = await bench.run(definition, { items: CHILDREN, shared });
  const children = bench.engine.mapRuns(run)[0]!.children as Run[];
  const texts = CHILDREN.map((item) => JSON.stringify({ item, shared }));
  expect(children.map(({ input }) => input)).toEqual(texts);
  expect(children.map(({ history }) => history[0]!.executionStartedEventDetails!.input)).toEqual(
    texts,
  );
  expect(children.every(({ payload }) => isUnwritten(payload))).toBe(true);
});
