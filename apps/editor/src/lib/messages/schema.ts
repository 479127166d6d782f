// Words of schemas.

/** Words of schemas. */
export const schemaMessages = {
  required: 'required',
  properties: (count: number) => (count === 1 ? '1 property' : `${count} properties`),
  noProperties: 'No named properties.',
  raw: 'JSON',
  /** Keywords, where there is a plainer word for them. */
  keywords: {
    enum: 'values',
    const: 'value',
    minimum: 'at least',
    maximum: 'at most',
    minLength: 'characters, at least',
    maxLength: 'characters, at most',
    minItems: 'entries, at least',
    maxItems: 'entries, at most',
    additionalProperties: 'other fields',
  } as Readonly<Record<string, string>>,
} as const;
