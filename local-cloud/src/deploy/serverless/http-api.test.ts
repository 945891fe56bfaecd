import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { parseTemplate } from '../template.ts';

function expanded(
  events: Record<string, JsonObject>,
  others: JsonObject = {},
  Globals: JsonObject = {},
) {
  const Events = Object.fromEntries(
    Object.entries(events).map(([name, Properties]) => [name, { Type: 'HttpApi', Properties }]),
  );
  const Shop = {
    Type: 'AWS::Serverless::Function',
    Properties: { Handler: 'shop.handler', Runtime: 'nodejs24.x', CodeUri: 'src', Events },
  };
  const Resources = { Shop, ...others };
  const template = { Transform: 'AWS::Serverless-2016-10-31', Globals, Resources };
  return parseTemplate(JSON.stringify(template), 'template.yaml').Resources;
}

test('events that name no API share one, whose stage has no name in the path', () => {
  const made = expanded({
    Get: { Path: '/teas/{id}', Method: 'get' },
    Put: { Path: '/teas', Method: 'PUT' },
  });
  expect(made.ServerlessHttpApi).toMatchObject({
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name: { Ref: 'AWS::StackName' }, ProtocolType: 'HTTP' },
  });
  expect(made.ServerlessHttpApiApiGatewayDefaultStage?.Properties).toMatchObject({
    StageName: '$default',
    AutoDeploy: true,
  });
  expect(made.ShopGetRoute?.Properties).toMatchObject({
    ApiId: { Ref: 'ServerlessHttpApi' },
    RouteKey: 'GET /teas/{id}',
    Target: { 'Fn::Sub': 'integrations/${ShopGetIntegration}' },
  });
  expect(made.ShopPutIntegration?.Properties).toMatchObject({
    IntegrationUri: { 'Fn::GetAtt': ['Shop', 'Arn'] },
    PayloadFormatVersion: '2.0',
  });
  expect(JSON.stringify(made.ShopGetPermission?.Properties)).toContain('${Api}/*/GET/teas/*');
});

test('an API of the template has its stage, its settings and the routes that name it', () => {
  const Api = {
    Type: 'AWS::Serverless::HttpApi',
    Properties: { StageName: 'v1', DefaultRouteSettings: { ThrottlingBurstLimit: 5 } },
  };
  const made = expanded({ All: { ApiId: { Ref: 'Api' }, PayloadFormatVersion: '1.0' } }, { Api });
  expect(made.Apiv1Stage?.Properties).toMatchObject({
    ApiId: { Ref: 'Api' },
    StageName: 'v1',
    DefaultRouteSettings: { ThrottlingBurstLimit: 5 },
  });
  expect(made.ShopAllRoute?.Properties).toMatchObject({
    ApiId: { Ref: 'Api' },
    RouteKey: '$default',
  });
  expect(made.ShopAllIntegration?.Properties).toMatchObject({ PayloadFormatVersion: '1.0' });
  expect(made).not.toHaveProperty('ServerlessHttpApi');
});

test('an API that the template does not name is as the globals say, and one that it names, too', () => {
  const Api = { Type: 'AWS::Serverless::HttpApi', Properties: { CorsConfiguration: true } };
  const CorsConfiguration = { AllowOrigins: ['https://harbour.example'] };
  const HttpApi = { CorsConfiguration, DefaultRouteSettings: { ThrottlingBurstLimit: 5 } };
  const made = expanded({ Get: { Path: '/teas', Method: 'get' } }, { Api }, { HttpApi });
  expect(made.ServerlessHttpApi?.Properties).toMatchObject({ CorsConfiguration });
  expect(made.ServerlessHttpApiApiGatewayDefaultStage?.Properties).toMatchObject({
    DefaultRouteSettings: HttpApi.DefaultRouteSettings,
  });
  expect(made.Api?.Properties).toMatchObject({ CorsConfiguration: { AllowOrigins: ['*'] } });
  expect(() =>
    expanded({ Get: { Path: '/', Method: 'get' } }, {}, { HttpApi: { Auth: {} } }),
  ).toThrow(expect.objectContaining({ why: expect.stringContaining('Auth') }));
});

test('what is not served of an API or a route is refused by name', () => {
  const Api = { Type: 'AWS::Serverless::HttpApi', Properties: { DefinitionUri: 'api.yaml' } };
  const why = (name: string) => expect.objectContaining({ why: expect.stringContaining(name) });
  expect(() => expanded({}, { Api })).toThrow(why('DefinitionUri'));
  expect(() => expanded({ Get: { Path: '/', Method: 'GET', Auth: {} } })).toThrow(why('Auth'));
  expect(() => expanded({ Get: { Path: '/' } })).toThrow('ShopGet has one of Path and Method');
});
