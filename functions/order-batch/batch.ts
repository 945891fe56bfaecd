import * as z from 'zod/mini';

/** A row and where in the file it stands: 2 is the first below the names of the columns. */
export const numberedRow = z.object({
  row: z.int(),
  order: z.record(z.string(), z.string()),
});

export type NumberedRow = z.output<typeof numberedRow>;

/** Why the order of a row is not stored. */
const failedRow = z.object({ row: z.int(), reason: z.string() });

export type FailedRow = z.output<typeof failedRow>;

/** What a batch says of itself: as its output, or where it failed as the cause. */
export const outcome = z.object({
  stored: z.int(),
  /** Orders that are stored from another row, of this file or of another. */
  repeated: z.int(),
  totalCents: z.int(),
  failed: z.array(failedRow),
});

export type Outcome = z.output<typeof outcome>;
