/** A policy document, in the canonical form that evaluation works on. */
export interface PolicyDocument {
  readonly version: '2012-10-17' | '2008-10-17';
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: PrincipalPatterns | undefined;
  readonly notPrincipals: PrincipalPatterns | undefined;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
  /** Policy variables are text before version 2012-10-17. */
  readonly variables: boolean;
}

/** `AWS`, `Service`, `Federated` and `CanonicalUser` principals; `*` alone is `AWS: ['*']`. */
export type PrincipalPatterns = Readonly<Record<string, readonly string[]>>;

export interface Condition {
  /** Without its set prefix and `IfExists` suffix, for example `StringEquals`. */
  readonly operator: string;
  readonly set: 'ForAnyValue' | 'ForAllValues' | undefined;
  readonly ifExists: boolean;
  /** In lower case: condition keys are not case-sensitive. */
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy with the name that messages give it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}
