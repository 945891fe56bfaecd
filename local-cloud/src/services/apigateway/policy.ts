import { parsePolicy } from '../../authorization/index.ts';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { badRequest } from '../apis/errors.ts';

/**
 * The policy of an API as it is kept: resources that begin with `execute-api:/` are of this API. Nothing
 * for an empty text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 *
 * @throws BadRequestException for what is no policy
 */
export function policyOf(
  cloud: Cloud,
  apiId: string,
  text: string | undefined,
): string | undefined {
  if (!text) return undefined;
  const policy = completed(cloud, apiId, text);
  try {
    parsePolicy(policy, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw badRequest(
      `Invalid policy document. Please check the policy syntax and ensure that Principals are valid. ${error.explained}`,
    );
  }
  return policy;
}

function completed({ region, accountId }: Cloud, apiId: string, text: string): string {
  let document: Json;
  try {
    document = JSON.parse(text);
  } catch {
    return text;
  }
  if (!isObject(document) || document.Statement === undefined) return text;
  const of = `arn:aws:execute-api:${region}:${accountId}:${apiId}/`;
  const whole = (resource: Json): Json =>
    typeof resource === 'string' ? resource.replace(/^execute-api:\/?/, of) : resource;
  const statements = [document.Statement].flat().map((statement) => {
    if (!isObject(statement)) return statement;
    const members = ['Resource', 'NotResource'].filter((name) => statement[name] !== undefined);
    const resources = members.map((name) => [name, [statement[name]!].flat().map(whole)]);
    return { ...statement, ...Object.fromEntries(resources) } as JsonObject;
  });
  return JSON.stringify({ ...document, Statement: statements });
}
