// A line for a device from the words of a shell: the shell took the quotes off, and here the values that need them have them again.

/** The line that these words make. One word alone is the whole line as it was typed. */
export function toTypedLine(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return words.map(toParam).join(' ');
}

/** `text=Sign in` came as one word, so its blanks belong to the value. What has quotes already is left as it is. */
function toParam(word: string): string {
  const [, name, value = ''] = /^([^\s={"]+)=(.*)$/s.exec(word) ?? [];
  const isBare = /[\s"]/.test(value) && !/^["[{]/.test(value);
  return name !== undefined && isBare ? `${name}=${JSON.stringify(value)}` : word;
}
