import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Steps } from '../../../core/turns.ts';
import { StatesError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { CSV_DELIMITERS, readCsv } from './csv.ts';
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
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export function parseItems(text: string, config: ReaderConfig): Steps<Json[]> {
  switch (config.InputType) {
    case 'CSV':
      return csvItems(text, config);
    case 'JSON':
      return jsonItems(text, config.ItemsPointer);
    case 'JSONL':
      return jsonLines(text);
    default:
      throw readerFailed(
        `The local cloud reads CSV, JSON, JSONL and MANIFEST, not ${config.InputType ?? 'nothing'}.`,
      );
  }
}

/** Short rows are filled up with empty texts, what goes beyond the headers is dropped (recorded). */
function* csvItems(text: string, config: ReaderConfig): Steps<Json[]> {
  const rows = readCsv(text, CSV_DELIMITERS[config.CSVDelimiter ?? 'COMMA'] ?? ',');
  const headers: readonly string[] | undefined =
    config.CSVHeaderLocation === 'GIVEN' ? config.CSVHeaders : firstRow(rows);
  if (headers === undefined) throw readerFailed('The CSV file has no header row.');
  if (new Set(headers).size < headers.length) {
    throw readerFailed('CSV headers cannot contain duplicates.');
  }
  const items: Json[] = [];
  for (const row of rows) {
    items.push(Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ''])));
    if (items.length === config.MaxItems) break;
    if (items.length % ITEMS_AT_ONCE === 0) yield;
  }
  return items;
}

const ITEMS_AT_ONCE = 5_000;

function firstRow(rows: Generator<string[], void>): string[] | undefined {
  return rows.next().value ?? undefined;
}

function* jsonItems(text: string, pointer: string | undefined): Steps<Json[]> {
  const content = at(yield* valid(jsonInSteps(text)), pointer);
  if (Array.isArray(content)) return content;
  if (pointer !== undefined && isObject(content)) return yield* pairs(content);
  throw readerFailed('Attempting to map over non-iterable node.');
}

function* pairs(content: JsonObject): Steps<Json[]> {
  const items: Json[] = [];
  for (const Key of Object.keys(content)) {
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

function* jsonLines(text: string): Steps<Json[]> {
  const items: Json[][] = [];
  for (const piece of linePieces(text)) {
    if (items.length > 0) yield;
    const lines = piece.split(/\r?\n/).filter((line) => line.trim() !== '');
    items.push(yield* valid(valuesOf(lines)));
  }
  return items.flat();
}

function* valuesOf(lines: readonly string[]): Steps<Json[]> {
  return lines.map((line) => parseJson(line));
}
