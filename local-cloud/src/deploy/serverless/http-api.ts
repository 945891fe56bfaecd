import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { given, type Made, passed, read, serverlessType } from './made.ts';
import { addPermission, type EventSource } from './rule-events.ts';

const CREATED_BY = { 'httpapi:createdBy': 'SAM' };

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export const serverlessHttpApi = serverlessType({
  type: 'AWS::Serverless::HttpApi',
  properties: z.strictObject({
    ...passed(['Name', 'Description', 'AccessLogSettings', 'DefaultRouteSettings']),
    StageName: z.string().default('$default'),
    Tags: jsonObject.default({}),
    CorsConfiguration: z
      .union([z.literal(true), jsonObject], 'Invalid input: expected true or a map of settings')
      .optional(),
  }),
  expand(api, made) {
    const { StageName, Tags: own } = api;
    const Tags = { ...CREATED_BY, ...own };
    const { Name = { Ref: 'AWS::StackName' }, Description } = api;
    const CorsConfiguration =
      api.CorsConfiguration === true ? { AllowOrigins: ['*'] } : api.CorsConfiguration;
    made.addMain(
      'AWS::ApiGatewayV2::Api',
      given({ Name, ProtocolType: 'HTTP', Description, Tags, CorsConfiguration }),
    );
    const stage = StageName === '$default' ? 'ApiGatewayDefault' : StageName.replace(/\W/g, '');
    const stageId = `${made.id}${stage}Stage`;
    made.refer('Stage', stageId);
    made.add(
      stageId,
      'AWS::ApiGatewayV2::Stage',
      given({
        ApiId: { Ref: made.id },
        StageName,
        AutoDeploy: true,
        AccessLogSettings: api.AccessLogSettings,
        DefaultRouteSettings: api.DefaultRouteSettings,
        Tags,
      }),
    );
  },
});

/** The API that SAM makes for events that name none. */
const IMPLICIT = 'ServerlessHttpApi';

const event = z.strictObject({
  ApiId: json.optional(),
  Path: z.string().optional(),
  Method: z.string().optional(),
  ...passed(['PayloadFormatVersion', 'TimeoutInMillis']),
});

/** A route of an HTTP API to a function; without a path it has what no other route has. */
export const addHttpRoute: EventSource = (made, eventId, properties, started) => {
  const {
    ApiId = implicitApi(made),
    Path,
    Method,
    ...integration
  } = read(event, properties, eventId);
  if ((Path === undefined) !== (Method === undefined)) {
    throw new UserError(`${eventId} has one of Path and Method`, {
      fix: 'Give it both, or none for the requests that no other route has.',
    });
  }
  const isDefault = Path === undefined || Path === '$default';
  const method = (Method ?? 'ANY').toUpperCase().replace('X-AMAZON-APIGATEWAY-ANY-METHOD', 'ANY');
  made.add(`${eventId}Integration`, 'AWS::ApiGatewayV2::Integration', {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: started.arn,
    PayloadFormatVersion: '2.0',
    ...given(integration),
  });
  made.add(`${eventId}Route`, 'AWS::ApiGatewayV2::Route', {
    ApiId,
    RouteKey: isDefault ? '$default' : `${method} ${Path}`,
    Target: { 'Fn::Sub': `integrations/\${${eventId}Integration}` },
  });
  const verb = method === 'ANY' ? '*' : method;
  const where = isDefault ? '*' : `*/${verb}${Path.replace(/\{[^}]*\}/g, '*')}`;
  addPermission(made, eventId, started, 'apigateway.amazonaws.com', sourceArn(ApiId, where));
};

/** Made with the first event that needs it. */
function implicitApi(made: Made): Json {
  if (made.other(IMPLICIT) === undefined) {
    made.addShared(IMPLICIT, 'AWS::Serverless::HttpApi');
  }
  return { Ref: IMPLICIT };
}

function sourceArn(Api: Json, where: string): Json {
  const text = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${where}`;
  return { 'Fn::Sub': [text, { Api }] };
}
