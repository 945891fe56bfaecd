import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { IncomingBody } from './body.ts';
import { BodyMemory } from './body-memory.ts';

/** A body of that many bytes, sent in pieces of ten. */
function bodyOf(length: number, memory: BodyMemory): IncomingBody {
  const pieces = Array.from({ length: length / 10 }, () => Buffer.alloc(10));
  const incoming = Object.assign(Readable.from(pieces), { complete: false, setTimeout: () => {} });
  return new IncomingBody(incoming, {}, memory, () => {});
}

test('bodies share the memory of all connections until they are answered', async () => {
  const memory = new BodyMemory(100, 0);
  const first = bodyOf(60, memory);
  expect(await first.read(1000)).toHaveLength(60);
  const second = bodyOf(60, memory);
  await expect(second.read(1000)).rejects.toMatchObject({
    ...{ code: 'ServiceUnavailable', status: 503 },
  });
  second.letGo();
  first.letGo();
  expect(await bodyOf(100, memory).read(1000)).toHaveLength(100);
});

test('a body that was refused gives back what it had taken', async () => {
  const memory = new BodyMemory(100, 0);
  const tooLarge = bodyOf(80, memory);
  await expect(tooLarge.read(50)).rejects.toMatchObject({ status: 413 });
  tooLarge.letGo();
  tooLarge.letGo();
  expect(await bodyOf(100, memory).read(1000)).toHaveLength(100);
  await expect(bodyOf(10, memory).read(1000)).rejects.toMatchObject({ status: 503 });
});

test('small bodies are read whatever the large ones hold', async () => {
  const memory = new BodyMemory(100, 20);
  await bodyOf(120, memory).read(1000);
  expect(await bodyOf(20, memory).read(1000)).toHaveLength(20);
  await expect(bodyOf(30, memory).read(1000)).rejects.toMatchObject({ status: 503 });
});
