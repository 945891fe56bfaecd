import { spawnSync } from 'node:child_process';
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { beforeAll, expect, test } from 'vitest';
import { slugs } from '../project.ts';
import { rolesOf, type Template } from './grants.ts';
import { packagedTemplate } from './packaged.ts';

/**
 * What the framework itself writes: a function depends on its role twice over (W3005), a parameter
 * of the framework is a constant in a condition (W8003), and the template is not formatted for people
 * (W9002).
 */
const OF_THE_FRAMEWORK = ['W3005', 'W8003', 'W9002'];

let file: string;
let template: Template;
beforeAll(async () => {
  ({ template, file } = await packagedTemplate());
});

test('the template passes @aws/cloudformation-validate', () => {
  const engine = new CelEngine();
  try {
    const report = engine.validateStandard(new TemplateFile(file), {
      severityLevel: 'WARN',
      exclude: { ids: OF_THE_FRAMEWORK },
    });
    const found = report.diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`);
    expect(found).toEqual([]);
  } finally {
    engine.free();
  }
});

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
if (!hasCfnLint) console.warn('cfn-lint is not on the PATH: the template is not checked with it.');

test.skipIf(!hasCfnLint)(
  'the template passes cfn-lint',
  () => {
    const ignored = OF_THE_FRAMEWORK.flatMap((rule) => ['--ignore-checks', rule]);
    const { stdout } = spawnSync('cfn-lint', [...ignored, '--', file], { encoding: 'utf8' });
    expect(stdout).toBe('');
  },
  180_000,
);

test('the suite is one stack, with room below the 500 resources that CloudFormation takes', () => {
  expect(Object.keys(template.Resources).length).toBeLessThan(450);
});

test('each workflow has its state machine, traced and logged without data', () => {
  const machines = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
  );
  expect(machines).toHaveLength(slugs.length);
  for (const { Properties } of machines) {
    expect(Properties).toMatchObject({
      LoggingConfiguration: { IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  }
});

test('every log group ends its logs, and those of services are called as AWS asks', () => {
  const groups = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::Logs::LogGroup',
  );
  for (const { Properties } of groups) {
    const { LogGroupName, RetentionInDays } = Properties as Record<string, unknown>;
    expect(RetentionInDays).toBeGreaterThan(0);
    const name = typeof LogGroupName === 'string' ? LogGroupName : JSON.stringify(LogGroupName);
    expect(name).toMatch(/\/aws\/(vendedlogs\/(states|http-api)|lambda)\/|\/ecs\//);
  }
});

/** Their page, docs/deploy.md, says which of their changes need another name. */
const NAMED_BY_US = [
  'AWS::Glue::Job',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SNS::Topic',
  'AWS::SSM::Parameter',
  'AWS::StepFunctions::StateMachine',
];

test('what CloudFormation replaces has a name that it makes, but for what a page tells of', () => {
  const names = /^(Alarm|Bucket|Function|LogGroup|Queue|Role|StateMachine|Table|Topic)?Name$/;
  const isNamed = ({ Properties = {} }: Template['Resources'][string]) =>
    Object.keys(Properties).some((property) => names.test(property));
  // An API's name is a title: two may have the same. The others name the function they are for.
  const free = [
    'AWS::ApiGatewayV2::Api',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Permission',
  ];
  const types = Object.values(template.Resources)
    .filter((resource) => isNamed(resource) && !free.includes(resource.Type))
    .map(({ Type }) => Type);
  expect([...new Set(types)].sort()).toEqual(NAMED_BY_US);
});

const ofType = (type: string) =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

test('every alarm acts on the one topic, which CloudWatch may publish to', () => {
  for (const [alarm, { Properties }] of ofType('AWS::CloudWatch::Alarm')) {
    expect(Properties, alarm).toMatchObject({ AlarmActions: [{ Ref: 'AlarmsTopic' }] });
  }
  const [, { Properties }] = ofType('AWS::SNS::Topic').find(([id]) => id === 'AlarmsTopic')!;
  expect(Properties).not.toHaveProperty('KmsMasterKeyId');
});

test('every function has its code, and a timeout that Lambda takes: no validator looks', () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions).not.toEqual([]);
  for (const [id, { Properties }] of functions) {
    expect(Properties, id).toMatchObject({ Code: { S3Key: expect.stringMatching(/\.zip$/) } });
    expect((Properties as { Timeout: number }).Timeout, id).toBeLessThanOrEqual(900);
  }
});

test('every function has an alarm that its own failing sets off, or says no by failing', () => {
  const alarms = JSON.stringify(ofType('AWS::CloudWatch::Alarm'));
  const silent = ofType('AWS::Lambda::Function').filter(
    ([id]) => !alarms.includes(`{"Name":"FunctionName","Value":{"Ref":"${id}"}}`),
  );
  expect(silent.map(([id]) => id.replace('LambdaFunction', '')).sort()).toEqual([
    'CheckSpotsAvailability',
    'ExtractPayment',
    'GetCreditLimit',
    'ProcessPayment',
    'RemoveRestrictedVersion',
    'RestorePolicy',
    'ValidateEvent',
    'VerifyAddress',
    'VerifyIdentity',
  ]);
});

test('every other topic is encrypted, and every table is kept as its stage says', () => {
  const topics = ofType('AWS::SNS::Topic').filter(([id]) => id !== 'AlarmsTopic');
  for (const [id, { Properties }] of topics) {
    expect(Properties, id).toMatchObject({ KmsMasterKeyId: 'alias/aws/sns' });
  }
  for (const [id, table] of ofType('AWS::DynamoDB::Table')) {
    expect(table, id).toMatchObject({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        DeletionProtectionEnabled: false,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      },
    });
  }
});

test('a role of Step Functions is for one machine of this account', () => {
  const trusted = rolesOf(template).filter(([, { AssumeRolePolicyDocument }]) =>
    JSON.stringify(AssumeRolePolicyDocument).includes('states.amazonaws.com'),
  );
  expect(trusted).toHaveLength(slugs.length);
  for (const [role, { AssumeRolePolicyDocument }] of trusted) {
    expect(AssumeRolePolicyDocument.Statement[0], role).toMatchObject({
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnEquals: { 'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/:stateMachine:/) } },
      },
    });
  }
});

test('every function logs under the name of its workflow', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
    const { Handler, Environment } = Properties as {
      Handler: string;
      Environment: { Variables: Record<string, string> };
    };
    const workflow = Handler.replace('kit/', '').split('/')[1];
    expect(Environment.Variables.POWERTOOLS_SERVICE_NAME, id).toBe(workflow);
  }
});
