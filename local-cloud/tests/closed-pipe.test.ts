import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/local-cloud.mjs');

test('a command whose reader has gone ends without a word', async () => {
  const command = spawn(process.execPath, [BIN, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stdout.destroy();
  const [said, [code]] = await Promise.all([text(command.stderr), once(command, 'close')]);
  expect(said).toBe('');
  expect(code).toBe(0);
});

test('a command goes on, and ends as it would, where nobody reads what went wrong', async () => {
  const command = spawn(process.execPath, [BIN, 'no-such'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stderr.destroy();
  const [code] = await once(command, 'close');
  expect(code).toBe(2);
});

test.skipIf(!existsSync('/dev/full'))('a disk that is full is told, and ends with 1', async () => {
  const full = openSync('/dev/full', 'w');
  const command = spawn(process.execPath, [BIN, '--help'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  const [said, [code]] = await Promise.all([text(command.stderr!), once(command, 'close')]);
  expect(said).toBe(
    'Error: What is printed cannot be written\n  ENOSPC: no space left on device, write\n',
  );
  expect(code).toBe(1);
});
