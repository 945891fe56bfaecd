import { parentPort } from 'node:worker_threads';
import { SeededRandom } from '../../../../core/random.ts';
import { outcomeOf } from '../evaluate-expression.ts';
import { checkJsonata } from '../known-expressions.ts';
import {
  type CheckReply,
  checkReplyOf,
  type Evaluated,
  type Request,
  sightOf,
} from './messages.ts';

/** The thread that checks and evaluates expressions that take long, one after the other. */
parentPort!.on('message', (request: Request) => parentPort!.postMessage(replyTo(request)));

function replyTo({ expression, sight }: Request): Evaluated | CheckReply {
  if (sight === undefined) return checkReplyOf(checkJsonata(expression));
  const { seed, ...seen } = sightOf(sight);
  const outcome = outcomeOf(expression, { ...seen, random: new SeededRandom(seed) });
  return 'value' in outcome ? { json: JSON.stringify(outcome.value) } : outcome;
}
