import * as z from 'zod';
import {
  boolean,
  defined,
  number,
  orRemoved,
  resourceType,
  tagMap,
  tags,
} from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroup = resourceType({
  type: 'AWS::Logs::LogGroup',
  properties: z.strictObject({
    LogGroupName: z.string().optional(),
    RetentionInDays: number.optional(),
    LogGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).optional(),
    KmsKeyId: z.string().optional(),
    DeletionProtectionEnabled: boolean.optional(),
    Tags: tags.optional(),
  }),
  async create({ LogGroupName, RetentionInDays, Tags, ...settings }, context) {
    const logGroupName = LogGroupName ?? context.generatedName();
    const call = (operation: string, input: object) =>
      context.call('CloudWatch Logs', operation, { logGroupName, ...input });
    await call(
      'CreateLogGroup',
      defined({
        tags: tagMap(Tags),
        logGroupClass: settings.LogGroupClass,
        kmsKeyId: settings.KmsKeyId,
        deletionProtectionEnabled: settings.DeletionProtectionEnabled,
      }),
    );
    const remove = () => call('DeleteLogGroup', {});
    if (RetentionInDays !== undefined) {
      const retention = { retentionInDays: RetentionInDays };
      await orRemoved(remove, () => call('PutRetentionPolicy', retention));
    }
    const { region, accountId } = context.cloud;
    return {
      ref: logGroupName,
      attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*` },
      remove,
    };
  },
  fixed: ['LogGroupName', 'LogGroupClass', 'KmsKeyId', 'DeletionProtectionEnabled', 'Tags'],
  async update({ ref: logGroupName }, { RetentionInDays: retentionInDays }, context) {
    await (retentionInDays === undefined
      ? context.call('CloudWatch Logs', 'DeleteRetentionPolicy', { logGroupName })
      : context.call('CloudWatch Logs', 'PutRetentionPolicy', { logGroupName, retentionInDays }));
    return undefined;
  },
});
