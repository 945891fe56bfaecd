import type { DescribeLimitsInput, DescribeLimitsOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { SHARD_LIMIT, type Streams } from '../streams.ts';

/**
 * How many shards and streams there are, and can be.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html
 */
export function describeLimits(
  streams: Streams,
): Operation<DescribeLimitsInput, DescribeLimitsOutput> {
  return {
    members: {},
    permissions: () => [{ action: 'kinesis:DescribeLimits', resource: '*' }],
    handle: () => ({
      ShardLimit: SHARD_LIMIT,
      OpenShardCount: streams.openShardCount,
      OnDemandStreamCount: streams.all().filter(({ settings }) => settings.mode === 'ON_DEMAND')
        .length,
      OnDemandStreamCountLimit: 50,
    }),
  };
}
