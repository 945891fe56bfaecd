import { gunzipSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { readCsv } from './csv.ts';
import { type ReaderConfig, readerFailed } from './parse.ts';
import { type Caller, readObject } from './s3.ts';

/**
 * The rows of an S3 inventory: its manifest names gzipped CSV files and their columns.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export async function inventoryFiles(
  caller: Caller,
  manifest: JsonObject,
  config: ReaderConfig,
): Promise<Json[]> {
  if (config.ManifestType === 'ATHENA_DATA') {
    throw readerFailed('The local cloud reads manifests of S3_INVENTORY, not of ATHENA_DATA.');
  }
  const { fileSchema, fileFormat = 'CSV', files } = manifest;
  if (typeof fileSchema !== 'string' || !Array.isArray(files) || fileFormat !== 'CSV') {
    throw readerFailed('The manifest is not one of an S3 inventory in CSV format.');
  }
  const columns = fileSchema.split(',').map((column) => column.trim());
  const bucket = String(manifest.destinationBucket ?? '').replace(/^arn:aws:s3:::/, '');
  const rows: Json[] = [];
  for (const file of files.filter(isObject)) {
    const where = { Bucket: bucket, Key: file.key ?? '' };
    for (const row of readCsv(await inventoryText(caller, where))) {
      rows.push(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
    }
  }
  return rows;
}

/** Bytes come through JSON as base64; what is gzipped says so by its first bytes. */
async function inventoryText(caller: Caller, where: JsonObject): Promise<string> {
  const body = await readObject(caller, where);
  const bytes = Buffer.from(body, 'base64');
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('utf8') : body;
}
