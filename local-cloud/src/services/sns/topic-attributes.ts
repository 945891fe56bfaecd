import { parsePolicy } from '../../authorization/index.ts';
import { AwsError, notSupported } from '../../core/errors.ts';
import { checkKey } from './encryption.ts';
import { invalidParameter } from './errors.ts';

/** Settings that are kept and described back; tracing has no effect on a laptop. */
const KEPT = new Set(['DisplayName', 'TracingConfig', 'SignatureVersion']);

/**
 * Sets an attribute of a topic.
 *
 * @throws InvalidParameterException; NotSupportedByLocalCloud for attributes that have no effect here
 */
export function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  if (name === 'Policy') checkPolicy(value);
  else if (name === 'KmsMasterKeyId') checkKey(value);
  else if (!KEPT.has(name)) throw notSupported('SNS', `the topic attribute ${name}`);
  attributes.set(name, value);
}

/** SNS does not say what is wrong with a policy: "Policy Error: null". Here it is told. */
function checkPolicy(document: string): void {
  try {
    parsePolicy(document, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter('Policy Error: null', error.message);
  }
}
