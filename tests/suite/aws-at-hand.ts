import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = join(import.meta.dirname, 'aws-at-hand.py');

/** Prints which Python has the CLI, and which CLI that is, as `aws --version` says it. */
const WHICH = `
import sys, awscli.clidriver
print(sys.executable, 'aws-cli/' + awscli.__version__)`;

/** The AWS CLI, loaded: what loads it takes most of a command's time. */
export interface AwsAtHand {
  /** For bash: `aws` runs there as it does without, by what is loaded. */
  readonly shell: string;
  close(): void;
}

/** Undefined where the CLI on the PATH is none of Python's: it can only be started. */
export async function awsAtHand(): Promise<AwsAtHand | undefined> {
  const python = await pythonOfAws();
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  const socket = join(folder, 'socket');
  const server = spawn(python, [PROGRAM, 'serve', socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  return {
    shell: `aws() { '${python}' -S -E '${PROGRAM}' '${socket}' "$@"; }`,
    close() {
      server.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

async function pythonOfAws(): Promise<string | undefined> {
  const run = promisify(execFile);
  const { stdout: version } = await run('aws', ['--version']);
  const found = await run('python3', ['-c', WHICH]).catch(() => undefined);
  const [python, its] = found?.stdout.trim().split(' ') ?? [];
  return its === version.split(' ')[0] ? python : undefined;
}
