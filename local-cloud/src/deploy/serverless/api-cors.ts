import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { allowedMethods, isOperation } from './api-method.ts';
import { given, read } from './made.ts';

const schema = z.strictObject({
  AllowOrigin: json.default("'*'"),
  AllowMethods: json.optional(),
  AllowHeaders: json.optional(),
  MaxAge: json.optional(),
  AllowCredentials: boolean.default(false),
});

export type Cors = z.output<typeof schema>;

/**
 * `Cors`: where pages are from that may call an API, or more about them. Texts are as API Gateway maps
 * them: `"'*'"`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html
 */
export function readCors(value: Json, apiId: string): Cors {
  const isWhole = isObject(value) && !Object.keys(value).some((key) => /^(?:Ref$|Fn::)/.test(key));
  const cors = read(schema, isWhole ? value : { AllowOrigin: value }, `${apiId}: Cors`);
  if (!cors.AllowCredentials || cors.AllowOrigin !== "'*'") return cors;
  throw new UserError(`${apiId}: Cors has AllowCredentials, and AllowOrigin is "'*'"`, {
    why: 'Browsers send credentials where an origin is named.',
    fix: 'Name the origin, or take AllowCredentials out.',
  });
}

/** A path's operations, with the one that answers browsers which ask, unless it has its own. */
export function withCors(path: JsonObject, cors: Cors, isVersion3: boolean): JsonObject {
  if (path.options !== undefined) return path;
  const operations = Object.keys(path).filter(isOperation);
  const headers = given({
    'Access-Control-Allow-Origin': cors.AllowOrigin,
    'Access-Control-Allow-Headers': cors.AllowHeaders,
    'Access-Control-Allow-Methods': cors.AllowMethods ?? `'${allowedMethods(operations)}'`,
    'Access-Control-Max-Age': cors.MaxAge,
    'Access-Control-Allow-Credentials': cors.AllowCredentials ? "'true'" : undefined,
  });
  const names = Object.keys(headers);
  return { ...path, options: optionsMethod(headers, names, isVersion3) };
}

function optionsMethod(
  headers: JsonObject,
  names: readonly string[],
  isVersion3: boolean,
): JsonObject {
  const typed = (name: string): JsonObject => {
    const type = { type: name.endsWith('Max-Age') ? 'integer' : 'string' };
    return isVersion3 ? { schema: type } : type;
  };
  const media: JsonObject = { consumes: ['application/json'], produces: ['application/json'] };
  return {
    summary: 'CORS support',
    ...(isVersion3 ? {} : media),
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            names.map((name) => [`method.response.header.${name}`, headers[name]!]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(names.map((name) => [name, typed(name)])),
      },
    },
  };
}
