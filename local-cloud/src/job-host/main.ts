import { pathToFileURL } from 'node:url';
import type { FromJob, ToJob } from './messages.ts';

/** The process of a module's job: calls its function once, tells what came of it, and ends. */
process.channel!.ref();
process.on('message', async (message: ToJob) => {
  if (message.type !== 'input') return;
  process.channel!.unref();
  const said = await called(message.module, message.input);
  process.send!(said, () => process.exit(said.error === undefined ? 0 : 1));
});

async function called(module: string, input: unknown): Promise<FromJob> {
  try {
    const { default: run } = await import(pathToFileURL(module).href);
    return { result: (await run(input)) ?? null };
  } catch (error) {
    console.error(error);
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}
