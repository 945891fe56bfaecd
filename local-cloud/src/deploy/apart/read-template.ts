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
/** Real milliseconds for one: what takes longer is no template that people write. */
const LONGEST = 20_000;
/** So many may wait for their turn. */
const MOST_IN_LINE = 20;

/** One after the other: each takes a processor, and the memory. */
const line = new Line();
let inLine = 0;

/**
 * Reads a template as `readTemplateText` does, while others have their turn. Also for what lies beside one:
 * a state machine's definition.
 *
 * @param keepsUp the process stays up for it, since nothing else may do so
 * @throws UserError that names the source and the place
 */
export async function readTemplate(text: string, source: string, keepsUp = false): Promise<Json> {
  if (text.length <= LONG || isJsonText(text)) return readTemplateText(text, source);
  if (inLine >= MOST_IN_LINE) {
    throw new UserError(`${source} is not read: ${inLine} other long templates are`, {
      fix: 'Try again later, or write it as JSON.',
    });
  }
  inLine += 1;
  return line.next(() => readApart({ text, source }, keepsUp)).finally(() => (inLine -= 1));
}

async function readApart(asked: Asked, keepsUp: boolean): Promise<Json> {
  const entry = path.join(import.meta.dirname, `main${path.extname(import.meta.filename)}`);
  const thread = new Worker(entry, {
    workerData: asked,
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const reply = await replyOf(thread, asked.source, keepsUp);
  if ('json' in reply) return readJson(reply.json);
  const { what, ...details } = reply.refused;
  throw new UserError(what, details);
}

async function replyOf(thread: Worker, source: string, keepsUp: boolean): Promise<Reply> {
  try {
    const heard = once(thread, 'message', { signal: AbortSignal.timeout(LONGEST) });
    // Whoever listens holds the process up.
    if (!keepsUp) thread.unref();
    const [reply] = await heard;
    return reply as Reply;
  } catch (error) {
    const isLate = (error as Error).name === 'AbortError';
    throw new UserError(`${source} cannot be read`, {
      why: isLate ? `It takes more than ${LONGEST / 1000} seconds.` : (error as Error).message,
      fix: 'Make several of it, or write it as JSON.',
      cause: error,
    });
  } finally {
    void thread.terminate();
  }
}
