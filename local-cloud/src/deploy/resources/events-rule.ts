import type { PutRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { jsonObject, texts } from '../../core/json-schemas.ts';
import { defined, number, orRemoved, resourceType, tags } from '../resource-type.ts';

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({
      InputPathsMap: texts.optional(),
      InputTemplate: z.string(),
    })
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: number.optional(),
      MaximumEventAgeInSeconds: number.optional(),
    })
    .optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const eventsRule = resourceType({
  type: 'AWS::Events::Rule',
  properties: z.strictObject({
    Name: z.string().optional(),
    Description: z.string().optional(),
    EventBusName: z.string().optional(),
    EventPattern: jsonObject.optional(),
    ScheduleExpression: z.string().optional(),
    RoleArn: z.string().optional(),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    Targets: z.array(target).default([]),
    Tags: tags.optional(),
  }),
  async create({ EventPattern, Targets, ...settings }, context) {
    const Name = settings.Name ?? context.generatedName(64);
    const { RuleArn } = await context.call<PutRuleCommandOutput>(
      'EventBridge',
      'PutRule',
      defined({ ...settings, Name, EventPattern: EventPattern && JSON.stringify(EventPattern) }),
    );
    const bus = defined({ EventBusName: settings.EventBusName });
    const rule = { Rule: Name, ...bus };
    const remove = async () => {
      const Ids = Targets.map(({ Id }) => Id);
      if (Ids.length > 0) await context.call('EventBridge', 'RemoveTargets', { ...rule, Ids });
      await context.call('EventBridge', 'DeleteRule', { Name, ...bus });
    };
    if (Targets.length > 0) {
      await orRemoved(remove, () =>
        context.call('EventBridge', 'PutTargets', { ...rule, Targets }),
      );
    }
    return { ref: Name, attributes: { Arn: RuleArn! }, remove };
  },
});
