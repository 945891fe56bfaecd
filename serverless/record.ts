/** The part of the framework's object that this plugin uses. */
export interface Framework {
  readonly utils: { writeFileSync: Write };
  /** Its `defineBuildProperty` is of Serverless v4 only. */
  readonly configSchemaHandler: { readonly defineBuildProperty?: unknown };
}

type Write = (file: string, content: unknown, cycles?: boolean) => void;

/**
 * Writes `serverless-state.json`, the framework's record of a package, as the framework does, and in
 * a fraction of its time: osls 4.3.1 throws an error for each value in it, and looks for each object
 * among all that came before, which takes as long as all else that packaging this suite takes.
 * Stands aside on Serverless v4.
 */
export default class RecordPlugin {
  readonly hooks = {};

  constructor({ utils, configSchemaHandler }: Framework) {
    if (configSchemaHandler.defineBuildProperty !== undefined) return;
    const write = utils.writeFileSync.bind(utils);
    utils.writeFileSync = (file, content, cycles) =>
      write(file, cycles ? JSON.stringify(withoutCycles(content), null, 2) : content, cycles);
  }
}

/** What comes again is `{"$ref":"$[\"path\"][0]"}`: https://github.com/douglascrockford/JSON-js */
export function withoutCycles(root: unknown): unknown {
  const paths = new Map<object, string>();
  const copy = (given: unknown, path: string): unknown => {
    const value = hasToJson(given) ? given.toJSON() : given;
    if (typeof value !== 'object' || value === null) return value;
    const known = paths.get(value);
    if (known !== undefined) return { $ref: known };
    paths.set(value, path);
    if (Array.isArray(value)) return value.map((item, at) => copy(item, `${path}[${at}]`));
    const members = Object.entries(value).map(
      ([name, member]) => [name, copy(member, `${path}[${JSON.stringify(name)}]`)] as const,
    );
    return Object.fromEntries(members);
  };
  return copy(root, '$');
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON === 'function';
}
