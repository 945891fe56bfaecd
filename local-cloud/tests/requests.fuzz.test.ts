import { expect, test } from 'vitest';
import { fuzzService } from '../fuzz/run.ts';
import { openCloud } from '../fuzz/world.ts';

/** A little of what `npm run fuzz` does: whatever is asked, and however badly, the cloud stays as it is. */

const { cloud, close } = openCloud('list');
await close();
const services = [...cloud.services].map(([id, { operations }]) => ({
  ...{ id, requests: 8 * Object.keys(operations).length },
}));

test.each(services)('$requests random requests to $id', async ({ id, requests }) => {
  const { failures } = await fuzzService(id, requests, 'test');
  expect(failures).toEqual([]);
});
