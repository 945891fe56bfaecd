import type { Field } from './field.ts';
import { type Line, type Span, whole } from './lines.ts';
import type { Role } from './roles.ts';
import { folded } from './values.ts';

/** Somebody on the page: a name, an address, and how surely they play the role. */
export interface Party {
  readonly role: Role;
  readonly name: Span | undefined;
  readonly address: Span | undefined;
  /** 0 to 100. */
  readonly sure: number;
  readonly heading?: Line | undefined;
  /** A company's line at the foot of a page tells whose it is. */
  readonly imprint?: boolean;
  /** The lines it was read from. */
  readonly lines: readonly Line[];
}

/** A name as it is compared: without its case, marks and legal form. */
export function key(name: Span | undefined): string {
  return folded(name?.text ?? '').replace(
    /\b(?:gmbh|mbh|ag|kg|ug|sarl|sas|sa|ltd|limited|inc|llc|corp)\b|[^a-z0-9]/g,
    '',
  );
}

/** The fields of a party, general ones and those of its role, as Textract gives both. */
export function partyFields({ role, name, address, sure, heading }: Party, id: string): Field[] {
  if (role === 'other') return [];
  const prefix = role === 'VENDOR' ? 'VENDOR' : 'RECEIVER';
  const group = { types: role === 'VENDOR' ? ['VENDOR'] : ['RECEIVER', role], id };
  const label = heading && whole(heading);
  return [
    ...(address === undefined
      ? []
      : [
          { type: 'ADDRESS', sure, value: address, group },
          { type: `${prefix}_ADDRESS`, sure, value: address },
        ]),
    ...(name === undefined
      ? []
      : [
          { type: 'NAME', sure, label, value: name, group },
          { type: `${prefix}_NAME`, sure, label, value: name },
        ]),
  ];
}
