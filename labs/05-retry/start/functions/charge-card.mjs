/** The bank has said no: asking again changes nothing. Step Functions knows an error by its `name`. */
class CardDeclined extends Error {
  name = 'CardDeclined';
}

/** Stands for the payment service: it declines one card, and charges every other. */
export async function handler({ card, amount }) {
  if (card === 'sample-declined') throw new CardDeclined(`The bank declined ${amount}`);
  return { charged: amount };
}
