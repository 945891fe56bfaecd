import * as z from 'zod/mini';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { ask } from './ask.ts';
import { type Evidence, objection } from './gate.ts';
import { examples, NEW_DAYS, result, run, SUMMARY } from './results.ts';

const payload = z.object({
  run,
  /** The mean squared error that training reported of the validation channel. */
  error: z.number(),
  /** The model in use: `none` before the first. */
  model: z.string(),
});

/**
 * Evaluate Model: `{ isBetter, reason, figures, rejected, knownUntil }`. The new model's error is training's; the
 * one in use answers to the same rows. They are of days before its last one: what came later is not
 * proven yet, and does not judge.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (input) => {
  const summary = await result(SUMMARY, `${input.run}summary.json`);
  const evidence = {
    candidate: Math.sqrt(input.error),
    naive: summary.naive_rmse,
    current: input.model === 'none' ? undefined : await current(input.run),
  };
  const reason = objection(evidence);
  logger.info('Evaluated', { run: input.run, reason });
  return {
    isBetter: reason === undefined,
    reason: reason ?? 'The new model is good enough.',
    figures: figures(evidence, summary),
    rejected: summary.rejected,
    knownUntil: summary.known_until,
  };
});

/** How the model in use does; undefined where its endpoint was deleted: whatever is good may replace it. */
async function current(runPrefix: string): Promise<Evidence['current']> {
  const judges = await examples(`${runPrefix}validation.csv`);
  const days = await result(NEW_DAYS, `${runPrefix}new.json`);
  try {
    const answers = await ask([...judges, ...days].map(({ x }) => x));
    const errors = judges.map(({ label }, at) => label - answers[at]!);
    const newDays = days.map(({ state, label }, at) => ({
      state,
      error: (label ?? 0) - answers[judges.length + at]!,
    }));
    return { rmse: Math.hypot(...errors) / Math.sqrt(errors.length), newDays };
  } catch (error) {
    if (!isMissing(error)) throw error;
    logger.warn('There is no endpoint');
    return undefined;
  }
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
function isMissing(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && /not found/i.test(message);
}

function figures({ candidate, current, naive }: Evidence, summary: z.output<typeof SUMMARY>) {
  const rides = (thousands: number) => `${Math.round(thousands * 1000)}`;
  return [
    `Root mean squared error of the new model: ${rides(candidate)} rides`,
    ...(current ? [`of the one in use: ${rides(current.rmse)}`] : []),
    `of the same day a week before: ${rides(naive)}`,
    `days learned from: ${summary.examples}, until ${summary.known_until}`,
    `rows rejected: ${summary.rejected}`,
  ].join('; ');
}
