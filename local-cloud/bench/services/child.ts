import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts `server.ts` with such words, and ends it when what uses it is done. */
export async function withServer<Result>(
  words: readonly string[],
  use: (child: ChildProcess, endpoint: string) => Promise<Result>,
): Promise<Result> {
  const script = join(import.meta.dirname, 'server.ts');
  const execArgv = [...process.execArgv, '--expose-gc', '--disable-warning=ExperimentalWarning'];
  const child = fork(script, words, { execArgv });
  const ended = once(child, 'exit');
  try {
    const [endpoint] = (await once(child, 'message')) as [string];
    return await use(child, endpoint);
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** What the process has used so far, and what it holds: without garbage where that is what is asked for. */
export async function tell(child: ChildProcess, question: 'cpu' | 'memory') {
  child.send(question);
  const [figures] = (await once(child, 'message')) as [
    { cpuMs: number; held: number; resident: number },
  ];
  return figures;
}
