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
import { DatasetSize } from './dataset-size.ts';
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
      const { clock } = strand.run.ports;
      return () => {
        const size = new DatasetSize();
        return readDataset(reader.Resource, {
          ...{ caller, clock, size },
          where: where as JsonObject,
          config: known,
        });
      };
    });
  };
}

/** A dataset that is read. */
export interface Reading {
  readonly caller: Caller;
  /** Others have their turn while much is read, but time stands still. */
  readonly clock: Clock;
  readonly where: JsonObject;
  readonly config: ReaderConfig;
  readonly size: DatasetSize;
}

async function readDataset(resource: string, reading: Reading): Promise<Dataset> {
  try {
    const dataset = await read(resource, reading);
    const { MaxItems = 0 } = reading.config;
    if (MaxItems === 0 || dataset.items.length <= MaxItems) return dataset;
    return { ...dataset, items: dataset.items.slice(0, MaxItems) };
  } catch (error) {
    if (error instanceof StatesError && error.error !== 'States.ItemReaderFailed') {
      throw readerFailed(error.cause ?? error.message);
    }
    throw error;
  }
}

function read(resource: string, reading: Reading): Promise<Dataset> {
  if (resource.endsWith(':listObjectsV2')) return fromList(reading);
  return reading.config.InputType === 'MANIFEST' ? fromManifest(reading) : fromObject(reading);
}

async function fromObject(reading: Reading): Promise<Dataset> {
  const { where } = reading;
  return { items: await itemsIn(reading, where), source: () => uri(where) };
}

async function itemsIn(reading: Reading, where: JsonObject): Promise<Json[]> {
  const { caller, clock, config, size } = reading;
  const text = await readObject(caller, where);
  return holding(clock, inTurns(parseItems(text, config, size)));
}

async function fromManifest(reading: Reading): Promise<Dataset> {
  const { caller, where } = reading;
  const manifest = JSON.parse(await readObject(caller, where)) as Json;
  if (!isObject(manifest)) throw readerFailed('The manifest is not a JSON object.');
  return { items: await inventoryFiles(reading, manifest), source: () => uri(where) };
}

/** The objects' descriptions, or with LOAD_AND_FLATTEN the items inside all of them. */
async function fromList(reading: Reading): Promise<Dataset> {
  const { caller, where, config } = reading;
  const objects = await listObjects(caller, where, config.MaxItems ?? 0);
  if (config.Transformation !== 'LOAD_AND_FLATTEN') {
    return { items: objects, source: () => `S3://${String(where.Bucket)}` };
  }
  const items: Json[] = [];
  const sources: string[] = [];
  for (const { Key } of objects) {
    const object = { Bucket: where.Bucket!, Key: Key! };
    const source = uri(object);
    for (const item of await itemsIn(reading, object)) {
      items.push(item);
      sources.push(source);
    }
  }
  return { items, source: (index) => sources[index]! };
}

function uri({ Bucket, Key }: JsonObject): string {
  return `S3://${String(Bucket)}/${String(Key)}`;
}
