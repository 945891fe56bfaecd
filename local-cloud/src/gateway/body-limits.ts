import type { Asked } from './resolve.ts';

const MIB = 2 ** 20;

/** What takes no more at AWS than an event or a message of 1 MiB, however it is escaped. */
export const DEFAULT_LIMIT = 4 * MIB;

/**
 * The largest body of a request for a page or an API of API Gateway, in bytes.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const PAGE_LIMIT = 10 * MIB;

type Limits = Readonly<Record<string, number>>;

/**
 * The largest body of a request by service and operation, in bytes, where it is not the default: as
 * AWS documents it, and a little more where the service itself says so in its own words.
 */
const LIMITS: Readonly<Record<string, Limits | number>> = {
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  SFN: MIB,
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
  DynamoDB: { BatchWriteItem: 16 * MIB, TransactWriteItems: 8 * MIB },
  // 10 MiB in base 64. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
  Kinesis: { PutRecord: 16 * MIB, PutRecords: 16 * MIB },
  // 10 MiB in base 64. https://docs.aws.amazon.com/textract/latest/dg/limits-document.html
  Textract: { AnalyzeExpense: 16 * MIB },
  // 6 MB. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
  'API Gateway': { ImportRestApi: 8 * MIB, PutRestApi: 8 * MIB },
  // A deployment package of 50 MB in base 64, an event of 6 MB.
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  Lambda: { CreateFunction: 70 * MIB, UpdateFunctionCode: 70 * MIB, Invoke: 8 * MIB },
  // 6 MB. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
  'SageMaker Runtime': { InvokeEndpoint: 8 * MIB },
};

/** The largest body in bytes; the default where the head does not tell the operation, as for forms. */
export function bodyLimit(asked: Asked | undefined): number {
  if (asked === undefined) return DEFAULT_LIMIT;
  const limits = LIMITS[asked.model.sdkId] ?? {};
  if (typeof limits === 'number') return limits;
  return limits[asked.match.operation.name] ?? DEFAULT_LIMIT;
}
