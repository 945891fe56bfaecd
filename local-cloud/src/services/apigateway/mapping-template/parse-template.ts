import { MappingError } from './budget.ts';
import type { Branch, Expression, Macro, Node, Template } from './nodes.ts';
import { ExpressionParser } from './parse-expression.ts';
import { type Directive, macroNames, type Piece, scan } from './scan.ts';

/** API Gateway's own limit, in bytes. */
const LONGEST_TEMPLATE = 300 * 1024;
const DEEPEST = 100;

/** What ends the nodes before it. */
const ENDS: ReadonlySet<string> = new Set(['end', 'else', 'elseif']);
const FOREACH = /^\s*\$!?\{?([A-Za-z_][\w-]*)\}?\s+in\s([\s\S]*)$/;
const NAME = /^\s*\$!?\{?([A-Za-z_][\w-]*)\}?\s*$/;
const MACRO = /^\s*([A-Za-z_][\w-]*)((?:[\s,]+\$[A-Za-z_][\w-]*)*)\s*$/;

/**
 * Parses a template. Throws MappingError that says where what was not understood.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export function parseTemplate(template: string): Template {
  if (Buffer.byteLength(template) > LONGEST_TEMPLATE) {
    throw new MappingError(`The template has more than ${LONGEST_TEMPLATE} bytes`);
  }
  const macros: Macros = { names: new Set(), defined: new Map() };
  const where = (at: number) => place(template, at);
  return { nodes: new Parser(template, macros, where).parse(), macros: macros.defined };
}

/** Where in a template something is. */
function place(template: string, at: number): string {
  const lines = template.slice(0, at).split(/\r\n|\n|\r/);
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/** Of a template and all texts in it: a macro is known before it is defined. */
interface Macros {
  readonly names: Set<string>;
  readonly defined: Map<string, Macro>;
}

/** Parses a template, or a text in double quotes, which is one, too. */
class Parser {
  readonly #macros: Macros;
  readonly #where: (at: number) => string;
  readonly #pieces: readonly Piece[];
  #at = 0;
  #depth = 0;

  constructor(template: string, macros: Macros, where: (at: number) => string) {
    this.#macros = macros;
    this.#where = where;
    for (const name of macroNames(template)) macros.names.add(name);
    this.#pieces = scan(template, macros.names, where);
  }

  parse(): Node[] {
    const nodes = this.#nodes();
    const left = this.#pieces[this.#at];
    if (left?.kind !== 'directive') return nodes;
    return this.#fail(left, left.name === 'end' ? 'ends nothing' : 'is not in an #if');
  }

  /** Up to a directive that ends them. */
  #nodes(): Node[] {
    const nodes: Node[] = [];
    for (let piece = this.#pieces[this.#at]; piece; piece = this.#pieces[this.#at]) {
      if (piece.kind === 'directive' && ENDS.has(piece.name)) break;
      this.#at += 1;
      if (piece.kind === 'text') nodes.push(piece);
      else if (piece.kind === 'reference') nodes.push(this.#source(piece).reference());
      else nodes.push(...this.#directive(piece));
    }
    return nodes;
  }

  /** Nothing for a macro's definition. */
  #directive(head: Directive): Node[] {
    switch (head.name) {
      case 'set':
        return [{ kind: 'set', ...this.#source(head).assignment() }];
      case 'break':
      case 'stop':
        return [{ kind: head.name }];
      case 'if':
        return [this.#if(head)];
      case 'foreach': {
        const [, name, source] = this.#matched(FOREACH, head);
        const list = this.#source({ source: source!, at: head.at }).value();
        return [{ kind: 'foreach', name: name!, list, body: this.#body(head) }];
      }
      case 'define': {
        const [, name] = this.#matched(NAME, head);
        return [{ kind: 'define', name: name!, body: this.#body(head) }];
      }
      case 'macro': {
        const [, name, list] = this.#matched(MACRO, head);
        const parameters = Array.from(list!.matchAll(/\$([\w-]+)/g), ([, parameter]) => parameter!);
        this.#macros.defined.set(name!, { parameters, body: this.#body(head) });
        return [];
      }
      default:
        return [{ kind: 'call', name: head.name, args: this.#source(head).args() }];
    }
  }

  #if(head: Directive): Node {
    const branches: Branch[] = [];
    let condition: Expression | undefined = this.#source(head).condition();
    for (;;) {
      const [body, end] = this.#block(head);
      branches.push({ condition, body });
      if (end.name === 'end') return { kind: 'if', branches };
      if (condition === undefined) this.#fail(end, 'is not in an #if');
      condition = end.name === 'else' ? undefined : this.#source(end).condition();
    }
  }

  #body(head: Directive): Node[] {
    const [body, end] = this.#block(head);
    return end.name === 'end' ? body : this.#fail(end, 'is not in an #if');
  }

  /** What stands in a directive's block, and the directive that ends it. */
  #block(head: Directive): [Node[], Directive] {
    if (this.#depth === DEEPEST) this.#fail(head, `is deeper than ${DEEPEST} levels`);
    this.#depth += 1;
    const nodes = this.#nodes();
    this.#depth -= 1;
    const end = this.#pieces[this.#at];
    if (end?.kind !== 'directive') this.#fail(head, 'has no #end');
    this.#at += 1;
    return [nodes, end];
  }

  #matched(pattern: RegExp, head: Directive): RegExpExecArray {
    return pattern.exec(head.source) ?? this.#fail(head, 'is not understood');
  }

  #source({ source, at }: { readonly source: string; readonly at: number }): ExpressionParser {
    const where = () => this.#where(at);
    return new ExpressionParser(source, {
      template: (text) => new Parser(text, this.#macros, where).parse(),
      fail: (message) => {
        throw new MappingError(`${where()}: ${message}`);
      },
    });
  }

  #fail({ name, source, at }: Directive, what: string): never {
    const shown = source === '' ? `#${name}` : `#${name}(${source.slice(0, 80)})`;
    throw new MappingError(`${this.#where(at)}: ${shown} ${what}`);
  }
}
