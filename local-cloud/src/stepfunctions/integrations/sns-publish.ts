import type { OptimisedIntegration } from './optimised.ts';

/**
 * `sns:publish`; a `Message` that is an object is sent as its JSON text.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export const snsPublish: OptimisedIntegration = {
  patterns: ['request', 'waitForTaskToken'],
  names: { prefix: 'SNS', service: 'AmazonSNS', baseException: 'AmazonSNSException' },
  headers: { contentType: 'text/xml', connection: 'connection' },
};
