import { expect, test } from 'vitest';
import { openCloud } from '../../fuzz/world.ts';
import { lateOperations, loadOperations } from './late-operations.ts';
import type { Operation } from './service.ts';

const brew: Operation = { members: {}, permissions: () => [], handle: () => 'tea' };

test('operations take the place of those that stand for them, once', async () => {
  let loads = 0;
  const operations = lateOperations(['Brew'], async () => {
    loads += 1;
    return { Brew: brew };
  });
  expect(operations.Brew).not.toBe(brew);
  await Promise.all([loadOperations({ operations }), operations.Brew.load?.()]);
  expect(operations.Brew).toBe(brew);
  await loadOperations({ operations });
  expect(loads).toBe(1);
});

test('every service has the operations that it names before they are loaded, and no others', async () => {
  const { cloud, close } = openCloud('late-operations');
  for (const service of cloud.services.values()) {
    const named = Object.keys(service.operations).sort();
    await loadOperations(service);
    expect(Object.keys(service.operations).sort()).toEqual(named);
    expect(Object.values(service.operations).filter(({ load }) => load)).toEqual([]);
  }
  await close();
});
