// What makes an action easy to use by others: the parts of the checklist that its document alone decides.
import { isJsonObject, type JsonObject } from '@action-registry/schema';

/** Which of the good habits a document has. Without inputs there is nothing to describe. */
export function findQuality(document: JsonObject): { description: boolean; inputs: boolean; example: boolean } {
  const { description, inputSchema, examples } = document;
  const properties = isJsonObject(inputSchema) && isJsonObject(inputSchema.properties) ? inputSchema.properties : {};
  return {
    description: typeof description === 'string' && description.trim() !== '',
    inputs: Object.values(properties).every(
      (property) => isJsonObject(property) && typeof property.description === 'string',
    ),
    example: Array.isArray(examples) && examples.length > 0,
  };
}
