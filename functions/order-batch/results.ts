import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { parse, parseJson, read } from '../kit/parse.ts';
import { numberedRow, type Outcome, outcome } from './batch.ts';

/**
 * What a ResultWriter lists: files by how the child executions in them ended.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
const manifest = z.object({
  ResultFiles: z.record(z.string(), z.array(z.object({ Key: z.string() }))),
});

/** A child execution as a line of such a file: texts of JSON within JSON. */
const line = z.object({
  Input: z.string(),
  Output: z.optional(z.string()),
  Error: z.optional(z.string()),
  Cause: z.optional(z.string()),
});

const input = z.object({ Items: z.array(numberedRow) });

/** A batch: its rows and what became of them. */
export type Batch = z.output<typeof input> & { readonly outcome: Outcome };

/** The batches of a Map Run, one at a time, from all the files that the manifest lists. */
export async function* batchesOf(Bucket: string, Key: string): AsyncGenerator<Batch> {
  const text = await (await bodyOf(Bucket, Key)).transformToString();
  const { ResultFiles } = read(manifest, text, 'manifest');
  for (const file of Object.values(ResultFiles).flat()) {
    const body = (await bodyOf(Bucket, file.Key)) as unknown as Readable;
    for await (const text of createInterface({ input: body })) yield batchIn(text);
  }
}

async function bodyOf(Bucket: string, Key: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body!;
}

function batchIn(text: string): Batch {
  const { Input, Output, Error: error, Cause = '' } = read(line, text, 'result');
  const { Items } = read(input, Input, 'input of a batch');
  const told = parse(outcome, parseJson(Output ?? Cause));
  return { Items, outcome: 'data' in told ? told.data : untold(Items, error) };
}

/** A batch that was stopped, or ran out of time, says nothing of its orders. */
function untold(items: Batch['Items'], error = 'it was not begun or not finished'): Outcome {
  const reason = `Its batch failed: ${error}`;
  const failed = items.map(({ row }) => ({ row, reason }));
  return { stored: 0, repeated: 0, totalCents: 0, failed };
}
