import type { Init } from './messages.ts';

/** Makes of the worker's `process` what a process of its own would have, and keeps the host's out of reach. */
export function contain({ taskRoot, env }: Init): void {
  const { pid } = process;
  const kill = process.kill.bind(process);
  Object.assign(process, {
    argv: [process.argv[0], '/var/runtime/index.mjs'],
    cwd: () => taskRoot,
    abort: () => process.exit(134),
    kill: (target: number, signal?: string | number) =>
      target === pid ? process.exit(143) : kill(target, signal),
  });
  if (env.NODE_OPTIONS?.includes('--enable-source-maps')) process.setSourceMapsEnabled(true);
  const { awslambda = {} } = globalThis as { awslambda?: object };
  Object.assign(globalThis, { awslambda: { ...awslambda, streamifyResponse: markStreaming } });
}

/** Marked, so that it can be refused by name when it is loaded. */
function markStreaming(handler: object): object {
  return Object.assign(handler, {
    [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response',
  });
}
