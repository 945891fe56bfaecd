import { pathToFileURL } from 'node:url';
import type { Json } from '../core/json.ts';
import type { FromJob, Outcome, ToJob } from './messages.ts';

/**
 * The process of a module's job: calls its function once, tells what came of it, and ends. Where that is
 * a function the process stays up, and answers by it what it is asked. While there is no job yet it loads
 * what most of them need.
 */
let answer: (input: unknown) => unknown;

process.channel!.ref();
process.on('message', async (message: ToJob) => {
  if (message.type === 'prepare') await import('@aws-sdk/client-s3');
  if (message.type === 'input') await begin(message);
  if (message.type === 'ask') {
    const said = await outcomeOf(() => answer(message.input));
    tell({ type: 'answer', id: message.id, ...said });
  }
});

async function begin({ module, input, env }: Extract<ToJob, { type: 'input' }>): Promise<void> {
  process.channel!.unref();
  Object.assign(process.env, env);
  let given: unknown;
  const said = await outcomeOf(async () => {
    const { default: run } = await import(pathToFileURL(module).href);
    given = await run(input);
    return given;
  });
  if (typeof given === 'function') {
    answer = given as typeof answer;
    process.channel!.ref();
    tell({ type: 'serving' });
  } else tell({ type: 'end', ...said }, () => process.exit(said.error === undefined ? 0 : 1));
}

function tell(said: FromJob, then = () => {}): void {
  process.send!(said, then);
}

async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    return { result: ((await work()) ?? null) as Json };
  } catch (error) {
    console.error(error);
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}
