import { bySpecificity, matchKey, parseRouteKey, type RouteKey } from '../apis/route-key.ts';
import type { DeployedMethod } from './rest-api.ts';

/** A method that takes a request, and what its path's parameters are. */
export interface Route {
  readonly deployed: DeployedMethod;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The method that takes a request. The path decides first: a method that the most specific resource
 * does not have is not looked for in others. `ANY` has what no other method of the resource has.
 *
 * @param path after the stage, percent-encoded
 */
export function routeOf(
  methods: readonly DeployedMethod[],
  httpMethod: string,
  path: string,
): Route | undefined {
  for (const { text, key } of pathsOf(methods)) {
    const pathParameters = matchKey(key, httpMethod, path);
    if (pathParameters === undefined) continue;
    const here = methods.filter((one) => one.path === text);
    const deployed = [httpMethod, 'ANY']
      .map((name) => here.find(({ method }) => method.httpMethod === name))
      .find((one) => one !== undefined);
    return deployed && { deployed, pathParameters };
  }
  return undefined;
}

interface Path {
  readonly text: string;
  readonly key: RouteKey;
}

/** A deployment never changes: its paths are put in order once. */
const paths = new WeakMap<readonly DeployedMethod[], readonly Path[]>();

/** The more specific path first. */
function pathsOf(methods: readonly DeployedMethod[]): readonly Path[] {
  let known = paths.get(methods);
  if (known === undefined) {
    known = [...new Set(methods.map((one) => one.path))]
      .map((text) => ({ text, key: parseRouteKey(`ANY ${text}`) }))
      .sort((a, b) => bySpecificity(a.key, b.key));
    paths.set(methods, known);
  }
  return known;
}
