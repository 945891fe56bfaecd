import { createInterface } from 'node:readline/promises';
import { UserError } from 'local-cloud';
import { run } from './kit/run.ts';

/**
 * The workshop: lists the labs, opens one and checks it on every save, helps on, and verifies them all.
 *
 *   npm run lab [<lab>] [<command>]
 */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(question), ended]);
  terminal.close();
  return answer;
}

/** Ctrl+C, `kill`, and a terminal that is closed: the cloud of the lab is closed first. */
function interrupted(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
  return stop.signal;
}

try {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  await run(process.argv.slice(2), { say, ask, interrupted });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.shown}\n`);
  process.exitCode = error.exitCode;
}
