// Under which keywords a schema holds other schemas, in all dialects.

/** Keywords that hold one schema. */
export const ONE_SCHEMA: ReadonlySet<string> = new Set(
  `additionalItems additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems
  unevaluatedProperties`.split(/\s+/),
);
/** Keywords that hold a list of schemas; `items` may hold either. */
export const SCHEMA_LIST: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);
/** Keywords that hold schemas by name. */
export const SCHEMA_MAP: ReadonlySet<string> = new Set(
  '$defs definitions dependencies dependentSchemas patternProperties properties'.split(' '),
);
