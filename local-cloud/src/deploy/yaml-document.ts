import { createRequire } from 'node:module';
import type { Document, DocumentOptions, ParseOptions, SchemaOptions, YAMLError } from 'yaml';

type Yaml = typeof import('yaml');
type Options = ParseOptions & DocumentOptions & SchemaOptions;
type Read = Pick<Document, 'errors' | 'warnings'>;

let loaded: Yaml | undefined;

/** Loaded where YAML is read: frameworks write templates as JSON. */
export function yaml(): Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as Yaml;
  return loaded;
}

/**
 * Reads YAML as readers of YAML 1.1 do, CloudFormation's among them: inside of brackets and quotes
 * they do not look at the indentation, so that JSON may stand in a template as it is.
 */
export function yamlDocument(text: string, options: Options): Document {
  const strict = yaml().parseDocument(text, options);
  if (firstProblem(strict) === undefined) return strict;
  const loose = looselyIndented(text, options);
  return firstProblem(loose) === undefined ? loose : strict;
}

/** What is wrong with a document; a bracket that is indented less than what it closes is not. */
export function firstProblem({ errors, warnings }: Read): YAMLError | undefined {
  return errors[0] ?? warnings.find(({ code }) => code !== 'BAD_INDENT');
}

/** What of the package's lexer reads brackets and quotes, and ends them where a line is outdented. */
interface Lexer {
  /** The least indentation of what belongs to the value that is read. */
  indentNext: number;
  parseFlowCollection(): Generator<string>;
  parseQuotedScalar(): Generator<string>;
}

function looselyIndented(text: string, options: Options): Document {
  const { Composer, Parser } = yaml();
  const parser = new Parser();
  const lexer = Reflect.get(parser, 'lexer') as Lexer;
  lexer.parseFlowCollection = anyIndent(lexer, lexer.parseFlowCollection);
  lexer.parseQuotedScalar = anyIndent(lexer, lexer.parseQuotedScalar);
  const [document] = new Composer(options).compose(parser.parse(text), true, text.length);
  return document as Document;
}

function anyIndent(lexer: Lexer, read: () => Generator<string>): () => Generator<string> {
  return function* () {
    const { indentNext } = lexer;
    lexer.indentNext = 0;
    const next = yield* read.call(lexer);
    lexer.indentNext = indentNext;
    return next;
  };
}
