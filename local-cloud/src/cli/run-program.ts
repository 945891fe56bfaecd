import { spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs a program, found in node_modules/.bin or on the PATH. Tells every second for how long it has
 * been at work, and what it printed last.
 */
export async function runProgram(
  program: string,
  words: readonly string[],
  cwd: string,
  tell: (seconds: number, line: string) => void,
) {
  const bin = join(cwd, 'node_modules', '.bin');
  const { PATH = '', NODE_OPTIONS = '' } = process.env;
  const compiled = getCompileCacheDir();
  const child = spawn(program, words, {
    cwd,
    env: {
      // A framework in Node starts in three quarters of the time where it has been compiled before.
      ...(compiled !== undefined && { NODE_COMPILE_CACHE: dirname(compiled) }),
      ...process.env,
      PATH: `${bin}${delimiter}${PATH}`,
      // A framework in Node takes a fifth less memory, and hardly more time.
      NODE_OPTIONS: `--max-semi-space-size=4 ${NODE_OPTIONS}`.trim(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  process.on('exit', kill);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
    });
  }
  const done = new AbortController();
  const ticking = everySecond(done.signal, (seconds) => tell(seconds, lastLine(printed)));
  try {
    const code = await new Promise<number | null>((ended, failed) => {
      child.on('error', failed);
      child.on('close', ended);
    });
    return { code, printed };
  } finally {
    process.off('exit', kill);
    done.abort();
    await ticking;
  }
}

async function everySecond(signal: AbortSignal, tick: (seconds: number) => void): Promise<void> {
  for (let seconds = 1; !signal.aborted; seconds += 1) {
    await realSleep(1000, undefined, { signal }).catch(() => {});
    if (!signal.aborted) tick(seconds);
  }
}

function lastLine(printed: string): string {
  return stripVTControlCharacters(printed).trim().split('\n').at(-1)!;
}
