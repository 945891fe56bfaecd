import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeTemporaryFolder, sweepTemporaryFolders } from './temporary-folder.ts';

/** Makes its folder anew whenever it is gone, for as long as whoever started it is there. */
const WRITER = `
  const { mkdirSync } = require('node:fs');
  process.on('disconnect', () => process.exit());
  setInterval(() => mkdirSync(process.argv[1], { recursive: true }), 0);
  process.send('begun');
`;

const OWNER = `
  import { spawn } from 'node:child_process';
  import { endBeforeRemoval, makeTemporaryFolder } from ${JSON.stringify(join(import.meta.dirname, 'temporary-folder.ts'))};
  const folder = makeTemporaryFolder();
  const writer = spawn(process.execPath, ['--eval', ${JSON.stringify(WRITER)}, folder + '/deep'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  endBeforeRemoval(writer, () => writer.kill('SIGKILL'));
  writer.once('message', () => {
    console.log(folder);
    process.exit();
  });
`;

test('what a process writes when its owner ends is not left behind', () => {
  const run = ['--no-warnings', '--input-type=module', '--eval', OWNER];
  const folder = execFileSync(process.execPath, run, { encoding: 'utf8' }).trim();
  expect(folder).toContain('local-cloud-');
  expect(existsSync(folder)).toBe(false);
});

test('a temporary folder that is not there is told, with what to do', async () => {
  vi.stubEnv('TMPDIR', join(import.meta.dirname, 'nowhere'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const told = {
    what: 'The temporary folder cannot be used',
    why: expect.stringContaining('nowhere'),
    fix: expect.stringContaining('TMPDIR'),
  };
  expect(makeTemporaryFolder).toThrow(expect.objectContaining(told));
  await expect(sweepTemporaryFolders()).rejects.toMatchObject(told);
});
