import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Steps } from '../../../core/turns.ts';
import { StatesError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { CSV_DELIMITERS, readCsv } from './csv.ts';
import { DatasetSize } from './dataset-size.ts';
import { jsonInSteps } from './json-in-steps.ts';
import { linePieces } from './pieces.ts';

/** `ReaderConfig`, its expressions evaluated. */
export interface ReaderConfig {
  readonly InputType?: string;
  readonly CSVHeaderLocation?: string;
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: string;
  readonly ItemsPointer?: string;
  readonly ManifestType?: string;
  readonly Transformation?: string;
  /** 0 or absent: no limit (recorded). */
  readonly MaxItems?: number;
}

export function readerFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}

/**
 * The items of a file, in steps.
 *
 * @param size of the dataset that the file belongs to
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export function* parseItems(
  text: string,
  config: ReaderConfig,
  size = new DatasetSize(),
): Steps<Json[]> {
  size.read(text);
  switch (config.InputType) {
    case 'CSV':
      return yield* csvItems(text, config, size);
    case 'JSON':
      return yield* jsonItems(text, config.ItemsPointer, size);
    case 'JSONL':
      return yield* jsonLines(text, size);
    default:
      throw readerFailed(
        `The local cloud reads CSV, JSON, JSONL and MANIFEST, not ${config.InputType ?? 'nothing'}.`,
      );
  }
}

/** Short rows are filled up with empty texts, what goes beyond the headers is dropped (recorded). */
function* csvItems(text: string, config: ReaderConfig, size: DatasetSize): Steps<Json[]> {
  const rows = csvRows(text, CSV_DELIMITERS[config.CSVDelimiter ?? 'COMMA']);
  const headers: readonly string[] | undefined =
    config.CSVHeaderLocation === 'GIVEN' ? config.CSVHeaders : yield* firstRow(rows);
  if (headers === undefined) throw readerFailed('The CSV file has no header row.');
  if (new Set(headers).size < headers.length) {
    throw readerFailed('CSV headers cannot contain duplicates.');
  }
  return yield* itemsOfRows(rows, headers, size, config.MaxItems);
}

/** @throws States.ItemReaderFailed for a row that is too long */
export function* csvRows(text: string, delimiter?: string): ReturnType<typeof readCsv> {
  try {
    yield* readCsv(text, delimiter);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw readerFailed(`The local cloud cannot read the CSV file. ${error.message}`);
  }
}

function* firstRow(rows: ReturnType<typeof readCsv>): Steps<string[] | undefined> {
  for (let next = rows.next(); !next.done; next = rows.next()) {
    if (next.value !== undefined) return next.value;
    yield;
  }
  return undefined;
}

/** The rows as objects of their columns. */
export function* itemsOfRows(
  rows: ReturnType<typeof readCsv>,
  columns: readonly string[],
  size: DatasetSize,
  most = 0,
): Steps<Json[]> {
  const items: Json[] = [];
  let values = 0;
  for (const row of rows) {
    if (row === undefined) {
      yield;
      continue;
    }
    size.items(1, columns.length);
    items.push(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
    if (items.length === most) break;
    values += columns.length;
    if (values < VALUES_AT_ONCE) continue;
    values = 0;
    yield;
  }
  return items;
}

const VALUES_AT_ONCE = 50_000;
const ITEMS_AT_ONCE = 5_000;

function* jsonItems(text: string, pointer: string | undefined, size: DatasetSize): Steps<Json[]> {
  const content = at(yield* valid(jsonInSteps(text)), pointer);
  if (Array.isArray(content)) {
    size.items(content.length);
    return content;
  }
  if (pointer !== undefined && isObject(content)) return yield* pairs(content, size);
  throw readerFailed('Attempting to map over non-iterable node.');
}

function* pairs(content: JsonObject, size: DatasetSize): Steps<Json[]> {
  const items: Json[] = [];
  const keys = Object.keys(content);
  size.items(keys.length);
  for (const Key of keys) {
    items.push({ Key, Value: content[Key]! });
    if (items.length % ITEMS_AT_ONCE === 0) yield;
  }
  return items;
}

function* valid<Value>(reading: Steps<Value>): Steps<Value> {
  try {
    return yield* reading;
  } catch (error) {
    throw readerFailed(`The file is not valid JSON: ${(error as Error).message}`);
  }
}

/** The value a JSON Pointer (RFC 6901) leads to. */
function at(content: Json, pointer: string | undefined): Json | undefined {
  if (pointer === undefined || pointer === '') return content;
  let value: Json | undefined = content;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value !== undefined) return value;
  throw readerFailed(`The ItemsPointer ${pointer} does not lead to a value in the file.`);
}

function* jsonLines(text: string, size: DatasetSize): Steps<Json[]> {
  const items: Json[] = [];
  for (const piece of linePieces(text)) {
    const lines = piece.split(/\r?\n/).filter((line) => line.trim() !== '');
    size.items(lines.length);
    for (const value of yield* valid(valuesOf(lines))) items.push(value);
    if (piece.length < text.length) yield;
  }
  return items;
}

/** A line that is long is read in steps. */
function* valuesOf(lines: readonly string[]): Steps<Json[]> {
  if (lines.length === 1) return [yield* jsonInSteps(lines[0]!)];
  return lines.map((line) => parseJson(line));
}
