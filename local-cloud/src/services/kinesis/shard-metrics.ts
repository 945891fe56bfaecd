import type {
  EnableEnhancedMonitoringInput,
  EnhancedMonitoringOutput,
} from '@aws-sdk/client-kinesis';
import type { CallContext, Operation } from '../../core/service.ts';
import { SHARD_METRICS, type ShardMetric, shardLevelMetrics, stream } from './members.ts';
import type { Streams } from './streams.ts';

/**
 * EnableEnhancedMonitoring and its contrary: which metrics a stream has of each of its shards, besides its
 * own. It is UPDATING for a second.
 */
export function monitoring(
  streams: Streams,
  action: 'EnableEnhancedMonitoring' | 'DisableEnhancedMonitoring',
): Operation<EnableEnhancedMonitoringInput, EnhancedMonitoringOutput> {
  return {
    members: { ...stream, ShardLevelMetrics: shardLevelMetrics },
    permissions: (input) => [streams.permission(action, input)],
    handle(input, { principal }: CallContext) {
      const changed = streams.getActive(input);
      const { name, arn, settings } = changed;
      const CurrentShardLevelMetrics = [...settings.shardMetrics];
      const given = input.ShardLevelMetrics!;
      const isGiven = (metric: ShardMetric) => given.includes('ALL') || given.includes(metric);
      const isOn = (metric: ShardMetric) =>
        action === 'EnableEnhancedMonitoring'
          ? isGiven(metric) || settings.shardMetrics.has(metric)
          : !isGiven(metric) && settings.shardMetrics.has(metric);
      settings.shardMetrics = new Set(SHARD_METRICS.filter(isOn));
      streams.begin(changed, 'UPDATING', principal);
      return {
        StreamName: name,
        CurrentShardLevelMetrics,
        DesiredShardLevelMetrics: [...settings.shardMetrics],
        StreamARN: arn,
      };
    },
  };
}
