import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { given, passed, serverlessType } from './made.ts';

const ATTRIBUTE_TYPES = { String: 'S', Number: 'N', Binary: 'B' } as const;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html */
export const serverlessSimpleTable = serverlessType({
  type: 'AWS::Serverless::SimpleTable',
  properties: z.strictObject({
    PrimaryKey: z
      .strictObject({ Name: z.string(), Type: z.enum(['String', 'Number', 'Binary']) })
      .default({ Name: 'id', Type: 'String' }),
    ...passed(['TableName', 'ProvisionedThroughput', 'SSESpecification']),
    ...passed(['PointInTimeRecoverySpecification']),
    Tags: jsonObject.optional(),
  }),
  expand({ PrimaryKey, Tags, ...settings }, made) {
    const { Name: AttributeName, Type } = PrimaryKey;
    const { ProvisionedThroughput } = settings;
    made.addMain('AWS::DynamoDB::Table', {
      AttributeDefinitions: [{ AttributeName, AttributeType: ATTRIBUTE_TYPES[Type] }],
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      ...given({
        ...settings,
        BillingMode: ProvisionedThroughput === undefined ? 'PAY_PER_REQUEST' : undefined,
        Tags: Tags && Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    });
  },
});
