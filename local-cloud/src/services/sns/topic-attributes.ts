import { parsePolicy } from '../../authorization/index.ts';
import { notSupported } from '../../core/errors.ts';
import { checkKey } from './encryption.ts';

/** Settings that are kept and described back; tracing has no effect on a laptop. */
const KEPT = new Set(['DisplayName', 'TracingConfig', 'SignatureVersion']);

/**
 * Sets an attribute of a topic.
 *
 * @throws MalformedPolicyDocument; NotSupportedByLocalCloud for attributes that have no effect here
 */
export function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  if (name === 'Policy') parsePolicy(value, 'resource');
  else if (name === 'KmsMasterKeyId') checkKey(value);
  else if (!KEPT.has(name)) throw notSupported('SNS', `the topic attribute ${name}`);
  attributes.set(name, value);
}
