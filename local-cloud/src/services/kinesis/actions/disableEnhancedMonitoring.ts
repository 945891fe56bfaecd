import { monitoring } from '../shard-metrics.ts';
import type { Streams } from '../streams.ts';

/**
 * Ends that a stream measures each of its shards.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html
 */
export function disableEnhancedMonitoring(streams: Streams) {
  return monitoring(streams, 'DisableEnhancedMonitoring');
}
