import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf, setMember } from '../../core/json.ts';
import { isIncluded } from '../includes.ts';
import { type ApiAuth, isSigned, ownOperation, schemesOf, withDefault } from './api-auth.ts';
import { type Cors, withCors } from './api-cors.ts';
import { type ApiMethod, isOperation } from './api-method.ts';

/** What the body of an API is made of. */
export interface ApiParts {
  readonly id: string;
  /** The template's own; undefined: it comes of the methods. */
  readonly definition: JsonObject | undefined;
  readonly methods: readonly ApiMethod[];
  /** `OpenApiVersion` */
  readonly version: string | undefined;
  readonly cors: Cors | undefined;
  readonly auth: ApiAuth | undefined;
  readonly binaryMediaTypes: Json | undefined;
}

/** The paths of a document: operations by the names that OpenAPI gives them. */
type Paths = Readonly<Record<string, JsonObject>>;

/**
 * The document of OpenAPI that SAM makes of an API and the events that name it.
 *
 * @throws UserError for methods that are there twice, and authorizers that are not there
 */
export function apiBody(parts: ApiParts): JsonObject {
  const { id, definition, version, cors, auth, binaryMediaTypes } = parts;
  const isVersion3 = definition?.swagger === undefined && isThree(version ?? definition?.openapi);
  const own: JsonObject = definition ?? {
    ...(isVersion3 ? { openapi: version! } : { swagger: '2.0' }),
    info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
  };
  const isChanged = definition === undefined || cors !== undefined || auth !== undefined;
  const paths = isChanged ? pathsOf(parts, isVersion3) : undefined;
  const operations = Object.values(paths ?? {}).flatMap((path) => Object.values(path));
  const isIam = auth?.DefaultAuthorizer === 'AWS_IAM' || isSigned(operations);
  const schemes = schemesOf(auth ?? NO_AUTH, id, isIam);
  return {
    ...own,
    ...(paths && { paths: conditional(paths, parts.methods) }),
    ...(Object.keys(schemes).length > 0 && secured(own, schemes, isVersion3)),
    ...(binaryMediaTypes !== undefined && {
      'x-amazon-apigateway-binary-media-types': binaryMediaTypes,
    }),
  };
}

const NO_AUTH: ApiAuth = { AddDefaultAuthorizerToCorsPreflight: true, Authorizers: {} };

function isThree(version: Json | undefined): boolean {
  return /^3(?:\.\d)?(?:\.\d)?$/.test(String(version));
}

function pathsOf({ id, definition, methods, cors, auth = NO_AUTH }: ApiParts, isVersion3: boolean) {
  const paths =
    definition === undefined ? pathsOfMethods(methods, auth) : writtenPaths(definition, id);
  const answered = new Set<string>();
  const whole = Object.entries(paths).map(([path, item]): [string, JsonObject] => {
    // A resource is the same with a slash behind it.
    const resource = path.replace(/(?<=.)\/$/, '');
    const isFirst = !answered.has(resource);
    answered.add(resource);
    const operations = cors && isFirst ? withCors(item, cors, isVersion3) : item;
    const entries = Object.entries(operations).map(([name, one]): [string, Json] => [
      name,
      isOperation(name) ? withDefault(one, name, auth) : one,
    ]);
    return [path, Object.fromEntries(entries)];
  });
  return Object.fromEntries(whole);
}

function pathsOfMethods(methods: readonly ApiMethod[], auth: ApiAuth): Paths {
  const paths: Record<string, JsonObject> = {};
  for (const method of methods) {
    const item: JsonObject = memberOf(paths, method.path) ?? {};
    if (memberOf(item, method.name) !== undefined) {
      throw new UserError(
        `${method.eventId}: there is another event for ${method.name} of ${method.path}`,
        { fix: 'Keep one of them.' },
      );
    }
    setMember(item, method.name, ownOperation(method, auth));
    setMember(paths, method.path, item);
  }
  return paths;
}

/** None of a definition that is not read yet: they are written into then. */
function writtenPaths(definition: JsonObject, id: string): Paths {
  if (isIncluded(definition)) return {};
  const { paths = null } = definition;
  const whole = [...whyNot('The definition', definition), ...whyNot('Its "paths"', paths)];
  const ofPaths = Object.entries(isObject(paths) ? paths : {});
  const [why] = [...whole, ...ofPaths.flatMap(([path, item]) => whyNot(`Its path ${path}`, item))];
  if (why === undefined) return paths as Paths;
  throw new UserError(`${id}: Cors and Auth cannot be written into DefinitionBody`, {
    why,
    fix: 'Write the operation "options", and who may call, into DefinitionBody itself.',
  });
}

/** Why nothing can be written into a part of a definition, if so. */
function whyNot(what: string, part: Json): string[] {
  if (!isObject(part)) return [`${what} is no map, but ${JSON.stringify(part).slice(0, LONGEST)}.`];
  const call = Object.keys(part).find((name) => /^(?:Ref$|Fn::)/.test(name));
  return call === undefined ? [] : [`${what} is made by ${call}: it is not known before it is.`];
}

/** Characters that are shown of it. */
const LONGEST = 100;

function secured(own: JsonObject, schemes: JsonObject, isVersion3: boolean): JsonObject {
  const written = isObject(own.securityDefinitions) ? own.securityDefinitions : {};
  if (!isVersion3) return { securityDefinitions: { ...written, ...schemes } };
  const components = isObject(own.components) ? own.components : {};
  const before = isObject(components.securitySchemes) ? components.securitySchemes : {};
  return { components: { ...components, securitySchemes: { ...before, ...schemes } } };
}

/** What is made under a condition is in the document under it: a method, and a path of such alone. */
function conditional(paths: Paths, methods: readonly ApiMethod[]): JsonObject {
  const items = Object.entries(paths).map(([path, item]): [string, Json] => {
    const here = methods.filter((method) => method.path === path);
    const conditions = [...new Set(here.map(({ condition }) => condition))];
    const [only] = conditions;
    if (conditions.length === 1 && only !== undefined) return [path, when(only, item)];
    const entries = Object.entries(item).map(([name, operation]): [string, Json] => {
      const condition = here.find((method) => method.name === name)?.condition;
      return [name, condition === undefined ? operation : when(condition, operation)];
    });
    return [path, Object.fromEntries(entries)];
  });
  return Object.fromEntries(items);
}

function when(condition: string, value: Json): Json {
  return { 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] };
}
