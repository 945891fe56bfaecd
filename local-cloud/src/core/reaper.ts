import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Ends, once its input is closed, the groups of what it was told of and was not told has ended. */
const SCRIPT = `
while read -r sign pid; do
  case $sign in
    +) eval "up_$pid=1"; all="$all $pid" ;;
    -) unset "up_$pid" ;;
  esac
done
for pid in $all; do
  eval "up=\\$up_$pid"
  [ -z "$up" ] || kill -s KILL -- "-$pid"
done`;

/**
 * Ends processes of functions and jobs when this one is killed, with what they have started: by themselves
 * they end unless they are busy. A shell, since it takes a megabyte; on Windows there is none.
 */
export class Reaper {
  #input: Writable | undefined;

  /** @param process leads a group of its own */
  watch(process: ChildProcess): void {
    const { pid } = process;
    if (pid === undefined) return;
    this.#write(`+ ${pid}\n`);
    process.once('exit', () => this.#write(`- ${pid}\n`));
  }

  close(): void {
    this.#input?.end();
  }

  #write(line: string): void {
    this.#input ??= start();
    this.#input.write(line);
  }
}

function start(): Writable {
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return shell.stdin;
}
