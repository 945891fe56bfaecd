import type { ResourceType } from '../resource-type.ts';
import { apiGatewayAccount } from './apigateway-account.ts';
import { restApiAuthorizer } from './apigateway-authorizer.ts';
import { restApiDeployment } from './apigateway-deployment.ts';
import { restApiMethod } from './apigateway-method.ts';
import { restApiResource } from './apigateway-resource.ts';
import { restApi } from './apigateway-rest-api.ts';
import { restApiStage } from './apigateway-stage.ts';
import { httpApi } from './apigatewayv2-api.ts';
import { httpApiIntegration } from './apigatewayv2-integration.ts';
import { httpApiRoute } from './apigatewayv2-route.ts';
import { httpApiStage } from './apigatewayv2-stage.ts';
import { cdkBucketNotifications } from './cdk-bucket-notifications.ts';
import { cdkLogRetention } from './cdk-log-retention.ts';
import { cdkMetadata } from './cdk-metadata.ts';
import { cdkAutoDeleteObjects, cdkRestrictDefaultGroup } from './cdk-nothing.ts';
import { cloudwatchAlarm } from './cloudwatch-alarm.ts';
import { cloudwatchDashboard } from './cloudwatch-dashboard.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { ec2InternetGateway } from './ec2-internet-gateway.ts';
import {
  ec2Eip,
  ec2NatGateway,
  ec2SecurityGroupEgress,
  ec2SecurityGroupIngress,
  ec2VpcEndpoint,
} from './ec2-names.ts';
import { ec2Route } from './ec2-route.ts';
import { ec2RouteTable } from './ec2-route-table.ts';
import { ec2SecurityGroup } from './ec2-security-group.ts';
import { ec2Subnet } from './ec2-subnet.ts';
import { ec2SubnetRouteTableAssociation } from './ec2-subnet-route-table-association.ts';
import { ec2Vpc } from './ec2-vpc.ts';
import { ec2VpcGatewayAttachment } from './ec2-vpc-gateway-attachment.ts';
import { ecrRepository } from './ecr-repository.ts';
import { ecsCluster } from './ecs-cluster.ts';
import { ecsTaskDefinition } from './ecs-task-definition.ts';
import { eventsArchive } from './events-archive.ts';
import { eventsConnection } from './events-connection.ts';
import { eventsEventBus } from './events-event-bus.ts';
import { eventsEventBusPolicy } from './events-event-bus-policy.ts';
import { eventsRule } from './events-rule.ts';
import { glueJob } from './glue-job.ts';
import { iamManagedPolicy } from './iam-managed-policy.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { iamRolePolicy } from './iam-role-policy.ts';
import { kinesisResourcePolicy } from './kinesis-resource-policy.ts';
import { kinesisStream } from './kinesis-stream.ts';
import { kinesisStreamConsumer } from './kinesis-stream-consumer.ts';
import { kmsAlias } from './kms-alias.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaLayerVersion } from './lambda-layer-version.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { lambdaUrl } from './lambda-url.ts';
import { lambdaVersion } from './lambda-version.ts';
import { logGroup } from './logs-log-group.ts';
import { logStream } from './logs-log-stream.ts';
import { logsResourcePolicy } from './logs-resource-policy.ts';
import { pipesPipe } from './pipes-pipe.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { schedulerSchedule } from './scheduler-schedule.ts';
import { schedulerScheduleGroup } from './scheduler-schedule-group.ts';
import { serverlessAccountRole } from './serverless-account-role.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { snsTopicPolicy } from './sns-topic-policy.ts';
import { sqsQueue } from './sqs-queue.ts';
import { sqsQueuePolicy } from './sqs-queue-policy.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { activity } from './stepfunctions-activity.ts';
import { stateMachine } from './stepfunctions-state-machine.ts';
import { stateMachineAlias } from './stepfunctions-state-machine-alias.ts';
import { stateMachineVersion } from './stepfunctions-state-machine-version.ts';

/** Every CloudFormation resource type the local cloud makes. */
export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [
    apiGatewayAccount,
    restApi,
    restApiAuthorizer,
    restApiDeployment,
    restApiMethod,
    restApiResource,
    restApiStage,
    httpApi,
    httpApiIntegration,
    httpApiRoute,
    httpApiStage,
    cloudwatchAlarm,
    cloudwatchDashboard,
    dynamodbTable,
    ec2Eip,
    ec2InternetGateway,
    ec2NatGateway,
    ec2SecurityGroupEgress,
    ec2SecurityGroupIngress,
    ec2VpcEndpoint,
    ec2Route,
    ec2RouteTable,
    ec2SecurityGroup,
    ec2Subnet,
    ec2SubnetRouteTableAssociation,
    ec2Vpc,
    ec2VpcGatewayAttachment,
    ecrRepository,
    ecsCluster,
    ecsTaskDefinition,
    eventsArchive,
    eventsConnection,
    eventsEventBus,
    eventsEventBusPolicy,
    eventsRule,
    glueJob,
    iamRole,
    kinesisResourcePolicy,
    kinesisStream,
    kinesisStreamConsumer,
    kmsAlias,
    kmsKey,
    lambdaFunction,
    lambdaLayerVersion,
    lambdaPermission,
    lambdaUrl,
    logGroup,
    s3Bucket,
    s3BucketPolicy,
    pipesPipe,
    schedulerSchedule,
    schedulerScheduleGroup,
    snsSubscription,
    snsTopic,
    snsTopicPolicy,
    sqsQueue,
    sqsQueuePolicy,
    ssmParameter,
    stateMachine,
    lambdaVersion,
    lambdaAlias,
    lambdaEventSourceMapping,
    lambdaEventInvokeConfig,
    iamPolicy,
    iamRolePolicy,
    iamManagedPolicy,
    activity,
    stateMachineVersion,
    stateMachineAlias,
    logStream,
    logsResourcePolicy,
    cdkAutoDeleteObjects,
    cdkBucketNotifications,
    cdkLogRetention,
    cdkMetadata,
    cdkRestrictDefaultGroup,
    serverlessAccountRole,
  ].map((type) => [type.type, type]),
);
