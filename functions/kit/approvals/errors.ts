/** Nobody has confirmed that they get the mails of the workflow's topic: a question would be lost. */
export class NobodyToAsk extends Error {
  override readonly name = 'NobodyToAsk';
}
