import type { ExecutionReport } from '../client/executions.ts';
import prices from './prices.json' with { type: 'json' };

/**
 * What Step Functions bills for an execution at AWS list prices, in US dollars (prices.json names
 * source and date). Express executions are billed by request and by duration times memory, here
 * with the smallest memory step; the virtual duration is taken for the real one.
 */
export function listPrice(
  execution: Pick<ExecutionReport, 'type' | 'transitions' | 'started' | 'ended'>,
): number {
  if (execution.type === 'STANDARD') return execution.transitions * prices.standardPerTransition;
  const step = prices.expressDurationStepMs;
  const duration = (execution.ended ?? execution.started) - execution.started;
  const seconds = (Math.max(1, Math.ceil(duration / step)) * step) / 1000;
  const gb = prices.expressMemoryStepMb / 1024;
  return prices.expressPerRequest + seconds * gb * prices.expressPerGbSecond;
}
