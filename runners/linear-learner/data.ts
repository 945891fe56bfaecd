import { gunzipSync } from 'node:zlib';
import { ClientError, orClientError } from './client-error.ts';
import { BadRow, parseCsv, type Rows } from './csv.ts';
import { keysOf, placeOf, read } from './s3.ts';

/** A channel as the API describes it. */
export interface Channel {
  readonly ChannelName: string;
  readonly DataSource: { readonly S3DataSource: { readonly S3Uri: string } };
  readonly ContentType?: string;
  readonly CompressionType?: string;
}

const CHANNELS = ['train', 'validation', 'test'];

/**
 * What a channel may be, which AWS's algorithm says in a JSON schema.
 *
 * @throws ClientError
 */
export function checkChannels(channels: readonly Channel[]): void {
  const names = channels.map(({ ChannelName }) => ChannelName);
  const unexpected = names.find((name) => !CHANNELS.includes(name));
  if (unexpected !== undefined) {
    throw invalid(`Additional properties are not allowed ('${unexpected}' was unexpected)`);
  }
  if (!names.includes('train')) throw invalid("'train' is a required property");
  for (const { ContentType = 'application/x-recordio-protobuf' } of channels) {
    const [type, ...settings] = ContentType.split(';').map((part) => part.trim());
    if (type !== 'text/csv') {
      throw invalid(`'${ContentType}' is not one of ['text/csv'], which is all that is read here`);
    }
    const odd = settings.find((setting) => setting !== 'label_size=1');
    if (odd !== undefined) throw invalid(`'${odd}' is not served here: the label is one column`);
  }
}

function invalid(cause: string): ClientError {
  return new ClientError(
    'Unable to initialize the algorithm. Failed to validate input data configuration. (caused by ' +
      `ValidationError)\n\nCaused by: ${cause}`,
  );
}

/**
 * All rows of a channel: of every object below its prefix, in the order of their keys.
 *
 * @throws ClientError for data that is not rows of numbers, the label and at least one feature
 */
export async function rowsOf(channel: Channel): Promise<Rows> {
  const { ChannelName, DataSource, CompressionType } = channel;
  const { S3Uri } = DataSource.S3DataSource;
  const { Bucket } = placeOf(S3Uri);
  const rows: Rows = [];
  for (const key of await orClientError('Data download failed', () => keysOf(S3Uri))) {
    const uri = `s3://${Bucket}/${key}`;
    const bytes = await orClientError('Data download failed', () => read(uri));
    const file = `/opt/ml/input/data/${ChannelName}/${key.split('/').at(-1)}`;
    const found = parsed(CompressionType === 'Gzip' ? unzipped(bytes, file) : bytes, file);
    if (rows.length > 0 && found.length > 0 && found[0]!.length !== rows[0]!.length) {
      throw new ClientError(
        `The objects of the channel '${ChannelName}' differ in their columns: ${key} has ` +
          `${found[0]!.length}, those before it ${rows[0]!.length}.`,
      );
    }
    for (const row of found) rows.push(row);
  }
  if (rows.length === 0) throw new ClientError(`The channel '${ChannelName}' has no rows.`);
  if (rows[0]!.length < 2) throw new ClientError(`The channel '${ChannelName}' has no features.`);
  return rows;
}

function unzipped(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new ClientError(`Unable to decompress gzip: file ${file}.`, { cause });
  }
}

function parsed(bytes: Uint8Array, file: string): Rows {
  try {
    return parseCsv(Buffer.from(bytes).toString());
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    const { row, message } = error;
    throw new ClientError(`Unable to parse csv: rows ${row}-${row}, file ${file}. ${message}`);
  }
}
