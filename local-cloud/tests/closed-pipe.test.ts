import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
