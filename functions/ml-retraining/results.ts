import { GetObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { environment } from '../kit/environment.ts';
import { read } from '../kit/parse.ts';

/** Where a run's results are: `runs/<execution>/`. etl.sql says what they are. */
export const run = z.string().check(z.regex(/^runs\/[^/]+\/$/));

const features = z.array(z.number());
const day = z.iso.date();

/** What Transform Data made of the data. Errors are in thousands of rides. */
export const SUMMARY = z.object({
  examples: z.int(),
  rejected: z.int(),
  known_until: day,
  naive_rmse: z.number(),
});

/** A day that the model in use has not seen. */
export const NEW_DAYS = z.array(
  z.object({
    day,
    state: z.enum(['GOOD', 'UNUSUAL', 'REJECTED']),
    label: z.nullable(z.number()),
    x: features,
  }),
);
export type NewDay = z.output<typeof NEW_DAYS>[number];

/** The days to predict, the first one first. */
export const DAYS = z.array(z.object({ day, x: features })).check(z.minLength(1));

/** One of a run's results. */
export async function result<Schema extends z.ZodMiniType>(
  schema: Schema,
  key: string,
): Promise<z.output<Schema>> {
  return read(schema, await textOf(key), `result ${key}`);
}

/** The rows of a CSV file of numbers: the label, then the features. */
export async function examples(key: string): Promise<{ label: number; x: number[] }[]> {
  const lines = (await textOf(key)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [label = Number.NaN, ...x] = line.split(',').map(Number);
    return { label, x };
  });
}

async function textOf(Key: string): Promise<string> {
  const Bucket = environment('DEMAND_BUCKET');
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body!.transformToString();
}
