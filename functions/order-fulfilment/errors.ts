/** The card was refused. Another try does not help, another card may. */
export class CardDeclined extends Error {
  override readonly name = 'CardDeclined';
}

/** The order was given up meanwhile, and its payment with it: it is never charged any more. */
export class PaymentClosed extends Error {
  override readonly name = 'PaymentClosed';
}

/** The provider did not answer. It may have taken the money all the same; another try finds out. */
export class PaymentProviderUnavailable extends Error {
  override readonly name = 'PaymentProviderUnavailable';
}

/** A reservation of the same order, or another order, is changing the stock. A second try helps. */
export class StockContended extends Error {
  override readonly name = 'StockContended';
}
