import { isObject, type Json, type JsonObject, memberOf, setMember } from '../../core/json.ts';

/** Logical ids of what SAM makes, by what a template calls them: `<resource>.<what it is of it>`. */
export type MadeNames = ReadonlyMap<string, string>;

/**
 * A part of a template in which `Ref`, `Fn::GetAtt` and `Fn::Sub` have the logical ids of what SAM
 * makes of a resource: `!Ref Mill.Alias` is a reference to the alias of the function Mill.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function withMadeNames(value: Json, names: MadeNames): Json {
  if (names.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withMadeNames(item, names));
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const rewrite = memberOf(REFERENCES, key);
    setMember(out, key, rewrite ? rewrite(member, names) : withMadeNames(member, names));
  }
  return out;
}

const REFERENCES: Readonly<Record<string, (argument: Json, names: MadeNames) => Json>> = {
  Ref: (argument, names) => names.get(String(argument)) ?? argument,
  'Fn::GetAtt': (argument, names) => {
    const path = [argument].flat().join('.');
    const renamed = startingWithMade(path, names);
    return renamed === path ? argument : renamed;
  },
  'Fn::Sub': (argument, names) => {
    const [text, ...variables] = [argument].flat();
    if (typeof text !== 'string') return argument;
    const own = isObject(variables[0]) ? variables[0] : {};
    const renamed = text.replace(/\$\{([^!}][^}]*)\}/g, (whole, name: string) =>
      Object.hasOwn(own, name) ? whole : `\${${startingWithMade(name, names)}}`,
    );
    return Array.isArray(argument)
      ? [renamed, ...variables.map((one) => withMadeNames(one, names))]
      : renamed;
  },
};

/** `Mill.Alias`, and an attribute of it. */
function startingWithMade(path: string, names: MadeNames): string {
  const [id, property, ...attribute] = path.split('.');
  const made = names.get(`${id}.${property}`);
  return made === undefined ? path : [made, ...attribute].join('.');
}
