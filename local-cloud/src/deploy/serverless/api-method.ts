import * as z from 'zod';
import type { JsonObject } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';

/** What an event says of who may call its method. */
export const methodAuth = z.strictObject({
  /** The name of one of the API's, `AWS_IAM` or `NONE`. */
  Authorizer: z.string().optional(),
  /** As whom a function is called where the caller signs. */
  InvokeRole: json.optional(),
});

/** A method that an event of a function or a state machine gives to an API. */
export interface ApiMethod {
  /** Of the event, as people are told of it. */
  readonly eventId: string;
  readonly path: string;
  /** As OpenAPI has it: `get`, ..., `x-amazon-apigateway-any-method`. */
  readonly name: string;
  /** With its integration; who may call is not in it. */
  readonly operation: JsonObject;
  readonly auth: z.output<typeof methodAuth>;
  /** Whether it is a function that is called. */
  readonly isFunction: boolean;
  /** Under which its function or state machine is made. */
  readonly condition?: string | undefined;
}

export const ANY = 'x-amazon-apigateway-any-method';
export const INTEGRATION = 'x-amazon-apigateway-integration';

const HTTP_METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** The names that a path's operations can have, among what else is said of it. */
export function isOperation(name: string): boolean {
  return name === ANY || HTTP_METHODS.includes(name.toUpperCase());
}

/** How OpenAPI calls a method: `any` is an extension of API Gateway's. */
export function operationName(method: string): string {
  const name = method.toLowerCase();
  return name === 'any' ? ANY : name;
}

/** The methods that answer at a path with these operations, and `OPTIONS`, as a header lists them. */
export function allowedMethods(operations: readonly string[]): string {
  const named = [...operations.map((name) => name.toUpperCase()), 'OPTIONS'];
  const methods = operations.includes(ANY) ? HTTP_METHODS : named;
  return [...new Set(methods)].sort().join(',');
}
