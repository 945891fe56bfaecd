/** What a thread is asked to read. */
export interface Asked {
  readonly text: string;
  /** As people are told of it. */
  readonly source: string;
}

/** What it comes to, as JSON text: numbers keep their digits in it. Or why it is refused. */
export type Reply =
  | { readonly json: string }
  | { readonly refused: { readonly what: string; readonly why?: string; readonly fix?: string } };
