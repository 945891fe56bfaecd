import { mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { openProject } from './project.ts';
import { changedFiles, LARGEST_READ, sourceDigests, sourceFolders } from './sources.ts';

function project() {
  const root = testFolder();
  writeFileSync(join(root, 'template.json'), JSON.stringify({ Resources: {} }));
  return { root, project: openProject(root, { template: 'template.json' }) };
}

function changed(project: ReturnType<typeof openProject>, change: () => void): string[] {
  const before = sourceDigests(project);
  change();
  return changedFiles(before, sourceDigests(project));
}

test('A file of more than is read is another by its size, or by its time', () => {
  const { root, project: opened } = project();
  const file = join(root, 'recording.bin');
  writeFileSync(file, '');
  // More than Node reads at once: it has no bytes on the disk.
  truncateSync(file, 3 * 2 ** 30);
  expect(changed(opened, () => {})).toEqual([]);
  expect(changed(opened, () => utimesSync(file, 1, 1))).toEqual(['recording.bin']);
  expect(changed(opened, () => truncateSync(file, LARGEST_READ + 1))).toEqual(['recording.bin']);
});

test('A smaller one is another by its content alone', () => {
  const { root, project: opened } = project();
  const file = join(root, 'handler.mjs');
  writeFileSync(file, 'one');
  expect(changed(opened, () => utimesSync(file, 1, 1))).toEqual([]);
  expect(changed(opened, () => writeFileSync(file, 'two'))).toEqual(['handler.mjs']);
});

test('What the cloud itself writes below a project is no source of it', () => {
  const { root, project: opened } = project();
  const temporary = join(root, 'temporary');
  mkdirSync(join(temporary, 'objects'), { recursive: true });
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const write = () => writeFileSync(join(temporary, 'objects', 'one'), 'an object');
  expect(changed(opened, write)).toEqual([]);
  expect(sourceFolders(opened, root)).toEqual([root]);
});

test('Links that lead up and round in circles are followed once', () => {
  const { root, project: opened } = project();
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(root, name));
    for (const other of ['..', '../a', '../b', '../c']) {
      symlinkSync(other, join(root, name, `to${other.replace(/\W+/g, '-')}`));
    }
  }
  symlinkSync('itself', join(root, 'itself'));
  writeFileSync(join(root, 'a', 'handler.mjs'), 'one');
  const files = [...sourceDigests(opened).keys()];
  expect(files).toContain('a/handler.mjs');
  expect(files.length).toBeLessThan(10);
});
