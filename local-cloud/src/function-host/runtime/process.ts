import { constants } from 'node:os';
import v8 from 'node:v8';
import type { Init } from './messages.ts';
import { mapStacks } from './source-maps.ts';

/** Makes `process` what it is on AWS, and keeps other processes out of reach. */
export function contain({ taskRoot, env }: Init): void {
  process.chdir(taskRoot);
  Object.assign(process, {
    argv: [process.argv[0], '/var/runtime/index.mjs'],
    execArgv: [],
    _kill: killOnly(process),
  });
  Object.defineProperty(process, 'ppid', { value: 1 });
  if (env.NODE_OPTIONS?.includes('--enable-source-maps')) mapStacks();
  const { awslambda = {} } = globalThis as { awslambda?: object };
  Object.assign(globalThis, { awslambda: { ...awslambda, streamifyResponse: markStreaming } });
}

/**
 * Keeps V8 from writing files. Comes before `guardNetwork`, which has `import` see it, too: to do so once more for
 * that, when more of Node is loaded, would load the rest of what it exports, 2 MB.
 */
export function guardFlags(): void {
  Object.assign(v8, { setFlagsFromString: withoutFiles(v8.setFlagsFromString) });
}

/** Of V8's flags, those that make it write files, which the permission model does not hold. */
const WRITES = /log|prof|trace|file|path|dump|redirect|perf|gdb/i;

function withoutFiles(set: typeof v8.setFlagsFromString): typeof v8.setFlagsFromString {
  return (flags) => {
    if (!WRITES.test(flags)) return set(flags);
    const message = `Functions in the local cloud cannot set ${flags}: V8 would write files.`;
    throw Object.assign(new Error(message), { code: 'ERR_ACCESS_DENIED' });
  };
}

/** What `process.kill` is built on: gives an error number, or 0. */
type Kill = (pid: number, signal: number) => number;

/** In an execution environment there is no other process. */
function killOnly({ pid, _kill }: NodeJS.Process & { _kill?: Kill }): Kill {
  return (target, signal) =>
    target === pid || target === 0 ? _kill!.call(process, pid, signal) : -constants.errno.ESRCH;
}

/** Marked, so that it can be refused by name when it is loaded. */
function markStreaming(handler: object): object {
  return Object.assign(handler, {
    [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response',
  });
}
