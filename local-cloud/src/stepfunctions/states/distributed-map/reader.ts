import type { Clock } from '../../../core/clock.ts';
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { inTurns } from '../../../core/turns.ts';
import { StatesError } from '../../errors.ts';
import { chain, type Eventually, inTurn } from '../../execution/eventually.ts';
import type { Payload } from '../../execution/payload.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import { holding } from '../../integrations/attempt.ts';
import type { MapState } from '../../language/definition.ts';
import { template } from '../expressions.ts';
import { compileCount } from '../map/settings.ts';
import { inventoryFiles } from './inventory.ts';
import { listObjects } from './list-objects.ts';
import { parseItems, type ReaderConfig, readerFailed } from './parse.ts';
import { type Caller, callerOf, readObject } from './s3.ts';

/** Items of a dataset, each with where it was read from. */
export interface Dataset {
  readonly items: readonly Json[];
  source(index: number): string;
}

/** Reads the dataset, once its fields are known. */
export type Read = () => Promise<Dataset>;

/** Compiles `ItemReader`: first its fields are evaluated, then the data is read. */
export function compileReader(
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Read> {
  const reader = state.ItemReader!;
  const jsonata = state.QueryLanguage === 'JSONata';
  const fields = (jsonata ? reader.Arguments : reader.Parameters) ?? {};
  const parameters = template(
    fields,
    state.QueryLanguage,
    jsonata ? 'ItemReader/Arguments' : 'Parameters',
  );
  const config = (reader.ReaderConfig ?? {}) as JsonObject;
  const maxItems = compileCount({ ...config, QueryLanguage: state.QueryLanguage }, 'MaxItems');
  return (strand, input) => {
    const scope = new StrandScope(strand, input.value);
    const fieldsOf = [() => parameters(scope), () => maxItems(strand, input)];
    return chain(inTurn<unknown>(fieldsOf), ([where, limit]) => {
      const known = { ...config, MaxItems: (limit as number | undefined) ?? 0 } as ReaderConfig;
      const caller = callerOf(strand);
      const itemsOf = readerOfItems(strand.run.ports.clock, known);
      return () => readDataset(caller, reader.Resource, where as JsonObject, known, itemsOf);
    });
  };
}

async function readDataset(
  caller: Caller,
  resource: string,
  where: JsonObject,
  config: ReaderConfig,
  itemsOf: ItemsOf,
): Promise<Dataset> {
  try {
    const dataset = await read(caller, resource, where, config, itemsOf);
    const { MaxItems = 0 } = config;
    if (MaxItems === 0 || dataset.items.length <= MaxItems) return dataset;
    return { ...dataset, items: dataset.items.slice(0, MaxItems) };
  } catch (error) {
    if (error instanceof StatesError && error.error !== 'States.ItemReaderFailed') {
      throw readerFailed(error.cause ?? error.message);
    }
    throw error;
  }
}

function read(
  caller: Caller,
  resource: string,
  where: JsonObject,
  config: ReaderConfig,
  itemsOf: ItemsOf,
): Promise<Dataset> {
  if (resource.endsWith(':listObjectsV2')) return fromList(caller, where, config, itemsOf);
  return config.InputType === 'MANIFEST'
    ? fromManifest(caller, where, config)
    : fromObject(caller, where, itemsOf);
}

async function fromObject(caller: Caller, where: JsonObject, itemsOf: ItemsOf): Promise<Dataset> {
  const items = await itemsOf(await readObject(caller, where));
  return { items, source: () => uri(where) };
}

/** The items in the text of a file. */
type ItemsOf = (text: string) => Promise<Json[]>;

/** Others have their turn while a long text is read, but time stands still. */
function readerOfItems(clock: Clock, config: ReaderConfig): ItemsOf {
  return async (text) => holding(clock, inTurns(parseItems(text, config)));
}

async function fromManifest(
  caller: Caller,
  where: JsonObject,
  config: ReaderConfig,
): Promise<Dataset> {
  const manifest = JSON.parse(await readObject(caller, where)) as Json;
  if (!isObject(manifest)) throw readerFailed('The manifest is not a JSON object.');
  const files = await inventoryFiles(caller, manifest, config);
  return { items: files, source: () => uri(where) };
}

/** The objects' descriptions, or with LOAD_AND_FLATTEN the items inside all of them. */
async function fromList(
  caller: Caller,
  where: JsonObject,
  config: ReaderConfig,
  itemsOf: ItemsOf,
): Promise<Dataset> {
  const objects = await listObjects(caller, where, config.MaxItems ?? 0);
  if (config.Transformation !== 'LOAD_AND_FLATTEN') {
    return { items: objects, source: () => `S3://${String(where.Bucket)}` };
  }
  const items: Json[] = [];
  const sources: string[] = [];
  for (const { Key } of objects) {
    const object = { Bucket: where.Bucket!, Key: Key! };
    for (const item of await itemsOf(await readObject(caller, object))) {
      items.push(item);
      sources.push(uri(object));
    }
  }
  return { items, source: (index) => sources[index]! };
}

function uri({ Bucket, Key }: JsonObject): string {
  return `S3://${String(Bucket)}/${String(Key)}`;
}
