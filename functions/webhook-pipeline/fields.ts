import * as z from 'zod/mini';

/** An id as sources give them. */
export const id = z
  .string('must be text')
  .check(z.minLength(1, 'must not be empty'), z.maxLength(128, 'has more than 128 characters'));

/** A time as sources write them: `2030-01-31T12:00:00Z`, or with an offset. */
export const time = z.iso.datetime({
  offset: true,
  error: 'must be a time like 2030-01-31T12:00:00Z',
});
