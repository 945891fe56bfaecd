import { parentPort } from 'node:worker_threads';
import { SeededRandom } from '../../../../core/random.ts';
import { outcomeOf } from '../evaluate-expression.ts';
import { type Reply, type Request, sightOf } from './messages.ts';

/** The thread that evaluates expressions that take long, one after the other. */
parentPort!.on('message', (request: Request) => parentPort!.postMessage(replyTo(request)));

function replyTo(request: Request): Reply {
  const { seed, ...sight } = sightOf(request);
  const scope = { ...sight, random: new SeededRandom(seed) };
  const outcome = outcomeOf(request.expression, scope);
  return 'value' in outcome ? { json: JSON.stringify(outcome.value) } : outcome;
}
