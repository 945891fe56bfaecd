import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../core/errors.ts';
import { readTemplateText } from '../template-text.ts';
import type { Asked, Reply } from './messages.ts';

/** Characters: an anchor may be repeated a hundred times. */
const LONGEST = 2_000_000;

/** The thread that reads one long text. What is none of the user's mistakes ends it with an error. */
parentPort!.postMessage(replyTo(workerData as Asked));

function replyTo({ text, source }: Asked): Reply {
  try {
    const json = JSON.stringify(readTemplateText(text, source));
    if (json.length <= LONGEST) return { json };
    throw new UserError(
      `${source} has more than ${LONGEST} characters once its aliases are resolved`,
      { fix: 'Repeat less by anchors, or write it as JSON.' },
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { what, why, fix } = error;
    return { refused: { what, ...(why && { why }), ...(fix && { fix }) } };
  }
}
