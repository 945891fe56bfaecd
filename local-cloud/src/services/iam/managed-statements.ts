/** Actions by their service, as `sns: Publish Subscribe`. */
function allow(
  actions: readonly string[],
  Resource: string | readonly string[],
  Condition?: object,
) {
  const Action = actions.flatMap((text) => {
    const [service, names = ''] = text.split(': ');
    return names.split(' ').map((name) => `${service}:${name}`);
  });
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

/** What both policies for all of EventBridge say. */
const EVENTS = [
  allow(['events: *', 'schemas: *', 'scheduler: *', 'pipes: *'], '*'),
  allow(
    ['iam: CreateServiceLinkedRole'],
    'arn:aws:iam::*:role/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations',
    { StringEquals: { 'iam:AWSServiceName': 'apidestinations.events.amazonaws.com' } },
  ),
  allow(
    ['iam: CreateServiceLinkedRole'],
    'arn:aws:iam::*:role/aws-service-role/schemas.amazonaws.com/AWSServiceRoleForSchemas',
    { StringEquals: { 'iam:AWSServiceName': 'schemas.amazonaws.com' } },
  ),
  allow(
    ['secretsmanager: CreateSecret UpdateSecret DeleteSecret GetSecretValue PutSecretValue'],
    'arn:aws:secretsmanager:*:*:secret:events!*',
  ),
];

/**
 * The policies of AWS's own that have several statements, or resources, as AWS documents them.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const AWS_MANAGED_STATEMENTS: Readonly<Record<string, readonly object[]>> = {
  'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess': [
    allow(
      [
        'dynamodb: *',
        'dax: *',
        'application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget',
        'cloudwatch: DeleteAlarms DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics PutMetricAlarm GetMetricData',
        'datapipeline: ActivatePipeline CreatePipeline DeletePipeline DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines PutPipelineDefinition QueryObjects',
        'ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups',
        'iam: GetRole ListRoles',
        'kms: DescribeKey ListAliases',
        'sns: CreateTopic DeleteTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe SetTopicAttributes',
        'lambda: CreateFunction ListFunctions ListEventSourceMappings CreateEventSourceMapping DeleteEventSourceMapping GetFunctionConfiguration DeleteFunction',
        'resource-groups: ListGroups ListGroupResources GetGroup GetGroupQuery DeleteGroup CreateGroup',
        'tag: GetResources',
        'kinesis: ListStreams DescribeStream DescribeStreamSummary',
      ],
      '*',
    ),
    allow(
      ['cloudwatch: GetInsightRuleReport'],
      'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*',
    ),
    allow(['iam: PassRole'], '*', {
      StringLike: {
        'iam:PassedToService': [
          'application-autoscaling.amazonaws.com',
          'application-autoscaling.amazonaws.com.cn',
          'dax.amazonaws.com',
        ],
      },
    }),
    allow(['iam: CreateServiceLinkedRole'], '*', {
      StringEquals: {
        'iam:AWSServiceName': [
          'replication.dynamodb.amazonaws.com',
          'dax.amazonaws.com',
          'dynamodb.application-autoscaling.amazonaws.com',
          'contributorinsights.dynamodb.amazonaws.com',
          'kinesisreplication.dynamodb.amazonaws.com',
        ],
      },
    }),
  ],
  'arn:aws:iam::aws:policy/AmazonEventBridgeFullAccess': [
    ...EVENTS,
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/*', {
      StringLike: { 'iam:PassedToService': 'events.amazonaws.com' },
    }),
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/*', {
      StringLike: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    }),
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/*', {
      StringLike: { 'iam:PassedToService': 'pipes.amazonaws.com' },
    }),
  ],
  'arn:aws:iam::aws:policy/AmazonSNSFullAccess': [
    allow(['sns: *'], '*'),
    allow(
      [
        'sms-voice: DescribeVerifiedDestinationNumbers CreateVerifiedDestinationNumber SendDestinationNumberVerificationCode SendTextMessage DeleteVerifiedDestinationNumber VerifyDestinationNumber DescribeAccountAttributes DescribeSpendLimits DescribePhoneNumbers SetTextMessageSpendLimitOverride DescribeOptedOutNumbers DeleteOptedOutNumber',
      ],
      '*',
      { StringEquals: { 'aws:CalledViaLast': 'sns.amazonaws.com' } },
    ),
  ],
  'arn:aws:iam::aws:policy/AWSLambdaExecute': [
    allow(['logs: *'], 'arn:aws:logs:*:*:*'),
    allow(['s3: GetObject PutObject'], 'arn:aws:s3:::*'),
  ],
  'arn:aws:iam::aws:policy/CloudWatchEventsFullAccess': [
    ...EVENTS,
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/AWS_Events_Invoke_Targets'),
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/*', {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    }),
    allow(['iam: PassRole'], 'arn:aws:iam::*:role/*', {
      StringEquals: { 'iam:PassedToService': 'pipes.amazonaws.com' },
    }),
  ],
  'arn:aws:iam::aws:policy/CloudWatchFullAccess': [
    allow(
      [
        'autoscaling: Describe*',
        'cloudwatch: *',
        'logs: *',
        'sns: *',
        'iam: GetPolicy GetPolicyVersion GetRole',
        'oam: ListSinks',
      ],
      '*',
    ),
    allow(
      ['iam: CreateServiceLinkedRole'],
      'arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*',
      { StringLike: { 'iam:AWSServiceName': 'events.amazonaws.com' } },
    ),
    allow(['oam: ListAttachedLinks'], 'arn:aws:oam:*:*:sink/*'),
  ],
  'arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole': [
    allow(
      [
        'glue: *',
        's3: GetBucketLocation ListBucket ListAllMyBuckets GetBucketAcl',
        'ec2: DescribeVpcEndpoints DescribeRouteTables CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute',
        'iam: ListRolePolicies GetRole GetRolePolicy',
        'cloudwatch: PutMetricData',
      ],
      '*',
    ),
    allow(['s3: CreateBucket'], 'arn:aws:s3:::aws-glue-*'),
    allow(
      ['s3: GetObject PutObject DeleteObject'],
      ['arn:aws:s3:::aws-glue-*/*', 'arn:aws:s3:::*/*aws-glue-*/*'],
    ),
    allow(['s3: GetObject'], ['arn:aws:s3:::crawler-public*', 'arn:aws:s3:::aws-glue-*']),
    allow(['logs: CreateLogGroup CreateLogStream PutLogEvents'], 'arn:aws:logs:*:*:*:/aws-glue/*'),
    allow(
      ['ec2: CreateTags DeleteTags'],
      [
        'arn:aws:ec2:*:*:network-interface/*',
        'arn:aws:ec2:*:*:security-group/*',
        'arn:aws:ec2:*:*:instance/*',
      ],
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['aws-glue-service-resource'] } },
    ),
  ],
  // What of it concerns the services that are here.
  'arn:aws:iam::aws:policy/ReadOnlyAccess': [
    allow(
      [
        'apigateway: GET',
        'cloudformation: BatchDescribeTypeConfigurations Describe* Detect* Estimate* Get* List* ValidateTemplate',
        'cloudwatch: Describe* GenerateQuery GenerateQueryResultsSummary Get* List*',
        'dynamodb: BatchGet* Describe* Get* List* PartiQLSelect Query Scan',
        'ecr: BatchCheck* BatchGet* Describe* Get* List*',
        'ecs: Describe* List*',
        'events: Describe* List* Test*',
        'glue: BatchGetJobs GetJob GetJobBookmark GetJobRun GetJobRuns GetJobs GetTags ListJobs',
        'iam: Generate* Get* List* Simulate*',
        'kinesis: Describe* Get* List*',
        'kms: Describe* Get* List*',
        'lambda: Get* List*',
        'logs: Describe* FilterLogEvents Get* ListTagsForResource ListTagsLogGroup StartLiveTail StartQuery StopLiveTail StopQuery TestMetricFilter',
        's3: DescribeJob Get* List*',
        'sagemaker: Describe* GetSearchSuggestions List* Search',
        'scheduler: GetSchedule GetScheduleGroup ListScheduleGroups ListSchedules ListTagsForResource',
        'sns: Check* Get* List*',
        'sqs: Get* List* Receive*',
        'ssm: Describe* Get* List*',
        'states: Describe* GetExecutionHistory List* ValidateStateMachineDefinition',
        'sts: GetAccessKeyInfo GetCallerIdentity GetSessionToken',
        'xray: BatchGet* CancelTraceRetrieval Get* ListResourcePolicies ListRetrievedTraces ListTagsForResource StartTraceRetrieval',
      ],
      '*',
    ),
  ],
};
