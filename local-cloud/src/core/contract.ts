/** From, to; both inclusive. Without the second there is no upper bound. */
export type Bounds = readonly [least: number, most?: number];

/** What a request can break of a constraint. */
export type Rule =
  | 'required'
  | 'pattern'
  | 'length'
  | 'range'
  | 'enum'
  /** An element of a list, a key or a value of a map breaks its constraint. */
  | 'items'
  | 'keys'
  | 'values';

/** What the API model, or the documentation, says a member must be beyond its type. */
export interface Constraint {
  readonly required?: true;
  /** Of texts in characters, of lists and maps in elements. */
  readonly length?: Bounds;
  /** Of texts whose length is counted in bytes of UTF-8. */
  readonly bytes?: Bounds;
  /** Of numbers. */
  readonly range?: Bounds;
  /** Of numbers that need not be whole: those the API model calls float or double. */
  readonly fraction?: true;
  /** What the whole text must match, as the API model writes it. */
  readonly pattern?: string;
  /** An ARN is taken as well: what its last part names must keep the rules. */
  readonly orArn?: true;
  /** In the order in which the service's messages list them. */
  readonly enum?: readonly string[];
  /** Of a structure: all members that are honoured. The others are refused by name. */
  readonly members?: Contract;
  /** Of a list: every element. */
  readonly items?: Constraint;
  /** Of a map: every key, every value. */
  readonly keys?: Constraint;
  readonly values?: Constraint;
  /** The name of a structure, where messages show it: `RoutingConfigurationListItem(weight=50)`. */
  readonly shape?: string;
  /** Members of it that messages show as `null`, and that the API model does not have. */
  readonly unlisted?: readonly string[];
  /** The service does not repeat the value in its messages. */
  readonly sensitive?: true;
  /** The service's own text for a rule, in which `{value}` stands for the value. */
  readonly says?: Readonly<Partial<Record<Rule, string>>>;
}

/** The members that an operation honours, in the order in which the service checks them. */
export type Contract = Readonly<Record<string, Constraint | undefined>>;

/**
 * A contract that is held to the SDK's type of the input: a member that the type does not have
 * does not compile, nor does one left out or not `required` that the type requires.
 */
export type Members<Input> = [Input] extends [never]
  ? Contract
  : [keyof Input] extends [never]
    ? Readonly<Record<string, never>>
    : {
        readonly [Name in keyof Input]: MemberConstraint<NonNullable<Input[Name]>> &
          (object extends Pick<Input, Name> ? unknown : { readonly required: true });
      };

/** A constraint that is held to the SDK's type of the member. */
export type MemberConstraint<Type> = Omit<Constraint, 'members' | 'items' | 'keys' | 'values'> &
  Within<Type>;

type Within<Type> = Type extends readonly (infer Item)[]
  ? { readonly items?: MemberConstraint<NonNullable<Item>> }
  : Type extends Uint8Array | Date
    ? unknown
    : Type extends object
      ? string extends keyof Type
        ? {
            readonly keys?: Constraint;
            readonly values?: MemberConstraint<NonNullable<Type[keyof Type]>>;
          }
        : { readonly members?: Members<Type> }
      : unknown;

/** A rule that a request breaks, and where. */
export interface Broken {
  /** As AWS's messages write it: `routingConfiguration.1.member.weight`. */
  readonly path: string;
  /** The member's name in the API model, for example `VisibilityTimeout`. */
  readonly member: string;
  /** Null: there is none. */
  readonly value: unknown;
  readonly rule: Rule;
  readonly constraint: Constraint;
}
