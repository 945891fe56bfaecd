import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { parseTemplate } from '../template.ts';

const Transform = 'AWS::Serverless-2016-10-31';
const sameCode = () => 'a digest';

function parsed(Resources: JsonObject, rest: JsonObject = {}, digest = sameCode) {
  const template = { Transform, Resources, ...rest };
  return parseTemplate(JSON.stringify(template), 'template.yaml', { digest });
}

const fn = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::Function',
  Properties: {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    CodeUri: 'src/',
    AutoPublishAlias: 'live',
    ...properties,
  },
});
const machine = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::StateMachine',
  Properties: { DefinitionUri: 'order.asl.json', ...properties },
});

function versionOf(properties: JsonObject, digest = sameCode): string {
  const ids = Object.keys(parsed({ Grind: fn(properties) }, {}, digest).Resources);
  return ids.find((id) => /^GrindVersion[0-9a-f]{10}$/.test(id)) ?? ids.join();
}

describe('the alias of a function', () => {
  test('stands for a version of its own', () => {
    const provisioned = { ProvisionedConcurrentExecutions: 1 };
    const { Resources } = parsed({
      Grind: fn({ VersionDescription: 'finer', ProvisionedConcurrencyConfig: provisioned }),
    });
    const versionId = versionOf({});
    expect(Resources[versionId]).toMatchObject({
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      Properties: { FunctionName: { Ref: 'Grind' }, Description: 'finer' },
    });
    expect(Resources.GrindAliaslive).toMatchObject({
      Type: 'AWS::Lambda::Alias',
      Properties: {
        Name: 'live',
        FunctionName: { Ref: 'Grind' },
        FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] },
        ProvisionedConcurrencyConfig: provisioned,
      },
    });
  });

  test('moves on with the code, the variables and the memory, and with all where that is said', () => {
    const before = versionOf({});
    expect(versionOf({}, () => 'another digest')).not.toBe(before);
    expect(versionOf({ MemorySize: 256 })).not.toBe(before);
    expect(versionOf({ Environment: { Variables: { GRADE: '3' } } })).not.toBe(before);
    expect(versionOf({ Timeout: 9 })).toBe(before);
    const all = { AutoPublishAliasAllProperties: true };
    expect(versionOf({ ...all, Timeout: 9 })).not.toBe(versionOf(all));
  });

  test('moves on with a digest of the code that is given, which the description tells', () => {
    const given = (AutoPublishCodeSha256: string) => ({ AutoPublishCodeSha256 });
    expect(versionOf(given('one'))).not.toBe(versionOf(given('two')));
    expect(versionOf(given('one'), () => 'another digest')).toBe(versionOf(given('one')));
    const { Grind } = parsed({ Grind: fn({ ...given('one'), Description: 'Grinds' }) }).Resources;
    expect(Grind?.Properties.Description).toEqual({ 'Fn::Join': [' ', ['Grinds', 'one']] });
  });

  test('may be called by a parameter', () => {
    const Parameters = { Stage: { Type: 'String', Default: 'dev' } };
    const Resources = { Grind: fn({ AutoPublishAlias: { Ref: 'Stage' } }) };
    const { GrindAliasStage } = parsed(Resources, { Parameters }).Resources;
    expect(GrindAliasStage?.Properties.Name).toEqual({ Ref: 'Stage' });
    const AutoPublishAlias = { 'Fn::Sub': '${Stage}' };
    expect(() => parsed({ Grind: fn({ AutoPublishAlias }) }, { Parameters })).toThrow(
      expect.objectContaining({
        why: expect.stringContaining('expected a name, or the Ref of a parameter'),
      }),
    );
  });

  test('is what its events start', () => {
    const alias = { Ref: 'GrindAliaslive' };
    const Events = {
      Bean: { Type: 'SQS', Properties: { Queue: 'arn:queue' } },
      News: { Type: 'SNS', Properties: { Topic: 'arn:topic' } },
      Get: { Type: 'HttpApi', Properties: { Path: '/beans', Method: 'get' } },
      Tick: { Type: 'Schedule', Properties: { Schedule: 'rate(1 hour)' } },
      Tock: { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 hour)' } },
    };
    const { Resources } = parsed({ Grind: fn({ Events }) });
    expect(Resources).toMatchObject({
      GrindBean: { Properties: { FunctionName: alias } },
      GrindNews: { Properties: { Endpoint: alias } },
      GrindNewsPermission: { Properties: { FunctionName: alias } },
      GrindGetIntegration: { Properties: { IntegrationUri: alias } },
      GrindGetPermission: { Properties: { FunctionName: alias } },
      GrindTick: { Properties: { Targets: [{ Arn: alias }] } },
      GrindTickPermission: { Properties: { FunctionName: alias } },
      GrindTock: { Properties: { Target: { Arn: alias } } },
    });
    expect(JSON.stringify(Resources.GrindTockRole?.Properties)).toContain('"GrindAliaslive"');
  });

  test('has the way with asynchronous events', () => {
    const EventInvokeConfig = { MaximumRetryAttempts: 1 };
    const { GrindEventInvokeConfig } = parsed({ Grind: fn({ EventInvokeConfig }) }).Resources;
    expect(GrindEventInvokeConfig).toMatchObject({
      DependsOn: ['GrindAliaslive'],
      Properties: { FunctionName: { Ref: 'Grind' }, Qualifier: 'live' },
    });
  });

  test.each<JsonObject>([
    { VersionDeletionPolicy: 'Retain' },
    { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } },
    { DeploymentPreference: { Type: 'AllAtOnce' } },
  ])('must be there for %j', (more) => {
    const Grind = { ...fn(), Properties: { CodeUri: 'src/', ...more } };
    const [name] = Object.keys(more);
    expect(() => parsed({ Grind })).toThrow(`Grind has ${name}, and no AutoPublishAlias`);
  });

  test('need not be there for a preference that is switched off', () => {
    const DeploymentPreference = { Type: 'AllAtOnce', Enabled: false };
    const Grind = { ...fn(), Properties: { CodeUri: 'src/', DeploymentPreference } };
    expect(Object.keys(parsed({ Grind }).Resources)).toEqual(['GrindRole', 'Grind']);
  });
});

