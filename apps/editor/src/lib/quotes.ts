// One way to quote on the whole page: what the rules and the registry say quotes as a terminal does.

const QUOTED = /(?<=^|[\s(])(?:'([^'\n]*)'|"([^"\n]*)")(?=$|[\s).,;:?!])/g;

/** A message with its quotations as the page has them; apostrophes and quotes inside of words stay. */
export function toPageQuotes(message: string): string {
  return message.replace(
    QUOTED,
    (_, single: string | undefined, double: string | undefined) => `“${single ?? double}”`,
  );
}
