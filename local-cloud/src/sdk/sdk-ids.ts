/**
 * The SDK's ids of services as `aws-sdk:<service>` names them: in lower case without blanks. Only
 * those that are not written in one piece or have capitals within need an entry.
 */
const SDK_IDS = [
  'API Gateway',
  'ApiGatewayV2',
  'AppConfig',
  'Application Auto Scaling',
  'Auto Scaling',
  'Bedrock Agent',
  'Bedrock Runtime',
  'CloudFormation',
  'CloudFront',
  'CloudTrail',
  'CloudWatch',
  'CloudWatch Logs',
  'CodeBuild',
  'CodePipeline',
  'Cognito Identity Provider',
  'DynamoDB',
  'DynamoDB Streams',
  'ElastiCache',
  'EventBridge',
  'OpenSearch',
  'Redshift Data',
  'SESv2',
  'SFN',
  'SageMaker',
  'SageMaker Runtime',
  'Secrets Manager',
  'XRay',
] as const;

const byArnName = new Map(
  SDK_IDS.map((id) => [id.toLowerCase().replaceAll(' ', ''), id as string]),
);

/** Short names are acronyms (`sqs`, `ec2`), longer ones are words (`glue`, `textract`). */
export function sdkIdOf(service: string): string {
  const known = byArnName.get(service);
  if (known !== undefined) return known;
  if (ACRONYMS.has(service)) return service.toUpperCase();
  return service.charAt(0).toUpperCase() + service.slice(1);
}

/** The package of the SDK's client of a service: `CloudWatch Logs` -> `@aws-sdk/client-cloudwatch-logs`. */
export function clientPackage(sdkId: string): string {
  return `@aws-sdk/client-${sdkId.toLowerCase().replaceAll(' ', '-')}`;
}

const ACRONYMS = new Set([
  'acm',
  'ec2',
  'ecr',
  'ecs',
  'efs',
  'eks',
  'emr',
  'fis',
  'iam',
  'kms',
  'mq',
  'rds',
  's3',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'sts',
]);
