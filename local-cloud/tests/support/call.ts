/** An Authorization header as the gateway reads it: nobody checks the signature. */
export function signedFor(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKID/20300101/us-east-1/${service}/aws4_request, ...`;
}

/** A call to Step Functions as it goes over the wire. */
export function callStates(
  endpoint: string,
  operation: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: signedFor('states'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
      ...headers,
    },
    body,
  });
}
