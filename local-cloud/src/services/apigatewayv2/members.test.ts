import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createApiGatewayV2 } from './index.ts';

const service = createApiGatewayV2(fakeCloud());
const integration = { ApiId: 'a', IntegrationType: 'AWS_PROXY' };

test.each([
  [
    'CreateApi',
    { Name: 'n'.repeat(129), ProtocolType: 'HTTP' },
    'Member must have length less than or equal to 128',
  ],
  [
    'CreateApi',
    { Name: 'a', ProtocolType: 'HTTP', Tags: { team: null } },
    "Value '{team=null}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint",
  ],
  [
    'CreateIntegration',
    { ...integration, TimeoutInMillis: 30_001 },
    'Timeout should be between 50 ms and 30000 ms',
  ],
  [
    'CreateRoute',
    { ApiId: 'a', RouteKey: '$default', Target: '' },
    'Member must have length greater than or equal to 1',
  ],
  [
    'CreateStage',
    { ApiId: 'a', StageName: 'a b' },
    'Stage name only allows a-z, A-Z, 0-9, hyphen and underscore, or $default',
  ],
])('%s refuses %j', (operation, input, message) => {
  const refused = expect.objectContaining({
    code: 'BadRequestException',
    message: expect.stringContaining(message),
  });
  expect(() => checkRequest(service, operation, input)).toThrow(refused);
});
