import type { UpdateTimeToLiveInput, UpdateTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { required, tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Enables or disables the deletion of expired items.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export function updateTimeToLive(
  tables: Tables,
): Operation<UpdateTimeToLiveInput, UpdateTimeToLiveOutput> {
  return {
    members: {
      TableName: tableNameItself,
      TimeToLiveSpecification: {
        required: true,
        members: { Enabled: required, AttributeName: { required: true, length: [1, 255] } },
      },
    },
    permissions: (input) => [onTable(tables, 'UpdateTimeToLive', input.TableName)],
    async handle(input) {
      const { TimeToLiveSpecification: specification } = input;
      const { Enabled: enabled, AttributeName: attribute } = specification!;
      const table = tables.getNamed(input.TableName ?? '');
      checkChange(table.timeToLive.attribute, enabled === true, attribute);
      await table.setTimeToLive(enabled ? attribute : undefined);
      return { TimeToLiveSpecification: specification };
    },
  };
}

function checkChange(current: string | undefined, enable: boolean, attribute?: string): void {
  if (enable && current !== undefined) throw validation('TimeToLive is already enabled');
  if (!enable && current === undefined) throw validation('TimeToLive is already disabled');
  if (enable || current === attribute) return;
  throw validation(
    `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
  );
}
