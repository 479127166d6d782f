// One way to quote on the whole page: what the rules and the registry say quotes as a terminal does, with three marks.

const QUOTED = /(?<=^|[\s(])(['"`])((?:(?!\1)[^\n])*)\1(?=$|[\s).,;:?!])/g;

/** A message with its quotations as the page has them; apostrophes and quotes inside of words stay. */
export function toPageQuotes(message: string): string {
  return message.replace(QUOTED, '“$2”');
}
