// Words of schemas.

/** Words of schemas. */
export const schemaMessages = {
  required: 'required',
  properties: (count: number) => (count === 1 ? '1 property' : `${count} properties`),
  noProperties: 'No named properties.',
  raw: 'JSON',
} as const;