describe('what SAM makes is referred to', () => {
  test('by what it is of its resource, wherever a reference stands', () => {
    const id = versionOf({});
    const values = {
      A: [{ Ref: 'Grind.Alias' }, { Ref: 'GrindAliaslive' }],
      B: [{ Ref: 'Grind.Version' }, { Ref: id }],
      C: [{ 'Fn::GetAtt': 'Grind.Version.Version' }, { 'Fn::GetAtt': `${id}.Version` }],
      D: [{ 'Fn::GetAtt': ['Grind', 'Version.Version'] }, { 'Fn::GetAtt': `${id}.Version` }],
      E: [{ 'Fn::GetAtt': ['Grind', 'Arn'] }, { 'Fn::GetAtt': ['Grind', 'Arn'] }],
      F: [
        { 'Fn::Sub': '${Grind.Alias}, ${!Grind.Alias}, ${Grind.Arn}' },
        { 'Fn::Sub': '${GrindAliaslive}, ${!Grind.Alias}, ${Grind.Arn}' },
      ],
      G: [
        { 'Fn::Sub': ['${Grind.Alias} ${of}', { of: { Ref: 'Grind.Alias' } }] },
        { 'Fn::Sub': ['${GrindAliaslive} ${of}', { of: { Ref: 'GrindAliaslive' } }] },
      ],
    };
    const of = (index: number) =>
      Object.fromEntries(
        Object.entries(values).map(([key, pair]) => [key, { Value: pair[index]! }]),
      );
    const Queue = (QueueName: JsonObject) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName },
    });
    const { Resources, Outputs } = parsed(
      { Grind: fn(), Beans: Queue({ Ref: 'Grind.Alias' }) },
      { Outputs: of(0) },
    );
    expect(Outputs).toEqual(of(1));
    expect(Resources.Beans).toMatchObject(Queue({ Ref: 'GrindAliaslive' }));
  });
});

describe('the alias of a state machine', () => {
  const Events = { Tick: { Type: 'Schedule', Properties: { Schedule: 'rate(1 hour)' } } };

  test('stands for a version that follows each revision', () => {
    const { Resources } = parsed({ Order: machine({ AutoPublishAlias: 'live', Events }) });
    expect(Resources).toMatchObject({
      OrderVersion: {
        Type: 'AWS::StepFunctions::StateMachineVersion',
        Properties: {
          StateMachineArn: { Ref: 'Order' },
          StateMachineRevisionId: { 'Fn::GetAtt': ['Order', 'StateMachineRevisionId'] },
        },
      },
      OrderAliaslive: {
        Type: 'AWS::StepFunctions::StateMachineAlias',
        Properties: {
          Name: 'live',
          DeploymentPreference: {
            Type: 'ALL_AT_ONCE',
            StateMachineVersionArn: { Ref: 'OrderVersion' },
          },
        },
      },
      OrderTick: { Properties: { Targets: [{ Arn: { Ref: 'Order' } }] } },
    });
  });

  test('is what events start where that is said', () => {
    const DeploymentPreference = { Type: 'LINEAR', Percentage: 10, Interval: 5 };
    const { Resources } = parsed({
      Order: machine({
        AutoPublishAlias: 'live',
        UseAliasAsEventTarget: true,
        DeploymentPreference,
        Events,
      }),
    });
    expect(Resources.OrderTick?.Properties.Targets).toMatchObject([
      { Arn: { Ref: 'OrderAliaslive' } },
    ]);
    expect(Resources.OrderAliaslive?.Properties.DeploymentPreference).toMatchObject(
      DeploymentPreference,
    );
    expect(JSON.stringify(Resources.OrderTickRole?.Properties)).toContain('"OrderAliaslive"');
  });

  test.each<JsonObject>([
    { UseAliasAsEventTarget: true },
    { DeploymentPreference: { Type: 'CANARY' } },
  ])('must be there for %j', (more) => {
    const [name] = Object.keys(more);
    expect(() => parsed({ Order: machine(more) })).toThrow(
      `Order has ${name}, and no AutoPublishAlias`,
    );
  });
});
