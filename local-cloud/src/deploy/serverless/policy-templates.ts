/** What a policy template of SAM allows: statements, whose resources name its parameters as `${Name}`. */
export interface PolicyStatement {
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

/** A resource of this account and region. */
function local(service: string): string {
  return `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:`;
}

const s3 = 'arn:${AWS::Partition}:s3:::';

/** Actions of one service on resources. */
export function on(
  resources: readonly string[],
  service: string,
  actions: string,
): PolicyStatement {
  return { resources, actions: actions.split(' ').map((action) => `${service}:${action}`) };
}

/**
 * The policy templates of SAM for what workflows call, as AWS documents them.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
export const POLICY_TEMPLATES: Readonly<Record<string, readonly PolicyStatement[]>> = {
  AthenaQueryPolicy: [
    on(
      ['*'],
      'athena',
      'ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable',
    ),
    on(
      [`${local('athena')}workgroup/\${WorkGroupName}`],
      'athena',
      'StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup',
    ),
  ],
  AWSSecretsManagerGetSecretValuePolicy: [on(['${SecretArn}'], 'secretsmanager', 'GetSecretValue')],
  CloudWatchDescribeAlarmHistoryPolicy: [on(['*'], 'cloudwatch', 'DescribeAlarmHistory')],
  CloudWatchPutMetricPolicy: [on(['*'], 'cloudwatch', 'PutMetricData')],
  ComprehendBasicAccessPolicy: [
    on(
      ['*'],
      'comprehend',
      'BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
    ),
  ],
  DynamoDBCrudPolicy: [
    on(
      [
        `${local('dynamodb')}table/\${TableName}`,
        `${local('dynamodb')}table/\${TableName}/index/*`,
      ],
      'dynamodb',
      'GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
    ),
  ],
  DynamoDBReadPolicy: [
    on(
      [
        `${local('dynamodb')}table/\${TableName}`,
        `${local('dynamodb')}table/\${TableName}/index/*`,
      ],
      'dynamodb',
      'GetItem Scan Query BatchGetItem DescribeTable',
    ),
  ],
  DynamoDBReconfigurePolicy: [
    on([`${local('dynamodb')}table/\${TableName}`], 'dynamodb', 'UpdateTable'),
  ],
  DynamoDBStreamReadPolicy: [
    on(
      [`${local('dynamodb')}table/\${TableName}/stream/\${StreamName}`],
      'dynamodb',
      'DescribeStream GetRecords GetShardIterator',
    ),
    on([`${local('dynamodb')}table/\${TableName}/stream/*`], 'dynamodb', 'ListStreams'),
  ],
  DynamoDBWritePolicy: [
    on(
      [
        `${local('dynamodb')}table/\${TableName}`,
        `${local('dynamodb')}table/\${TableName}/index/*`,
      ],
      'dynamodb',
      'PutItem UpdateItem BatchWriteItem',
    ),
  ],
  EcsRunTaskPolicy: [on([`${local('ecs')}task-definition/\${TaskDefinition}`], 'ecs', 'RunTask')],
  EventBridgePutEventsPolicy: [
    on([`${local('events')}event-bus/\${EventBusName}`], 'events', 'PutEvents'),
  ],
  FilterLogEventsPolicy: [
    on([`${local('logs')}log-group:\${LogGroupName}:log-stream:*`], 'logs', 'FilterLogEvents'),
  ],
  KinesisCrudPolicy: [
    on(
      [`${local('kinesis')}stream/\${StreamName}`],
      'kinesis',
      'AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
    ),
  ],
  KinesisStreamReadPolicy: [
    on([`${local('kinesis')}stream/*`], 'kinesis', 'ListStreams DescribeLimits'),
    on(
      [`${local('kinesis')}stream/\${StreamName}`],
      'kinesis',
      'DescribeStream DescribeStreamSummary GetRecords GetShardIterator',
    ),
  ],
  KMSDecryptPolicy: [on([`${local('kms')}key/\${KeyId}`], 'kms', 'Decrypt')],
  KMSEncryptPolicy: [on([`${local('kms')}key/\${KeyId}`], 'kms', 'Encrypt')],
  LambdaInvokePolicy: [
    on([`${local('lambda')}function:\${FunctionName}*`], 'lambda', 'InvokeFunction'),
  ],
  RekognitionDetectOnlyPolicy: [
    on(['*'], 'rekognition', 'DetectFaces DetectLabels DetectModerationLabels DetectText'),
  ],
  S3CrudPolicy: [
    on(
      [`${s3}\${BucketName}`, `${s3}\${BucketName}/*`],
      's3',
      'GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
    ),
  ],
  S3FullAccessPolicy: [
    on(
      [`${s3}\${BucketName}/*`],
      's3',
      'GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
    ),
    on(
      [`${s3}\${BucketName}`],
      's3',
      'ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration',
    ),
  ],
  S3ReadPolicy: [
    on(
      [`${s3}\${BucketName}`, `${s3}\${BucketName}/*`],
      's3',
      'GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration',
    ),
  ],
  S3WritePolicy: [
    on(
      [`${s3}\${BucketName}`, `${s3}\${BucketName}/*`],
      's3',
      'PutObject PutObjectAcl PutLifecycleConfiguration',
    ),
  ],
  SageMakerCreateEndpointConfigPolicy: [
    on(
      [`${local('sagemaker')}endpoint-config/\${EndpointConfigName}`],
      'sagemaker',
      'CreateEndpointConfig',
    ),
  ],
  SageMakerCreateEndpointPolicy: [
    on([`${local('sagemaker')}endpoint/\${EndpointName}`], 'sagemaker', 'CreateEndpoint'),
  ],
  SNSCrudPolicy: [
    on(
      [`${local('sns')}\${TopicName}*`],
      'sns',
      'ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish',
    ),
  ],
  SNSPublishMessagePolicy: [on([`${local('sns')}\${TopicName}`], 'sns', 'Publish')],
  SQSPollerPolicy: [
    on(
      [`${local('sqs')}\${QueueName}`],
      'sqs',
      'ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
    ),
  ],
  SQSSendMessagePolicy: [on([`${local('sqs')}\${QueueName}`], 'sqs', 'SendMessage*')],
  SSMParameterReadPolicy: [
    on(['*'], 'ssm', 'DescribeParameters'),
    on(
      [`${local('ssm')}parameter/\${ParameterName}`],
      'ssm',
      'GetParameters GetParameter GetParametersByPath',
    ),
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    on(['*'], 'ssm', 'DescribeParameters'),
    on(
      [`${local('ssm')}parameter\${ParameterName}`],
      'ssm',
      'GetParameters GetParameter GetParametersByPath',
    ),
  ],
  StepFunctionsExecutionPolicy: [
    on([`${local('states')}stateMachine:\${StateMachineName}`], 'states', 'StartExecution'),
  ],
  TextractDetectAnalyzePolicy: [
    on(
      ['*'],
      'textract',
      'DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument',
    ),
  ],
  TextractGetResultPolicy: [on(['*'], 'textract', 'GetDocumentTextDetection GetDocumentAnalysis')],
  TextractPolicy: [on(['*'], 'textract', '*')],
  VPCAccessPolicy: [
    on(
      ['*'],
      'ec2',
      'CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface',
    ),
  ],
};
