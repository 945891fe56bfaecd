/** Another execution has this invoice: the same seller and number, in this file or in another. */
export class DuplicateInvoice extends Error {
  override readonly name = 'DuplicateInvoice';
}
