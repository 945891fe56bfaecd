import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Context } from 'aws-lambda';
import { cloudwatch } from '../clients/cloudwatch.ts';
import { now } from '../clock.ts';
import { environment } from '../environment.ts';
import { logger } from '../logger.ts';
import { findExpiring } from './store.ts';

const stack = environment('APPROVALS_STACK');

/** How long before its link stops working an undecided question is told of. */
const AHEAD_SECONDS = 4 * 3600;

/**
 * Measures, for a rule with a schedule, how many questions are about to expire undecided. An alarm
 * stands on the metric; the log says which executions wait.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  logger.addContext(context);
  const seconds = Math.floor(now() / 1000);
  const expiring = await findExpiring(seconds, seconds + AHEAD_SECONDS);
  for (const { workflow, execution, expiresAt } of expiring) {
    const until = new Date(expiresAt * 1000).toISOString();
    logger.warn('About to expire undecided', { workflow, execution, until });
  }
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Approvals',
      MetricData: [
        {
          MetricName: 'ExpiringUndecided',
          Dimensions: [{ Name: 'Stack', Value: stack }],
          Value: expiring.length,
          Unit: 'Count',
        },
      ],
    }),
  );
}
