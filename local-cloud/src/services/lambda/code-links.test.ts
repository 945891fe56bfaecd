import { expect, test } from 'vitest';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { fakeCloud } from '../testing.ts';
import { CodeLinks } from './code-links.ts';

test('a link leads to the code, for ten minutes', async () => {
  const cloud = fakeCloud();
  const links = new CodeLinks(cloud);
  const code = new Uint8Array([80, 75]);
  const kept = { size: 2, read: () => code };
  const { origin, pathname: path } = new URL(links.link(kept));
  expect(origin).toBe(cloud.endpoint);
  expect(path.startsWith(links.mount.prefix)).toBe(true);
  const get = (request: object) => links.mount.handle({ method: 'GET', ...request } as HttpRequest);
  expect(await get({ path })).toMatchObject({ status: 200, body: code });
  expect(await get({ path: `${path}0` })).toMatchObject({ status: 403 });
  await cloud.clock.advance(10 * 60_000);
  expect(await get({ path })).toMatchObject({ status: 403 });
});
