import type { DescribeEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { defined, resourceType } from '../resource-type.ts';

const statement = ['Action', 'Principal', 'Condition'] as const;

const properties = z
  .strictObject({
    EventBusName: z.string().optional(),
    StatementId: z.string(),
    Statement: jsonObject.optional(),
    Action: z.string().optional(),
    Principal: z.string().optional(),
    Condition: z.strictObject({ Type: z.string(), Key: z.string(), Value: z.string() }).optional(),
  })
  .refine(
    (given) =>
      given.Statement === undefined || statement.every((name) => given[name] === undefined),
    'Statement says it all: Action, Principal and Condition are for a policy without it',
  );

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html */
export const eventsEventBusPolicy = resourceType({
  type: 'AWS::Events::EventBusPolicy',
  properties,
  async create({ Statement, ...given }, context) {
    const { EventBusName, StatementId } = given;
    const bus = defined({ EventBusName });
    if (Statement === undefined) await context.call('EventBridge', 'PutPermission', defined(given));
    else {
      const { Policy = '{}' } = await context.call<DescribeEventBusCommandOutput>(
        'EventBridge',
        'DescribeEventBus',
        defined({ Name: EventBusName }),
      );
      const { Version = '2012-10-17', Statement: before = [] } = JSON.parse(Policy);
      const others = [before].flat().filter(({ Sid }: { Sid?: string }) => Sid !== StatementId);
      const all = { Version, Statement: [...others, { Sid: StatementId, ...Statement }] };
      await context.call('EventBridge', 'PutPermission', { ...bus, Policy: JSON.stringify(all) });
    }
    return {
      ref: StatementId,
      remove: () => context.call('EventBridge', 'RemovePermission', { ...bus, StatementId }),
    };
  },
});
