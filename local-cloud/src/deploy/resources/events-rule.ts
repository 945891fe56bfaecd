import type { PutRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { jsonObject, texts } from '../../core/json-schemas.ts';
import {
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
  tags,
} from '../resource-type.ts';

const ruleTarget = z.strictObject({
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

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string().optional(),
  EventPattern: jsonObject.optional(),
  ScheduleExpression: z.string().optional(),
  RoleArn: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  Targets: z.array(ruleTarget).default([]),
  Tags: tags.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const eventsRule = resourceType({
  type: 'AWS::Events::Rule',
  properties,
  async create(properties, context) {
    const Name = properties.Name ?? context.generatedName(64);
    const { RuleArn } = await put(Name, properties, context);
    const remove = removalOf(Name, properties, context);
    await orRemoved(remove, () => target(Name, properties, context));
    return { ref: Name, attributes: { Arn: RuleArn! }, remove };
  },
  fixed: ['Name', 'EventBusName', 'Tags'],
  async update({ ref: Name }, { Tags: _tags, ...properties }, context, before) {
    await put(Name, properties, context);
    const kept = new Set(properties.Targets.map(({ Id }) => Id));
    const gone = before.Targets.filter(({ Id }) => !kept.has(Id));
    await untarget(Name, { ...properties, Targets: gone }, context);
    await target(Name, properties, context);
    return { remove: removalOf(Name, properties, context) };
  },
});

type Rule = z.output<typeof properties>;

function put(
  Name: string,
  { EventPattern, Targets: _targets, ...settings }: Rule,
  context: ResourceContext,
) {
  const pattern = EventPattern && JSON.stringify(EventPattern);
  const rule = defined({ ...settings, Name, EventPattern: pattern });
  return context.call<PutRuleCommandOutput>('EventBridge', 'PutRule', rule);
}

async function target(Name: string, { EventBusName, Targets }: Rule, context: ResourceContext) {
  if (Targets.length === 0) return;
  await context.call('EventBridge', 'PutTargets', defined({ Rule: Name, EventBusName, Targets }));
}

async function untarget(Name: string, { EventBusName, Targets }: Rule, context: ResourceContext) {
  const Ids = Targets.map(({ Id }) => Id);
  if (Ids.length === 0) return;
  await context.call('EventBridge', 'RemoveTargets', defined({ Rule: Name, EventBusName, Ids }));
}

function removalOf(Name: string, rule: Rule, context: ResourceContext) {
  return async () => {
    await untarget(Name, rule, context);
    const { EventBusName } = rule;
    await context.call('EventBridge', 'DeleteRule', defined({ Name, EventBusName }));
  };
}
