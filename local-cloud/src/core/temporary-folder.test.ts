import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

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
