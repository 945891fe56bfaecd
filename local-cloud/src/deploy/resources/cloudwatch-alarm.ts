import * as z from 'zod';
import { boolean, defined, number, resourceType, tags } from '../resource-type.ts';

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() }));
const query = z.strictObject({
  Id: z.string(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: boolean.optional(),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({
        Namespace: z.string().optional(),
        MetricName: z.string().optional(),
        Dimensions: dimensions.optional(),
      }),
      Period: number,
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const cloudwatchAlarm = resourceType({
  type: 'AWS::CloudWatch::Alarm',
  properties: z.strictObject({
    AlarmName: z.string().optional(),
    AlarmDescription: z.string().optional(),
    Namespace: z.string().optional(),
    MetricName: z.string().optional(),
    Dimensions: dimensions.optional(),
    Metrics: z.array(query).optional(),
    Statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']).optional(),
    ExtendedStatistic: z.string().optional(),
    Period: number.optional(),
    EvaluationPeriods: number,
    DatapointsToAlarm: number.optional(),
    Threshold: number,
    ComparisonOperator: z.string(),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).optional(),
    Unit: z.string().optional(),
    ActionsEnabled: boolean.optional(),
    AlarmActions: z.array(z.string()).optional(),
    OKActions: z.array(z.string()).optional(),
    InsufficientDataActions: z.array(z.string()).optional(),
    Tags: tags.optional(),
  }),
  async create(properties, context) {
    const AlarmName = properties.AlarmName ?? context.generatedName(255);
    await context.call('CloudWatch', 'PutMetricAlarm', defined({ ...properties, AlarmName }));
    const { region, accountId } = context.cloud;
    return {
      ref: AlarmName,
      attributes: { Arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${AlarmName}` },
      remove: () => context.call('CloudWatch', 'DeleteAlarms', { AlarmNames: [AlarmName] }),
    };
  },
  fixed: ['AlarmName', 'Tags'],
  async update({ ref: AlarmName }, { Tags: _tags, ...properties }, context) {
    await context.call('CloudWatch', 'PutMetricAlarm', defined({ ...properties, AlarmName }));
    return undefined;
  },
});
