import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { inTurns } from '../../../core/turns.ts';
import { holding } from '../../integrations/attempt.ts';
import { LARGEST_FILE } from '../../ports.ts';
import { csvRows, itemsOfRows, readerFailed } from './parse.ts';
import type { Reading } from './reader.ts';
import { readObject } from './s3.ts';

/**
 * The rows of an S3 inventory: its manifest names gzipped CSV files and their columns.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export async function inventoryFiles(reading: Reading, manifest: JsonObject): Promise<Json[]> {
  const { clock, config, size } = reading;
  if (config.ManifestType === 'ATHENA_DATA') {
    throw readerFailed('The local cloud reads manifests of S3_INVENTORY, not of ATHENA_DATA.');
  }
  const { fileSchema, fileFormat = 'CSV', files } = manifest;
  if (typeof fileSchema !== 'string' || !Array.isArray(files) || fileFormat !== 'CSV') {
    throw readerFailed('The manifest is not one of an S3 inventory in CSV format.');
  }
  const columns = fileSchema.split(',').map((column) => column.trim());
  const bucket = String(manifest.destinationBucket ?? '').replace(/^arn:aws:s3:::/, '');
  const rows: Json[][] = [];
  for (const file of files.filter(isObject)) {
    const text = await inventoryText(reading, { Bucket: bucket, Key: file.key ?? '' });
    size.read(text);
    const steps = itemsOfRows(csvRows(text), columns, size, config.MaxItems);
    rows.push(await holding(clock, inTurns(steps)));
  }
  return rows.flat();
}

const unzipped = promisify(gunzip);

/** Bytes come through JSON as base64; what is gzipped says so by its first bytes. */
async function inventoryText({ caller, clock }: Reading, where: JsonObject): Promise<string> {
  const body = await readObject(caller, where);
  const bytes = Buffer.from(body, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return body;
  try {
    const unpacked = unzipped(bytes, { maxOutputLength: LARGEST_FILE });
    return (await holding(clock, unpacked)).toString('utf8');
  } catch (error) {
    const { message } = error as Error;
    throw readerFailed(
      `The local cloud cannot unpack ${JSON.stringify(where)} to ${LARGEST_FILE} bytes at most: ${message}.`,
    );
  }
}
