import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { Line } from '../../core/turns.ts';
import { isJsonText, readTemplateText } from '../template-text.ts';
import type { Asked, Reply } from './messages.ts';

/** Characters of YAML: a million take seconds, and what is longer than this is read in a thread. */
const LONG = 20_000;
const MEMORY_MB = 1024;
/** One after the other: each takes a processor, and the memory. */
const line = new Line();

/**
 * Reads a template as `readTemplateText` does, while others have their turn. Also for what lies beside one:
 * a state machine's definition.
 *
 * @throws UserError that names the source and the place
 */
export async function readTemplate(text: string, source: string): Promise<Json> {
  const isLong = text.length > LONG && !isJsonText(text);
  return isLong ? line.next(() => readApart({ text, source })) : readTemplateText(text, source);
}

async function readApart(asked: Asked): Promise<Json> {
  const entry = path.join(import.meta.dirname, `main${path.extname(import.meta.filename)}`);
  const thread = new Worker(entry, {
    workerData: asked,
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const reply = await replyOf(thread, asked.source);
  if ('json' in reply) return readJson(reply.json);
  const { what, ...details } = reply.refused;
  throw new UserError(what, details);
}

async function replyOf(thread: Worker, source: string): Promise<Reply> {
  try {
    const [reply] = await once(thread, 'message');
    return reply as Reply;
  } catch (error) {
    throw new UserError(`${source} cannot be read`, {
      why: (error as Error).message,
      fix: 'Make several of it, or write it as JSON.',
      cause: error,
    });
  }
}
