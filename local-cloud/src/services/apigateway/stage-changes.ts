import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';
import { withSetting } from './method-settings.ts';
import { type Change, checkReplace } from './patches.ts';
import type { RestApi, RestStage } from './rest-api.ts';
import { checkDeployment, checkVariables, refuseCache } from './stages.ts';

type Description = RestStage['description'];

/** What AWS changes as well. */
const UNSERVED =
  /^\/(?:cacheClusterSize|canarySettings|clientCertificateId|documentationVersion)(?:\/|$)/;

const SERVED = [
  ...['/deploymentId', '/description', '/variables/{variable_name}', '/tracingEnabled'],
  ...['/cacheClusterEnabled', '/accessLogSettings/destinationArn', '/accessLogSettings/format'],
  ...['/{resourcePath}/{httpMethod}/metrics/enabled', '/{resourcePath}/{httpMethod}/logging/*'],
  '/{resourcePath}/{httpMethod}/throttling/*',
].join(', ');

/**
 * A stage as a change of a patch leaves it.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 *
 * @throws BadRequestException; NotSupportedByLocalCloud for what AWS changes, and nobody here
 */
export function changedStage(api: RestApi, stage: Description, change: Change): Description {
  const { op, path, value } = change;
  const [, part = '', name = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  if (part === 'variables' && name !== '') return withVariable(stage, name, change);
  if (part === 'accessLogSettings') return withAccessLog(stage, name, change);
  switch (path) {
    case '/deploymentId':
      checkReplace(change);
      checkDeployment(api, value);
      return { ...stage, deploymentId: value };
    case '/description':
      return { ...stage, description: op === 'remove' ? '' : value };
    case '/tracingEnabled':
      return { ...stage, tracingEnabled: op !== 'remove' && value === 'true' };
    case '/cacheClusterEnabled':
      refuseCache(value === 'true');
      return stage;
  }
  if (UNSERVED.test(path)) throw notSupported('API Gateway', `changes of ${path} of stages`);
  const methodSettings = withSetting(stage.methodSettings ?? {}, change);
  if (methodSettings !== undefined) return { ...stage, methodSettings };
  throw badRequest(`Invalid method setting path: ${path}. Must be one of: [${SERVED}]`);
}

function withVariable(stage: Description, name: string, { op, value }: Change): Description {
  const { [name]: _, ...others } = stage.variables ?? {};
  if (op !== 'remove') checkVariables({ [name]: value });
  return { ...stage, variables: op === 'remove' ? others : { ...others, [name]: value } };
}

/** Until both of its settings are given, nothing is logged. */
function withAccessLog(
  { accessLogSettings = {}, ...stage }: Description,
  name: string,
  { op, value }: Change,
): Description {
  if (op === 'remove' && name === '') return stage;
  if (op === 'remove') {
    throw badRequest(
      `Cannot remove method setting accessLogSettings/${name} because there is no method setting for this method `,
    );
  }
  if (name !== 'destinationArn' && name !== 'format') {
    throw badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  }
  if (value === '') throw badRequest('Access Log value must not be empty');
  return { ...stage, accessLogSettings: { ...accessLogSettings, [name]: value } };
}
