import type { Cloud } from '../core/service.ts';

/** The URL of the queue with this ARN. */
export function queueUrl(cloud: Cloud, arn: string): string {
  const [, , , , account, name] = arn.split(':');
  return `${cloud.endpoint}/${account}/${name}`;
}
