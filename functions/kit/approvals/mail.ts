import { inWords } from './time.ts';

export interface Mail {
  /** As SNS takes it: ASCII, 100 characters at most, beginning with none that is blank. */
  readonly subject: string;
  readonly message: string;
}

/**
 * The mail that asks. It has the one link and no facts: mail is kept and forwarded, the page is
 * not.
 */
export function mailFor(
  question: { readonly workflow: string; readonly title: string; readonly expiresAt: number },
  link: string,
): Mail {
  const title = inOneLine(question.title);
  return {
    subject: ascii(`${question.workflow}: ${title}`).slice(0, 100).trimEnd(),
    message: `${inOneLine(question.workflow)} asks for your decision:

${title}

Read the facts and decide here:
${link}

The link works until ${inWords(new Date(question.expiresAt * 1000))}. Whoever has it can decide, so do not forward
it to anyone who should not.
`,
  };
}

/** One line, and nothing in it that a mail program would make a link of. */
function inOneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('://', ': //')
    .trim();
}

/** Letters without their accents, and a question mark for what ASCII does not have. */
function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
}
