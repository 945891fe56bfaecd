import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { artifactsOf } from './artifacts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('a local path is read beside the template, and a folder is zipped, always the same', () => {
  write('app/definition.json', '{}');
  write('dist/index.js', 'exports.a = 1');
  write('dist/lib/b.js', 'exports.b = 2');
  const { artifact } = artifactsOf(join(folder, 'template.yaml'));
  expect(text(artifact('./app/definition.json'))).toBe('{}');
  const files = unzipSync(artifact('dist'));
  expect(Object.keys(files)).toEqual(['index.js', 'lib/b.js']);
  expect(strFromU8(files['lib/b.js']!)).toBe('exports.b = 2');
  expect(Buffer.from(artifact('dist')).equals(artifact('dist'))).toBe(true);
});

test('a key of the Serverless Framework is the file of that name', () => {
  write('shop.zip', 'PK');
  const { artifact } = artifactsOf(join(folder, 'template.json'));
  expect(text(artifact('serverless/shop/dev/1-2026/shop.zip'))).toBe('PK');
});

test('a key of the CDK is the asset of its manifest', () => {
  write('asset.abc/index.js', 'exports.a = 1');
  const destinations = { here: { bucketName: 'cdk-hnb659fds-assets', objectKey: 'abc.zip' } };
  const files = { abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations } };
  write('Shop.assets.json', JSON.stringify({ version: '48.0.0', files }));
  const { artifact } = artifactsOf(join(folder, 'Shop.template.json'));
  expect(Object.keys(unzipSync(artifact('abc.zip')))).toEqual(['index.js']);
});

test('a digest is of what was read first, and another where that has changed since', () => {
  write('dist/index.js', 'exports.a = 1');
  const { artifact, digest } = artifactsOf(join(folder, 'template.yaml'));
  artifact('dist');
  write('dist/index.js', 'exports.a = 2');
  const later = artifactsOf(join(folder, 'template.yaml'));
  expect(later.digest('dist')).not.toBe(digest('dist'));
  write('dist/index.js', 'exports.a = 1');
  expect(artifactsOf(join(folder, 'template.yaml')).digest('dist')).toBe(digest('dist'));
});

test('what is not there is named with the places it was looked for', () => {
  const { artifact } = artifactsOf(join(folder, 'template.yaml'));
  expect(() => artifact('./dist/')).toThrow(
    expect.objectContaining({ what: 'There is no artifact ./dist/', why: expect.any(String) }),
  );
});
