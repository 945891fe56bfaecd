import { monitoring } from '../shard-metrics.ts';
import type { Streams } from '../streams.ts';

/**
 * Has a stream measure each of its shards, too.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html
 */
export function enableEnhancedMonitoring(streams: Streams) {
  return monitoring(streams, 'EnableEnhancedMonitoring');
}
