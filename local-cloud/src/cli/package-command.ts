import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { Terminal } from './command.ts';

/** Runs the package command; what it printed is shown only when it fails. */
export async function runPackageCommand(
  root: string,
  command: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const [program = '', ...words] = command;
  terminal.progress(`Packaging: ${command.join(' ')} ...`);
  const { code, printed } = await run(program, words, root);
  terminal.progress('');
  if (code !== 0) {
    throw new UserError(`\`${command.join(' ')}\` failed`, { why: printed.trim() });
  }
}

async function run(program: string, words: readonly string[], cwd: string) {
  const bin = join(cwd, 'node_modules', '.bin');
  const child = spawn(program, words, {
    cwd,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
    });
  }
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', (cause) => failed(notStarted(program, cause)));
    child.on('close', done);
  });
  return { code, printed };
}

function notStarted(program: string, cause: Error): UserError {
  return new UserError(`\`${program}\` could not be started`, {
    why: cause.message,
    fix: 'Install it in the project (npm ci), or name another "command" of "package" in local-cloud.config.json.',
    cause,
  });
}
