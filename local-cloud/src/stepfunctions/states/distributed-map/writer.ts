import type { Json, JsonObject } from '../../../core/json.ts';
import { StatesError } from '../../errors.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import { type Payload, payloadOf } from '../../execution/payload.ts';
import { Results, usable } from '../../execution/results.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MapState, ResultWriter } from '../../language/definition.ts';
import { template } from '../expressions.ts';
import type { ItemsRun } from './map-run.ts';
import { outputs, type Transformation, transformed } from './results.ts';
import { type Caller, callerOf } from './s3.ts';

/**
 * Writes the results of a Map Run; gives what gives the Map's result.
 * It throws States.DataLimitExceeded where that is too large for the state.
 */
export type Write = (run: ItemsRun) => Eventually<() => Payload>;

interface WriterConfig {
  readonly Transformation?: Transformation;
  readonly OutputType?: 'JSON' | 'JSONL';
}

/** Compiles `ResultWriter`. Without a Resource, its WriterConfig shapes the state's own result. */
export function compileWriter(
  name: string,
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Write> {
  const { ResultWriter: writer } = state;
  const most = usable(state);
  const whole = (results: Results) => () => results.whole(name);
  if (writer === undefined) return () => (run) => whole(outputs(counted(run).children, most));
  const config = (writer.WriterConfig ?? {}) as WriterConfig;
  if (writer.Resource === undefined) {
    return () => (run) => whole(shaped(counted(run), config, most));
  }
  const where = parameters(state, writer);
  return (strand, input) =>
    chain(where(new StrandScope(strand, input.value)), (place) => {
      const caller = callerOf(strand);
      return (run) =>
        exported(run, caller, place as JsonObject, config).then((result) => () => result);
    });
}

function parameters(state: MapState, writer: ResultWriter): ReturnType<typeof template> {
  const jsonata = state.QueryLanguage === 'JSONata';
  const fields = (jsonata ? writer.Arguments : writer.Parameters) ?? {};
  return template(fields, state.QueryLanguage, jsonata ? 'ResultWriter/Arguments' : 'Parameters');
}

/** Recorded: results count as written wherever they go, also into the state's own result. */
function counted(run: ItemsRun): ItemsRun {
  run.itemCounts.resultsWritten = run.itemCounts.succeeded;
  run.executionCounts.resultsWritten = run.executionCounts.succeeded;
  return run;
}

function shaped(run: ItemsRun, { Transformation = 'NONE' }: WriterConfig, most: number): Results {
  const succeeded = run.children.filter(({ status }) => status === 'SUCCEEDED');
  const results = new Results(0, most);
  let count = 0;
  for (const value of transformed(succeeded, Transformation)) {
    results.add(count++, payloadOf(value));
    if (results.isTooLarge) break;
  }
  return results;
}

/** Files per status and a manifest that lists them; the result says where the manifest is. */
async function exported(
  run: ItemsRun,
  caller: Caller,
  place: JsonObject,
  config: WriterConfig,
): Promise<Payload> {
  const bucket = String(place.Bucket);
  const folder = [place.Prefix, run.arn.split(':').at(-1)].filter(Boolean).join('/');
  const put = async (name: string, body: string): Promise<JsonObject> => {
    const Key = `${folder}/${name}`;
    await caller('putObject', { Bucket: bucket, Key, Body: body });
    return { Key, Size: Buffer.byteLength(body) };
  };
  try {
    const files = await writeFiles(run, config, put);
    const manifest = { DestinationBucket: bucket, MapRunArn: run.arn, ResultFiles: files };
    const { Key } = await put('manifest.json', JSON.stringify(manifest));
    counted(run);
    return payloadOf({ MapRunArn: run.arn, ResultWriterDetails: { Bucket: bucket, Key: Key! } });
  } catch (error) {
    const cause = error instanceof StatesError ? (error.cause ?? error.message) : String(error);
    throw new StatesError('States.ResultWriterFailed', cause);
  }
}

type Put = (name: string, body: string) => Promise<JsonObject>;

async function writeFiles(
  run: ItemsRun,
  { Transformation = 'NONE', OutputType = 'JSON' }: WriterConfig,
  put: Put,
): Promise<JsonObject> {
  const extension = OutputType.toLowerCase();
  const files: JsonObject = {};
  for (const status of ['FAILED', 'PENDING', 'SUCCEEDED']) {
    const entries = status === 'PENDING' ? pending(run) : ended(run, status, Transformation);
    // To put a file takes turns of the event loop, and holds the clock.
    const written: JsonObject[] = [];
    for (const body of bodies(entries, OutputType)) {
      written.push(await put(`${status}_${written.length}.${extension}`, body));
    }
    files[status] = written;
  }
  return files;
}

function ended(run: ItemsRun, status: string, transformation: Transformation): Iterable<Json> {
  const children = run.children.filter(
    (child) => (child.status === 'SUCCEEDED') === (status === 'SUCCEEDED'),
  );
  return transformed(children, transformation);
}

function pending(run: ItemsRun): Json[] {
  return run.pending.map((portion) => ({ Input: portion.input.text, Status: 'PENDING' }));
}

/** As many characters have room in a file. AWS writes several, too, and does not tell how large they are. */
const FILE_CHARACTERS = 8_000_000;

/** The texts of the files that entries are written to: none where there are none. */
function* bodies(entries: Iterable<Json>, type: 'JSON' | 'JSONL'): Generator<string> {
  let texts: string[] = [];
  let room = FILE_CHARACTERS;
  for (const entry of entries) {
    const text = JSON.stringify(entry);
    room -= text.length;
    if (room < 0 && texts.length > 0) {
      yield body(texts, type);
      texts = [];
      room = FILE_CHARACTERS - text.length;
    }
    texts.push(text);
  }
  if (texts.length > 0) yield body(texts, type);
}

function body(texts: readonly string[], type: 'JSON' | 'JSONL'): string {
  return type === 'JSON' ? `[${texts.join(',')}]` : texts.map((text) => `${text}\n`).join('');
}
