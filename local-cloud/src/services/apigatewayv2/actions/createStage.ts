import type {
  CreateStageRequest,
  CreateStageResponse,
  RouteSettings,
} from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { AccessLog } from '../../apis/access-log.ts';
import { conflict } from '../../apis/errors.ts';
import { Throttle } from '../../apis/throttle.ts';
import type { HttpApi } from '../api.ts';
import type { Apis } from '../apis.ts';
import { descriptionText, tagMap } from '../members.ts';

/** What whoever sets up log delivery must be allowed to do. */
const LOG_DELIVERY = ['CreateLogDelivery', 'PutResourcePolicy', 'DescribeResourcePolicies'];

/**
 * Creates a stage that always serves the API as it stands. `$default` is served without a prefix.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
 */
export function createStage(apis: Apis): Operation<CreateStageRequest, CreateStageResponse> {
  const { cloud } = apis;
  return {
    members: {
      ApiId: { required: true },
      StageName: {
        required: true,
        pattern: '\\$default|[\\w-]+',
        length: [1, 128],
        says: {
          pattern: 'Stage name only allows a-z, A-Z, 0-9, hyphen and underscore, or $default',
        },
      },
      AutoDeploy: {},
      AccessLogSettings: { members: { DestinationArn: {}, Format: { length: [1, 1024] } } },
      DefaultRouteSettings: {
        members: {
          ThrottlingBurstLimit: {},
          ThrottlingRateLimit: { fraction: true },
          DetailedMetricsEnabled: {},
        },
      },
      Description: descriptionText,
      StageVariables: { values: { length: [0, 2048] } },
      Tags: tagMap,
    },
    permissions: ({ ApiId, AccessLogSettings }) => [
      ...apis.permission('POST', `/apis/${ApiId}/stages`),
      ...(AccessLogSettings === undefined ? [] : LOG_DELIVERY).map((name) => ({
        action: `logs:${name}`,
        resource: '*',
      })),
    ],
    async handle({ ApiId, ...input }) {
      const api = apis.get(ApiId);
      const { StageName = '', AutoDeploy, AccessLogSettings, DefaultRouteSettings } = input;
      if (!AutoDeploy) throw notSupported('ApiGatewayV2', 'stages without AutoDeploy');
      checkNew(api, StageName);
      const throttle = throttleOf(apis, DefaultRouteSettings);
      const accessLog =
        AccessLogSettings &&
        (await AccessLog.open(cloud, `${ApiId}/${StageName}`, AccessLogSettings));
      checkNew(apis.get(ApiId), StageName);
      const now = new Date(cloud.clock.now());
      const description = {
        ...input,
        StageName,
        RouteSettings: {},
        StageVariables: input.StageVariables ?? {},
        Tags: input.Tags ?? {},
        CreatedDate: now,
        LastUpdatedDate: now,
      };
      api.stages.set(StageName, { description, throttle, accessLog });
      return description;
    },
  };
}

function throttleOf({ cloud }: Apis, settings: RouteSettings = {}): Throttle | undefined {
  if (settings.DetailedMetricsEnabled) throw notSupported('ApiGatewayV2', 'detailed metrics');
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  if (burst === undefined && rate === undefined) return undefined;
  // The account's own limits stand in for the one that is not given.
  return new Throttle(cloud.clock, burst ?? 5_000, rate ?? 10_000);
}

function checkNew({ stages }: HttpApi, name: string): void {
  if (stages.has(name)) throw conflict('Stage already exists');
}
