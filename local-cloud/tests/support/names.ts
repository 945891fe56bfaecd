/** What every object of JavaScript has, or is taken for: to whoever uses AWS, names like any other. */
export const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  '_jsonata_lambda',
] as const;

/** `{ [name]: value }`, `__proto__` too. */
export function named<Value>(name: string, value: Value): Record<string, Value> {
  return Object.fromEntries([[name, value]]);
}

const SERVICES = {
  dynamodb: ['DynamoDB_20120810', '1.0'],
  states: ['AWSStepFunctions', '1.0'],
  sqs: ['AmazonSQS', '1.0'],
  events: ['AWSEvents', '1.1'],
  ssm: ['AmazonSSM', '1.1'],
  logs: ['Logs_20140328', '1.1'],
  kinesis: ['Kinesis_20131202', '1.1'],
} as const;

/** An answer of AWS, as it came. */
// biome-ignore lint/suspicious/noExplicitAny: what is looked at differs from call to call.
export type Answer = any;

/** Calls by the wire: the SDK for JavaScript loses `__proto__` itself, others do not. */
export function wire(endpoint: string) {
  return async (
    service: keyof typeof SERVICES,
    operation: string,
    input: object,
  ): Promise<Answer> => {
    const [target, version] = SERVICES[service];
    const scope = `20300101/us-east-1/${service}/aws4_request`;
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=0`,
        'x-amz-target': `${target}.${operation}`,
        'content-type': `application/x-amz-json-${version}`,
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
